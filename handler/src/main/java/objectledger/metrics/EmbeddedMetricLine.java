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
  private final StringBuilder definitions = new StringBuilder(512);
  private final StringBuilder members = new StringBuilder(128);

  EmbeddedMetricLine(String function) {
    this.function = function;
    member("Function", function);
  }

  /** Begins metrics of the function. */
  void group() {
    begin("");
  }

  /**
   * Begins metrics of the function and of one part of it: each is sent twice, without the dimension
   * and with it.
   */
  void group(String dimension, String value) {
    begin(",[\"Function\",\"" + dimension + "\"]");
    member(dimension, value);
  }

  private void begin(String furtherSet) {
    definitions
        .append(definitions.isEmpty() ? "" : ",")
        .append("{\"Namespace\":\"")
        .append(function)
        .append("\",\"Dimensions\":[[\"Function\"]")
        .append(furtherSet)
        .append("],\"Metrics\":[");
  }

  void endGroup() {
    // Behind each metric there is a comma: the last one's place is taken.
    definitions.setCharAt(definitions.length() - 1, ']');
    definitions.append('}');
  }

  void count(String name, long value) {
    define(name, "Count");
    members.append(value);
  }

  void millis(String name, long value) {
    define(name, "Milliseconds");
    members.append(value);
  }

  /** A metric with many values. */
  void millis(String name, long[] values, int from, int to) {
    define(name, "Milliseconds");
    for (var i = from; i < to; i++) {
      members.append(i == from ? '[' : ',').append(values[i]);
    }
    members.append(']');
  }

  private void define(String name, String unit) {
    definitions
        .append("{\"Name\":\"")
        .append(name)
        .append("\",\"Unit\":\"")
        .append(unit)
        .append("\"},");
    members.append(",\"").append(name).append("\":");
  }

  private void member(String name, String text) {
    members.append(",\"").append(name).append("\":\"").append(text).append('"');
  }

  /**
   * The whole line. It has a level and a timestamp of Lambda's logs, because Lambda takes a line
   * without a level, or without a valid timestamp, as INFO, and drops it where the function's log
   * level is higher:
   * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
   *
   * @param now the function's clock, and not an event's: CloudWatch drops metrics that are older
   *     than two weeks or more than two hours in the future
   */
  byte[] toBytes(Instant now, Log.Level level) {
    var line =
        "{\"timestamp\":\""
            + now
            + "\",\"level\":\""
            + level
            + "\",\"message\":\"metrics\",\"_aws\":{\"Timestamp\":"
            + now.toEpochMilli()
            + ",\"CloudWatchMetrics\":["
            + definitions
            + "]}"
            + members
            + "}\n";
    return line.getBytes(StandardCharsets.US_ASCII);
  }
}
