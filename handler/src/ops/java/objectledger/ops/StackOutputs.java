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

/** A deployed stack, as {@code terraform output -json} names its parts. */
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

  /** Reads the outputs of the stack that the scenarios run against. */
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

  /** What the key of an object ends with that it records: the first of its suffixes. */
  public String keySuffix() {
    return keySuffixes.isEmpty() ? "" : keySuffixes.getFirst();
  }

  /** Whether the key ends with one of the suffixes; without any, every key does. */
  public boolean hasSuffix(String key) {
    return keySuffixes.isEmpty() || keySuffixes.stream().anyMatch(key::endsWith);
  }

  /**
   * Whether it records events of that name, as {@code ObjectCreated:Put}, or of all of its kind.
   */
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
    return S3Client.builder().region(Region.of(region)).build();
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
