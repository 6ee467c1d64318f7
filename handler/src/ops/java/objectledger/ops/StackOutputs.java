package objectledger.ops;

import static java.util.function.Predicate.not;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The outputs of a deployed stack, as {@code terraform output -json} prints them. */
public record StackOutputs(
    String region,
    String environment,
    String sourceBucket,
    String ledgerBucket,
    String keyPrefix,
    List<String> keySuffixes,
    List<String> events,
    boolean keepsLatest,
    String functionVersion,
    String logGroup,
    String failureQueueUrl) {

  /** Reads the file of the outputs. */
  public static StackOutputs read(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      var json = JsonValue.read(in);
      var filter = json.get("filter").get("value");
      return new StackOutputs(
          text(json, "region"),
          text(json, "environment"),
          text(json, "source_bucket"),
          text(json, "ledger_bucket"),
          filter.get("prefix").textOrEmpty(),
          suffixes(filter),
          json.get("events").get("value").items().stream().map(JsonValue::text).toList(),
          json.get("latest").get("value").get("enabled").isEqualTo(true),
          json.get("live").get("value").get("version").text(),
          text(json, "log_group"),
          json.get("failure_queues").get("value").get("handler").get("url").text());
    }
  }

  /** The first suffix of the filter; empty if it has none. */
  public String keySuffix() {
    return keySuffixes.isEmpty() ? "" : keySuffixes.getFirst();
  }

  /** Whether the key ends with one of the suffixes; without any, every key does. */
  public boolean hasSuffix(String key) {
    return keySuffixes.isEmpty() || keySuffixes.stream().anyMatch(key::endsWith);
  }

  /** Whether the stack records events of a name, as {@code ObjectCreated:Put}, or of its kind. */
  public boolean records(String event) {
    var kind = event.substring(0, event.indexOf(':') + 1) + "*";
    return events.contains("s3:" + event) || events.contains("s3:" + kind);
  }

  /** Whether it records more than creations, and keeps a latest document. */
  public boolean recordsEverything() {
    return keepsLatest
        && Stream.of(
                "ObjectRemoved:Delete", "ObjectRemoved:DeleteMarkerCreated", "ObjectTagging:Put")
            .allMatch(this::records);
  }

  /** A client with the caller's own credentials, and the endpoint of the environment if any. */
  public S3Client s3() {
    return new AwsClients(Region.of(region)).s3();
  }

  /** Outputs of a stack that was applied by an older commit have one suffix. */
  private static List<String> suffixes(JsonValue filter) {
    var suffixes = filter.get("suffixes");
    return suffixes.isAbsent()
        ? Stream.of(filter.get("suffix").textOrEmpty()).filter(not(String::isEmpty)).toList()
        : suffixes.items().stream().map(JsonValue::text).filter(not(String::isEmpty)).toList();
  }

  private static String text(JsonValue outputs, String name) {
    return outputs.get(name).get("value").text();
  }
}
