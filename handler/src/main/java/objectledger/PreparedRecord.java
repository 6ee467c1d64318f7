package objectledger;

/** An event that was read and whose object was looked at, or could not be; nothing is kept yet. */
sealed interface PreparedRecord {

  /** A record that can be written. */
  record Ready(ObjectEvent event, LedgerRecord record) implements PreparedRecord {}

  /** No record can be made. */
  record Failed(Outcome.Failed failure) implements PreparedRecord {}
}
