package objectledger.lambda;

/** A failure whose kind is known where it happens. It has no cause, which could tell a secret. */
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
