package objectledger;

/** Input that can never be understood, however often it is delivered. The message says where. */
final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1;

  Malformed(String message) {
    super(message);
  }
}
