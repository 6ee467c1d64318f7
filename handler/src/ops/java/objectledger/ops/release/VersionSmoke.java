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
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * Tests one version before it gets events: invokes it, without the alias, for a real object and
 * checks the record. The event is made here, so that it is not the one that {@code live} records.
 */
final class VersionSmoke {
  private static final String BODY = "hello";
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final StackOutputs stack;
  private final Source source;
  private final S3Client s3;
  private final FunctionInvoker alias;
  private final int version;

  VersionSmoke(StackOutputs stack, Source source, S3Client s3, FunctionInvoker alias, int version) {
    this.stack = stack;
    this.source = source;
    this.s3 = s3;
    this.alias = alias;
    this.version = version;
  }

  /**
   * Puts an object and sends its event to the version: as a notification, again, and in a batch of
   * a queue.
   *
   * @throws CommandException if the version does not record it; the message says why
   */
  void run(Instant now) throws IOException {
    var id = UUID.randomUUID().toString();
    var key =
        "%sobject-ledger-smoke/%s/a b+ü.txt%s"
            .formatted(source.keyPrefix(), id, source.keySuffix());
    var put =
        s3.putObject(
            object -> object.bucket(source.bucket()).key(key).contentType("text/plain"),
            RequestBody.fromString(BODY));
    try {
      var event = event(key, put, "make-release-" + id, now);
      accept("an event", SmokeEvent.notification(event));
      check(key, event);
      accept("the same event again", SmokeEvent.notification(event));
      accept("the event out of a queue", SmokeEvent.batch(event));
    } finally {
      s3.deleteObject(object -> object.bucket(source.bucket()).key(key).versionId(put.versionId()));
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
            .formatted(source.bucket(), HOUR.format(event.time()), RecordId.of(event));
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
        source.bucket(),
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
}
