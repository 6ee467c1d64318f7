package objectledger;

/** AWS refuses what a tool asks for: the tool ends, and a person reads why. */
class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String message) {
    super(message);
  }

  Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
