package objectledger.lambda;

/**
 * A failure with its kind. It never carries a cause, because the cause's message could contain a
 * secret.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final FailureKind kind;

  public FailureException(FailureKind fault, String message) {
    super(message);
    this.kind = fault;
  }

  public FailureKind kind() {
    return kind;
  }
}
