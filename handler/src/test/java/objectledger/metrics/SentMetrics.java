package objectledger.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import objectledger.TestEvents;
import objectledger.json.JsonValue;

/**
 * The metrics that CloudWatch makes of a log's lines, read by the rules of its embedded metric
 * format; it fails where CloudWatch would refuse a line or drop a metric.
 *
 * @param lines with metrics
 * @param values by name and dimensions, as in {@code Recorded Function=f Source=s}
 */
public record SentMetrics(List<JsonValue> lines, Map<String, List<Long>> values) {
  private static final int MAX_VALUES = 100;
  private static final int MAX_METRICS = 100;

  public static SentMetrics of(String log) {
    var lines =
        log.lines().map(TestEvents::json).filter(line -> !line.get("_aws").isAbsent()).toList();
    var values = new TreeMap<String, List<Long>>();
    lines.forEach(line -> read(line, values));
    return new SentMetrics(lines, values);
  }

  private static void read(JsonValue line, Map<String, List<Long>> values) {
    for (var directive : line.get("_aws").get("CloudWatchMetrics").items()) {
      assertThat(directive.get("Namespace").text()).isNotBlank();
      assertThat(directive.get("Metrics").items()).hasSizeBetween(1, MAX_METRICS);
      assertThat(directive.get("Dimensions").items()).isNotEmpty();
      for (var metric : directive.get("Metrics").items()) {
        var name = metric.get("Name").text();
        assertThat(metric.get("Unit").text()).isIn("Count", "Milliseconds");
        var sent = numbers(line.get(name));
        assertThat(sent).hasSizeBetween(1, MAX_VALUES);
        for (var set : directive.get("Dimensions").items()) {
          values
              .computeIfAbsent(name + dimensions(line, set), any -> new ArrayList<>())
              .addAll(sent);
        }
      }
    }
  }

  private static List<Long> numbers(JsonValue value) {
    return value.value() instanceof List<?>
        ? value.items().stream().map(one -> (Long) one.value()).toList()
        : List.of((Long) value.value());
  }

  private static String dimensions(JsonValue line, JsonValue set) {
    return set.items().stream()
        .map(JsonValue::text)
        .peek(name -> assertThat(line.get(name).text()).isNotBlank())
        .map(name -> " " + name + "=" + line.get(name).text())
        .collect(Collectors.joining());
  }

  /** The values of a metric; none if it was not sent. */
  public List<Long> of(String name, String dimensions) {
    return values.getOrDefault(name + " " + dimensions, List.of());
  }
}
