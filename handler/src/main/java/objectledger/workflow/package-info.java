/**
 * Calls an HTTP endpoint when an object of interest was recorded. {@link
 * objectledger.workflow.WorkflowInvoker} is the entry type: it sends the request of a {@link
 * objectledger.workflow.CreatedObject} as {@link objectledger.workflow.WorkflowSettings} say, and
 * retries it. {@link objectledger.workflow.CallClaims} keeps a repeated event from calling twice. A
 * crash between the response and the stored state can repeat a call, with the same idempotency key.
 * Read {@code WorkflowSettings}, {@code WorkflowInvoker}, {@code CallClaims}, {@code
 * WorkflowAttempts}, {@code WorkflowClient}, {@code Redaction}.
 */
package objectledger.workflow;
