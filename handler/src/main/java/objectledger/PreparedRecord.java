package objectledger;

/** The result of reading an event and its object. Nothing is written yet. */
sealed interface PreparedRecord {

  /** The record can be written. */
  record Ready(LedgerRecord record) implements PreparedRecord {}

  /** No record can be built. */
  record Failed(Outcome.Failed failure) implements PreparedRecord {}
}
