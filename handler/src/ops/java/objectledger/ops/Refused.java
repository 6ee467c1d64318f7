package objectledger.ops;

/** AWS refuses what a tool asks for: the tool ends, and a person reads why. */
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  public Refused(String message) {
    super(message);
  }

  public Refused(String message, Throwable cause) {
    super(message, cause);
  }
}
