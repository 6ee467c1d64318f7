package objectledger.aws;

/** Others changed an object each time that it was to be written; it may work the next time. */
public final class WriteConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WriteConflictException(String message) {
    super(message);
  }
}
