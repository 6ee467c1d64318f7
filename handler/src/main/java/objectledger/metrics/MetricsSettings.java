package objectledger.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.lambda.SettingsReader;

/**
 * What the metrics are called. All of it is safe in JSON as it is: it needs no escapes.
 *
 * @param function the name of the function ({@code AWS_LAMBDA_FUNCTION_NAME}, from Lambda): their
 *     namespace, and the dimension that all of them have
 * @param labels the label of each source by its bucket ({@code METRICS_SOURCES}, in the order of
 *     {@code SOURCE_BUCKETS}); empty: no metrics are sent
 */
public record MetricsSettings(String function, Map<String, String> labels) {
  public static final MetricsSettings NONE = new MetricsSettings("", Map.of());

  private static final Pattern FUNCTION = Pattern.compile("[A-Za-z0-9_-]{1,64}");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9][a-z0-9-]*");

  static MetricsSettings read(SettingsReader reader, List<String> buckets) {
    if (!reader.has("METRICS_SOURCES")) {
      return NONE;
    }
    var names = reader.names("METRICS_SOURCES", LABEL, "the labels of the sources");
    var function = reader.text("AWS_LAMBDA_FUNCTION_NAME", FUNCTION, "the function's name");
    if (names.size() != buckets.size()) {
      reader
          .problems()
          .add(
              "METRICS_SOURCES has %s labels, and SOURCE_BUCKETS has %s buckets"
                      .formatted(names.size(), buckets.size())
                  + ": set one label for each bucket, in the same order");
      return NONE;
    }
    var labels = new HashMap<String, String>();
    for (var i = 0; i < names.size(); i++) {
      labels.put(buckets.get(i), names.get(i));
    }
    return new MetricsSettings(function, Map.copyOf(labels));
  }
}
