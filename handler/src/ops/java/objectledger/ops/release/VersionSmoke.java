package objectledger.ops.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.UUID;
import objectledger.ObjectEvent;
import objectledger.RecordId;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Tries one version before any event reaches it: has it record a real object, past the alias, and
 * looks at the record. The event is its own, so that live's record of the same object is another.
 */
final class VersionSmoke {
  private static final String BODY = "hello";
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final StackOutputs stack;
  private final S3Client s3;
  private final FunctionInvoker alias;
  private final int version;

  VersionSmoke(StackOutputs stack, S3Client s3, FunctionInvoker alias, int version) {
    this.stack = stack;
    this.s3 = s3;
    this.alias = alias;
    this.version = version;
  }

  /**
   * Puts an object, and has the version record it: as S3 tells it, again, and out of a queue.
   *
   * @throws CommandException if the version does not do what it should; the message says what
   */
  void run(Instant now) throws IOException {
    var id = UUID.randomUUID().toString();
    var key =
        "%sobject-ledger-smoke/%s/a b+ü.txt%s".formatted(stack.keyPrefix(), id, stack.keySuffix());
    var put =
        s3.putObject(
            object -> object.bucket(stack.sourceBucket()).key(key).contentType("text/plain"),
            RequestBody.fromString(BODY));
    try {
      var event = event(key, put, "make-release-" + id, now);
      accept("an event", SmokeEvent.notification(event));
      check(key, event);
      accept("the same event again", SmokeEvent.notification(event));
      accept("the event out of a queue", SmokeEvent.batch(event));
    } finally {
      s3.deleteObject(
          object -> object.bucket(stack.sourceBucket()).key(key).versionId(put.versionId()));
    }
  }

  private void accept(String what, byte[] payload) {
    alias
        .invoke(payload)
        .problem()
        .ifPresent(
            problem -> {
              throw new CommandException(
                  "version %s fails on %s: %s".formatted(version, what, JsonText.oneLine(problem)));
            });
  }

  private void check(String key, ObjectEvent event) throws IOException {
    var name =
        "journal/source=%s/%s/%s.json"
            .formatted(stack.sourceBucket(), HOUR.format(event.time()), RecordId.of(event));
    try (var record = record(name)) {
      var json = JsonValue.read(new ByteArrayInputStream(record.readAllBytes()));
      expect(name, "key", key, json.get("key").textOrEmpty());
      expect(name, "size", (long) BODY.length(), json.get("size").countOrUnknown());
      expect(name, "object_state", "present", json.get("object_state").textOrEmpty());
      var writer = record.response().metadata().getOrDefault("function-version", "");
      expect(name, "function-version", Integer.toString(version), writer);
    }
  }

  private ResponseInputStream<GetObjectResponse> record(String name) {
    try {
      return s3.getObject(get -> get.bucket(stack.ledgerBucket()).key(name));
    } catch (NoSuchKeyException e) {
      throw new CommandException(
          "version %s says that it recorded an event, but there is no s3://%s/%s"
              .formatted(version, stack.ledgerBucket(), name),
          e);
    }
  }

  private static void expect(String name, String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new CommandException(
          "the record %s has %s as its %s, not %s"
              .formatted(name, JsonText.quote(found), what, JsonText.quote(expected)));
    }
  }

  private ObjectEvent event(String key, PutObjectResponse put, String requestId, Instant now) {
    return new ObjectEvent(
        "ObjectCreated:Put",
        now,
        stack.sourceBucket(),
        key,
        put.versionId() == null ? "" : put.versionId(),
        "",
        BODY.length(),
        put.eTag().replace("\"", ""),
        stack.region(),
        "make-release",
        "",
        requestId,
        Map.of());
  }

  /** The only argument is the file of the stack's outputs; {@code VERSION} says which version. */
  public static void main(String[] arguments) {
    Command.main(arguments, VersionSmoke::smoke);
  }

  private static int smoke(DeployedStack deployment) throws IOException {
    var version = Command.number("VERSION", 1);
    LambdaVersions.of(deployment).awaitActive(version, VersionReadinessCommand::pause);
    try (var s3 = deployment.clients().s3()) {
      new VersionSmoke(deployment.stack(), s3, deployment.version(version), version)
          .run(Instant.now());
    }
    System.out.printf("version %s recorded what it was given%n", version);
    return 0;
  }
}
