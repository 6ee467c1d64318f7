package objectledger.aws;

/** Another writer changed an object before it could be written. A retry may succeed. */
public final class WriteConflictException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public WriteConflictException(String message) {
    super(message);
  }
}
