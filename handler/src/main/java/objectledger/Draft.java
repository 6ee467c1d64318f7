package objectledger;

/** An event that was read and whose object was looked at, or could not be; nothing is kept yet. */
sealed interface Draft {

  /** A record that can be written. */
  record Ready(ObjectEvent event, LedgerRecord record) implements Draft {}

  /** No record can be made. */
  record Refused(Outcome.Failed failure) implements Draft {}
}
