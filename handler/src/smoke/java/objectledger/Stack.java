package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A deployed stack, as {@code terraform output -json} names its parts. */
record Stack(
    String region,
    String environment,
    String sourceBucket,
    String ledgerBucket,
    String keyPrefix,
    String keySuffix,
    List<String> events,
    boolean keepsLatest,
    String functionVersion,
    String logGroup,
    String failureQueueUrl) {

  /** Reads the outputs of the stack that the scenarios run against. */
  static Stack read(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      var json = Json.read(in);
      var filter = json.get("filter").get("value");
      return new Stack(
          text(json, "region"),
          text(json, "environment"),
          text(json, "source_bucket"),
          text(json, "ledger_bucket"),
          filter.get("prefix").textOrEmpty(),
          filter.get("suffix").textOrEmpty(),
          json.get("events").get("value").items().stream().map(Json::text).toList(),
          json.get("latest").get("value").get("enabled").is(true),
          json.get("live").get("value").get("version").text(),
          text(json, "log_group"),
          text(json, "failure_queue_url"));
    }
  }

  /** Whether it records more than creations, and keeps a latest document. */
  boolean recordsEverything() {
    return keepsLatest && events.containsAll(List.of("s3:ObjectRemoved:*", "s3:ObjectTagging:*"));
  }

  /** A client with the caller's own credentials, and the endpoint of the environment if any. */
  S3Client s3() {
    return S3Client.builder().region(Region.of(region)).build();
  }

  private static String text(Json outputs, String name) {
    return outputs.get(name).get("value").text();
  }
}
