package objectledger.json;

/** Input that can never be understood, however often it is delivered. The message says where. */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidInputException(String message) {
    super(message);
  }
}
