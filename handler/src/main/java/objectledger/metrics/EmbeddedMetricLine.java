package objectledger.metrics;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import objectledger.lambda.Log;

/**
 * One line of CloudWatch's embedded metric format: the metrics' definitions, then their values and
 * dimensions as members of the line. Written as text, without a tree of maps, because each
 * invocation writes one; no name or value needs an escape.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">the
 *     specification</a>
 */
final class EmbeddedMetricLine {
  private final String function;

  /** The line up to the last definition. */
  private final StringBuilder line = new StringBuilder(768);

  private final StringBuilder members = new StringBuilder(192);

  /**
   * Begins a line. It has a level and a timestamp of Lambda's logs, because Lambda takes a line
   * without a level, or without a valid timestamp, as INFO, and drops it where the function's log
   * level is higher:
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
   *
   * @param now the function's clock, and not an event's: CloudWatch drops metrics that are older
   *     than two weeks or more than two hours in the future
   */
  EmbeddedMetricLine(String function, Instant now, Log.Level level) {
    this.function = function;
    line.append("{\"timestamp\":\"")
        .append(now)
        .append("\",\"level\":\"")
        .append(level)
        .append("\",\"message\":\"metrics\",\"_aws\":{\"Timestamp\":")
        .append(now.toEpochMilli())
        .append(",\"CloudWatchMetrics\":[");
    member("Function", function);
  }

  /** Begins metrics of the function. */
  void group() {
    begin();
    line.append("],\"Metrics\":[");
  }

  /**
   * Begins metrics of the function and of one part of it: each is sent twice, without the dimension
   * and with it.
   */
  void group(String dimension, String value) {
    begin();
    line.append(",[\"Function\",\"").append(dimension).append("\"]],\"Metrics\":[");
    member(dimension, value);
  }

  private void begin() {
    if (line.charAt(line.length() - 1) == '}') {
      line.append(',');
    }
    line.append("{\"Namespace\":\"").append(function).append("\",\"Dimensions\":[[\"Function\"]");
  }

  void endGroup() {
    // Behind each metric there is a comma: the last one's place is taken.
    line.setCharAt(line.length() - 1, ']');
    line.append('}');
  }

  void put(Metric metric, long value) {
    line.append(metric.definition);
    members.append(metric.member).append(value);
  }

  /** A metric with many values. */
  void put(Metric metric, long[] values, int from, int to) {
    line.append(metric.definition);
    members.append(metric.member);
    for (var i = from; i < to; i++) {
      members.append(i == from ? '[' : ',').append(values[i]);
    }
    members.append(']');
  }

  private void member(String name, String text) {
    members.append(",\"").append(name).append("\":\"").append(text).append('"');
  }

  /** Ends the line and returns it with its line feed. To be called once. */
  byte[] toBytes() {
    line.append("]}").append(members).append("}\n");
    // All of it is ASCII, as MetricsSettings sees to: its bytes are copied as they are.
    return line.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
