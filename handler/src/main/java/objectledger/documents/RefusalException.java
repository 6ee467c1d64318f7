package objectledger.documents;

/** The document is refused. */
final class RefusalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  RefusalException(Refusal refusal) {
    // Without a stack trace: a refusal is an outcome.
    super(refusal.reason(), null, false, false);
    this.refusal = refusal;
  }

  RefusalException(ReasonCode code, String reason) {
    this(Refusal.of(code, reason));
  }

  Refusal refusal() {
    return refusal;
  }
}
