/**
 * Records the objects that existed before the stack. {@link
 * objectledger.ops.backfill.BackfillCommand} lists the source bucket and invokes the function for
 * each page, from a saved position on; {@link objectledger.ops.backfill.BackfillJobCommand} creates
 * an S3 Batch Operations job that does the same without this machine.
 */
package objectledger.ops.backfill;
