package objectledger.json;

/**
 * Input that can never be read, however often it is delivered. The message says where it is wrong.
 */
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public InvalidInputException(String message) {
    super(message);
  }
}
