package objectledger.changes;

/** A change is refused: no retry can write it. The message has no value of the change. */
final class RefusalException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ReasonCode code;

  RefusalException(ReasonCode code, String reason) {
    // Without a stack trace: a refusal is an outcome.
    super(reason, null, false, false);
    this.code = code;
  }

  ReasonCode code() {
    return code;
  }

  /** The same refusal, about a column. */
  RefusalException of(String column) {
    return new RefusalException(code, "column " + column + ": " + getMessage());
  }
}
