package objectledger.ops.post;

import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import objectledger.json.JsonWriter;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.PrettyJson;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Prints a form with which a client that has no credentials of AWS uploads one large document: its
 * fields as JSON on standard output, the command for curl on standard error.
 */
final class PresignCommand {
  /** A signature of S3 is valid for a week at most. */
  private static final int LONGEST_MINUTES = 7 * 24 * 60;

  private static final long MEGABYTE = 1024L * 1024;

  private PresignCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> presign(deployment, InstantSource.system()));
  }

  private static int presign(DeployedStack deployment, InstantSource clock) {
    var api = PostCommand.api(deployment);
    var table = TableName.checked(Command.setting("TABLE"), deployment.documents());
    if (Command.isSet("BODY") || Command.isSet("FILE")) {
      throw new CommandException("PRESIGN=1 posts nothing: leave BODY and FILE out");
    }
    var minutes = Command.number("EXPIRES", 15);
    var megabytes = Command.number("MAX_MB", 1024);
    if (minutes > LONGEST_MINUTES || megabytes * MEGABYTE > Document.PUT_LIMIT) {
      throw new CommandException(
          "EXPIRES is a number of minutes up to %s, and MAX_MB one of megabytes up to %s"
              .formatted(LONGEST_MINUTES, Document.PUT_LIMIT / MEGABYTE));
    }
    var given = Command.setting("CONTENT_TYPE");
    var region = Region.of(deployment.stack().region());
    var now = clock.instant();
    try (var credentials = DefaultCredentialsProvider.builder().build();
        var sts = deployment.clients().sts()) {
      var caller = sts.getCallerIdentity().arn();
      var lifetime = Duration.ofMinutes(minutes);
      var id = UUID.randomUUID().toString();
      var fields =
          new PresignedPost(api.bucket(), region.id(), now, lifetime, megabytes * MEGABYTE)
              .fields(
                  credentials.resolveCredentials(),
                  "upload=" + id,
                  given.isEmpty() ? "application/json" : given,
                  ObjectMetadata.of(table, now, caller));
      var url = url(api.bucket(), region, System.getenv());
      print(System.out, id, url, fields);
      System.err.printf(
          "it can be used until %s, for 1 byte to %s MB. To upload the file orders.json:%n%s%n",
          now.plus(lifetime).truncatedTo(ChronoUnit.SECONDS), megabytes, curl(url, fields));
      return 0;
    }
  }

  private static void print(PrintStream out, String id, URI url, Map<String, String> fields) {
    var form = new LinkedHashMap<String, Object>();
    form.put("id", id);
    form.put("url", url.toString());
    form.put("fields", fields);
    var json = new String(JsonWriter.toLine(form), StandardCharsets.UTF_8);
    out.println(PrettyJson.of(json.strip()));
  }

  /** The command; no field has a quote in it. */
  static String curl(URI url, Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> "  -F '%s=%s' \\".formatted(field.getKey(), field.getValue()))
        .collect(
            Collectors.joining(
                "\n", "curl --fail-with-body -sS '" + url + "' \\\n", "\n  -F file=@orders.json"));
  }

  /** Where the bucket takes forms: an emulator has it below its endpoint. */
  static URI url(String bucket, Region region, Map<String, String> environment) {
    var endpoint = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    return URI.create(
        endpoint.isEmpty()
            ? "https://%s.s3.%s.%s/"
                .formatted(bucket, region, PartitionMetadata.of(region).dnsSuffix())
            : "%s/%s".formatted(endpoint.replaceFirst("/$", ""), bucket));
  }
}
