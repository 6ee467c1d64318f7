/**
 * Changes of items, out of DynamoDB streams and Kinesis streams, into tables of SQL databases.
 * {@code ChangesHandler} is the entry point: it reads the records of a batch, keeps the newest
 * change of each key, and writes their rows with one statement that no older change can win.
 *
 * <p>Read {@code Changes}, which handles one batch; {@code Payload} and {@code StreamRecordReader},
 * which read records; {@code ChangeReader} and {@code Sequence}, which tell what changed and in
 * which order; {@code RowMaker} with {@code KeyText}, {@code ColumnText} and {@code ItemJson},
 * which make rows; {@code LabelBatch}, which keeps the newest; {@code ChangesBucket}, which keeps
 * refusals; then {@code SqlSink}. {@link objectledger.changes.Declarations} are what Terraform
 * declares, for the tools too.
 */
package objectledger.changes;
