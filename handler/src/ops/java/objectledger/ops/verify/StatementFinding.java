package objectledger.ops.verify;

/**
 * A trace of tampering, with what it concerns.
 *
 * @param hour of the journal, as in {@code 2026-11-27T12}; empty if it concerns a statement
 * @param object the key in the ledger bucket; empty if nothing is left that names it
 * @param recordId of the record; empty if it concerns a statement, or nothing is left that names it
 * @param text what was found, for a person
 */
public record StatementFinding(
    Kind kind, String hour, String object, String recordId, String text) {

  /** What was done. */
  public enum Kind {
    /** A record is not what a statement has it to be. */
    RECORD_ALTERED,
    /** A record that a statement has is no longer there. */
    RECORD_REMOVED,
    /** A record was added to an hour that had been over for longer than the policy allows. */
    RECORD_ADDED,
    /** A statement is not what the next one has it to be, or was overwritten. */
    STATEMENT_ALTERED,
    /** A statement that must have been there is not. */
    STATEMENT_DROPPED,
    /** A statement cannot be read, so that nothing can be compared with it. */
    STATEMENT_UNREADABLE;

    /** The kind in words. */
    public String words() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
  }

  static StatementFinding ofStatement(Kind kind, String key, String text) {
    return new StatementFinding(kind, "", key, "", text);
  }
}
