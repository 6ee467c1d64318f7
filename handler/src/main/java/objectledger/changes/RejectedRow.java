package objectledger.changes;

/**
 * A row that the database cannot hold.
 *
 * @param index of the row in what was written
 * @param reasonCode as in docs/changes.md, such as {@code value-out-of-range}
 * @param reason without any value of the row
 */
record RejectedRow(int index, String reasonCode, String reason) {}
