/**
 * Lists and redrives failed events. {@link objectledger.ops.failures.FailuresCommand} prints the
 * messages of the failure queues by cause; {@link objectledger.ops.failures.RedriveCommand} sends
 * them to the function again. {@link objectledger.ops.failures.FailureReader} finds the events and
 * the cause in a message, {@link objectledger.ops.failures.FunctionLog} the causes that are only in
 * the log. Where the stack makes rows of documents, both commands know the refused ones, too:
 * {@link objectledger.ops.failures.RefusedDocuments} reads them, and {@link
 * objectledger.ops.failures.RefusedRedrive} has them tried again.
 */
package objectledger.ops.failures;
