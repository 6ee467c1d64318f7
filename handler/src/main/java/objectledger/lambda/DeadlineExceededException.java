package objectledger.lambda;

/** The work did not end before the deadline, or was interrupted at it. A retry may succeed. */
public final class DeadlineExceededException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public DeadlineExceededException(String message) {
    super(message);
  }
}
