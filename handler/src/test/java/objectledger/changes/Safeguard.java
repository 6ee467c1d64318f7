package objectledger.changes;

/** What keeps a table equal to its items, whatever is delivered. */
enum Safeguard {
  /** No older change replaces a newer one. */
  ORDER,
  /** The row of a deleted item stays, so that a late change does not make it again. */
  TOMBSTONE,
  /** Only the newest change of each key of a batch is written. */
  NEWEST_OF_A_KEY,
  /** The field that tells milliseconds from microseconds. */
  PRECISION,
  /** The number that is greater after a stream or a table was replaced. */
  EPOCH,
  /** Equal keys have equal texts. */
  CANONICAL_KEYS,
  /** The order has a fixed width, so that text order is its order. */
  FIXED_WIDTH,
  /** Of changes with equal times the one that arrived later is newer. */
  ARRIVAL,
  /** Deletions at the end of the time to live are deletions. */
  EXPIRY,
  /** The answer names the first record that is not written. */
  FIRST_FAILED
}
