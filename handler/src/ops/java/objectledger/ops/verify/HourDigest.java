package objectledger.ops.verify;

/**
 * What a statement says of one hour of the journal.
 *
 * @param records with different ids
 * @param sha256 of the sorted, distinct lines {@code <record id> <SHA-256 of the record's line>},
 *     each with its line break
 */
record HourDigest(long records, String sha256) {}
