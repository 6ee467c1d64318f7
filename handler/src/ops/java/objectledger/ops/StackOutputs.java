package objectledger.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import objectledger.json.JsonValue;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** The outputs of a deployed stack, as {@code terraform output -json} prints them. */
public record StackOutputs(
    String region,
    String environment,
    Sources sources,
    String ledgerBucket,
    boolean keepsLatest,
    String functionVersion,
    String logGroup,
    String failureQueueUrl) {

  /** Reads the file of the outputs. */
  public static StackOutputs read(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      return of(JsonValue.read(in));
    }
  }

  /** The same of outputs that are read already. */
  static StackOutputs of(JsonValue json) {
    return new StackOutputs(
        text(json, "region"),
        text(json, "environment"),
        Sources.of(json),
        text(json, "ledger_bucket"),
        json.get("latest").get("value").get("enabled").isEqualTo(true),
        json.get("live").get("value").get("version").text(),
        text(json, "log_group"),
        json.get("failure_queues").get("value").get("handler").get("url").text());
  }

  /** A client with the caller's own credentials, and the endpoint of the environment if any. */
  public S3Client s3() {
    return new AwsClients(Region.of(region)).s3();
  }

  private static String text(JsonValue outputs, String name) {
    return outputs.get(name).get("value").text();
  }
}
