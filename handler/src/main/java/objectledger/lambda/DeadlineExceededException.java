package objectledger.lambda;

/** What was begun could not be brought to an end this time; it may work the next time. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DeadlineExceededException(String message) {
    super(message);
  }
}
