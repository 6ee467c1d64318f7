/**
 * Lists and redrives failed events. {@link objectledger.ops.failures.FailuresCommand} prints the
 * messages of the failure queues by cause; {@link objectledger.ops.failures.RedriveCommand} sends
 * them to the function again. {@link objectledger.ops.failures.FailureReader} finds the events and
 * the cause in a message, {@link objectledger.ops.failures.FunctionLog} the causes that are only in
 * the log.
 */
package objectledger.ops.failures;
