/**
 * What any function on Lambda needs, and no service is part of. {@link
 * objectledger.lambda.Deadline} is the time that an invocation has left; {@link
 * objectledger.lambda.WorkerPool} runs a task for each item of a batch within it, and {@link
 * objectledger.lambda.TimeLimiter} a single call. {@link objectledger.lambda.Backoff} waits between
 * attempts. A {@link objectledger.lambda.FailureKind} says whether a retry can help. {@link
 * objectledger.lambda.Log} writes lines of JSON and tells a {@link objectledger.lambda.LogObserver}
 * of them; {@link objectledger.lambda.Invocation} tells it of the end. {@link
 * objectledger.lambda.SettingsReader} reads the environment and reports every problem at once. Read
 * {@code Deadline}, {@code WorkerPool}, {@code WorkQueue}, {@code FailureKind}, {@code Log}.
 */
package objectledger.lambda;
