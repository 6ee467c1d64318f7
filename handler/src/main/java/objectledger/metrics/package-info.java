/**
 * Metrics of an invocation, as lines of CloudWatch's embedded metric format in the function's log:
 * no call and no library. {@link objectledger.metrics.InvocationMetrics} observes the lines that
 * the log is given anyway and writes its own when the invocation ends; {@link
 * objectledger.metrics.LogSettings} makes the log with it, or without. docs/metrics.md lists the
 * metrics. Read {@code InvocationMetrics}, {@code SourceCounts}, {@code EmbeddedMetricLine}.
 */
package objectledger.metrics;
