package objectledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import objectledger.aws.ObjectMetadataFields;
import objectledger.aws.OwnedBucket;
import objectledger.aws.Retention;
import objectledger.aws.S3Api;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.Log;
import objectledger.metrics.LogSettings;
import objectledger.parameters.ParameterSettings;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/**
 * S3 as its documentation has it: strongly consistent, each call one step, versioning on, off or
 * suspended, conditional writes. It answers the calls that the function makes; its other methods
 * are what people do to a bucket, and return the event that S3 would send.
 */
public final class ModelS3 implements S3Stub {
  public static final String OWNER = "123456789012";
  public static final String SOURCE = "source-bucket";
  public static final String LEDGER = "ledger-bucket";

  public enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED
  }

  /** One version of an object, or a delete marker. */
  public record Version(
      String id,
      byte[] body,
      String eTag,
      Instant modified,
      Map<String, String> metadata,
      Map<String, String> tags,
      boolean marker) {}

  private record Bucket(Versioning versioning, Map<String, List<Version>> versions) {}

  /** Runs the effect of one call of the function's: before it, instead of it, or not at all. */
  public interface Gate {
    <T> T call(String name, Supplier<T> effect);
  }

  private static final Gate OPEN =
      new Gate() {
        @Override
        public <T> T call(String name, Supplier<T> effect) {
          return effect.get();
        }
      };

  private final Gate gate;
  private final Map<String, Bucket> buckets = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private final Set<String> states = new HashSet<>();
  private final List<String> impossible = new ArrayList<>();
  private long clock = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
  private long sequence = 0x0065_0000_0000_0000L;
  private int ids;
  private int requests;

  public ModelS3(Versioning source) {
    this(source, OPEN);
  }

  public ModelS3(Versioning source, Gate gate) {
    this(Map.of(SOURCE, source), gate);
  }

  /** Several source buckets by name. */
  public ModelS3(Map<String, Versioning> sources) {
    this(sources, OPEN);
  }

  ModelS3(Map<String, Versioning> sources, Gate gate) {
    this.gate = gate;
    sources.forEach((name, kind) -> buckets.put(name, new Bucket(kind, new TreeMap<>())));
    buckets.put(LEDGER, new Bucket(Versioning.OFF, new TreeMap<>()));
  }

  static LedgerSettings settings() {
    return settings(OWNER, true);
  }

  static LedgerSettings settings(String owner, boolean keepLatest) {
    return settings(List.of(SOURCE), owner, keepLatest, Retention.NONE);
  }

  static LedgerSettings settings(
      List<String> sources, String owner, boolean keepLatest, Retention retention) {
    return new LedgerSettings(
        sources,
        LEDGER,
        owner,
        retention,
        keepLatest,
        1,
        LogSettings.of(Log.Level.DEBUG),
        "eu-west-1",
        "7",
        ParameterSettings.NONE,
        Optional.empty());
  }

  /** The source bucket, as the function sees it. */
  static OwnedBucket source(S3Api s3) {
    return settings().source(SOURCE, s3);
  }

  /** The ledger bucket, as the function sees it. */
  public static OwnedBucket ledger(S3Api s3) {
    return settings().ledger(s3);
  }

  // What people do. Each returns the event that S3 would send, if any.

  public ObjectEvent put(String key, String body) {
    return put(key, body, Map.of(), Map.of());
  }

  public ObjectEvent put(
      String key, String body, Map<String, String> metadata, Map<String, String> tags) {
    return in(SOURCE).put(key, body, metadata, tags);
  }

  /** Deletes the present object of the source bucket. */
  public Optional<ObjectEvent> delete(String key) {
    return in(SOURCE).delete(key);
  }

  /** Deletes one version, or a delete marker, of the source bucket for good. */
  public Optional<ObjectEvent> deleteVersion(String key, String id) {
    return in(SOURCE).deleteVersion(key, id);
  }

  /** The ids of all versions of a key of the source bucket. */
  List<String> versionIds(String key) {
    return in(SOURCE).versionIds(key);
  }

  /** What people do to a source bucket. */
  Source in(String bucket) {
    return new Source(bucket);
  }

  /** One source bucket, as people see it. */
  final class Source {
    private final String bucket;

    private Source(String bucket) {
      this.bucket = bucket;
    }

    ObjectEvent put(
        String key, String body, Map<String, String> metadata, Map<String, String> tags) {
      return put("ObjectCreated:Put", key, body.getBytes(StandardCharsets.UTF_8), metadata, tags);
    }

    private ObjectEvent put(
        String name,
        String key,
        byte[] body,
        Map<String, String> metadata,
        Map<String, String> tags) {
      synchronized (ModelS3.this) {
        return event(name, bucket, key, write(bucket, key, body, metadata, tags));
      }
    }

    /** Copies the present object of one key to another, labels included. */
    Optional<ObjectEvent> copy(String from, String to) {
      synchronized (ModelS3.this) {
        return current(bucket, from)
            .map(v -> put("ObjectCreated:Copy", to, v.body(), v.metadata(), v.tags()));
      }
    }

    /** Deletes the present object: for good, or behind a delete marker where versions are kept. */
    Optional<ObjectEvent> delete(String key) {
      synchronized (ModelS3.this) {
        if (buckets.get(bucket).versioning() == Versioning.OFF) {
          return current(bucket, key).flatMap(version -> deleteVersion(key, version.id()));
        }
        var marker = new Version(newId(bucket), new byte[0], "", now(), Map.of(), Map.of(), true);
        add(bucket, key, marker);
        return Optional.of(event("ObjectRemoved:DeleteMarkerCreated", bucket, key, marker));
      }
    }

    /** Deletes one version, or a delete marker, for good. */
    Optional<ObjectEvent> deleteVersion(String key, String id) {
      synchronized (ModelS3.this) {
        var versions = buckets.get(bucket).versions().getOrDefault(key, new ArrayList<>());
        var found = versions.stream().filter(version -> version.id().equals(id)).findFirst();
        found.ifPresent(versions::remove);
        return found.map(version -> event("ObjectRemoved:Delete", bucket, key, version));
      }
    }

    /** Replaces the tags of the present object. */
    Optional<ObjectEvent> tag(String key, Map<String, String> tags) {
      synchronized (ModelS3.this) {
        return current(bucket, key).map(old -> tag(key, old, tags));
      }
    }

    private ObjectEvent tag(String key, Version old, Map<String, String> tags) {
      var versions = buckets.get(bucket).versions().get(key);
      var tagged =
          new Version(
              old.id(), old.body(), old.eTag(), old.modified(), old.metadata(), tags, false);
      versions.set(versions.indexOf(old), tagged);
      keepState(bucket, key, tagged);
      return event("ObjectTagging:Put", bucket, key, tagged);
    }

    /** The ids of all versions of a key, delete markers included, oldest first. */
    List<String> versionIds(String key) {
      synchronized (ModelS3.this) {
        return buckets.get(bucket).versions().getOrDefault(key, List.of()).stream()
            .map(Version::id)
            .toList();
      }
    }
  }

  /** Lets time go by. */
  synchronized void wait(Duration time) {
    clock += time.toMillis();
  }

  /** The documents, of any time, that show an object as it never was. */
  synchronized List<String> impossible() {
    return List.copyOf(impossible);
  }

  /** Takes a document out of the ledger bucket, which the function never does. */
  synchronized void remove(String key) {
    buckets.get(LEDGER).versions().remove(key);
  }

  /** The current object of a key in a bucket, unless it is deleted. */
  public synchronized Optional<Version> current(String bucket, String key) {
    var versions = buckets.get(bucket).versions().getOrDefault(key, List.of());
    return versions.isEmpty() || versions.getLast().marker()
        ? Optional.empty()
        : Optional.of(versions.getLast());
  }

  /** The keys that a bucket shows, in order. */
  public synchronized List<String> keys(String bucket) {
    return buckets.get(bucket).versions().keySet().stream()
        .filter(key -> current(bucket, key).isPresent())
        .toList();
  }

  /** The lines of a document in the ledger bucket. */
  public List<JsonValue> lines(String key) {
    return new String(current(LEDGER, key).orElseThrow().body(), StandardCharsets.UTF_8)
        .lines()
        .map(TestEvents::json)
        .toList();
  }

  /** The names of the calls that the function made. */
  public synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  // What the function calls.

  @Override
  public HeadObjectResponse headObject(HeadObjectRequest request) {
    return gate.call("HeadObject", () -> head(request));
  }

  @Override
  public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
    return gate.call("GetObjectTagging", () -> tagging(request));
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return gate.call("PutObject", () -> write(request, body));
  }

  private synchronized HeadObjectResponse head(HeadObjectRequest request) {
    var version =
        find(
            "HeadObject",
            request.bucket(),
            request.key(),
            request.versionId(),
            request.expectedBucketOwner());
    return HeadObjectResponse.builder()
        .contentLength((long) version.body().length)
        .eTag('"' + version.eTag() + '"')
        .lastModified(version.modified())
        .versionId(shown(request.bucket(), version))
        .metadata(version.metadata())
        .tagCount(version.tags().isEmpty() ? null : version.tags().size())
        .serverSideEncryption("AES256")
        .build();
  }

  private synchronized GetObjectTaggingResponse tagging(GetObjectTaggingRequest request) {
    var version =
        find(
            "GetObjectTagging",
            request.bucket(),
            request.key(),
            request.versionId(),
            request.expectedBucketOwner());
    return GetObjectTaggingResponse.builder()
        .tagSet(
            version.tags().entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList())
        .build();
  }

  private synchronized PutObjectResponse write(PutObjectRequest request, RequestBody body) {
    calls.add("PutObject");
    var bucket = bucket(request.bucket(), request.expectedBucketOwner());
    var current = current(request.bucket(), request.key());
    if ("*".equals(request.ifNoneMatch()) && current.isPresent()) {
      throw failure(412, "PreconditionFailed");
    }
    if (request.ifMatch() != null && current.isEmpty()) {
      throw failure(404, "NoSuchKey");
    }
    if (request.ifMatch() != null
        && !ObjectMetadataFields.unquoted(request.ifMatch()).equals(current.get().eTag())) {
      throw failure(412, "PreconditionFailed");
    }
    var content = bytes(body);
    RecordSchema.check(request.key(), content);
    checkStates(content);
    var version = write(request.bucket(), request.key(), content, request.metadata(), Map.of());
    return PutObjectResponse.builder()
        .eTag('"' + version.eTag() + '"')
        .versionId(bucket.versioning() == Versioning.OFF ? null : version.id())
        .build();
  }

  // How it works.

  private synchronized Version write(
      String bucket,
      String key,
      byte[] body,
      Map<String, String> metadata,
      Map<String, String> tags) {
    var version =
        new Version(
            newId(bucket),
            body,
            HexFormat.of().formatHex(md5(body)),
            now().truncatedTo(ChronoUnit.SECONDS),
            metadata,
            new TreeMap<>(tags),
            false);
    add(bucket, key, version);
    return version;
  }

  /** What a record or a latest document can show of an object: its facts and tags go together. */
  private static String state(
      String bucket, String key, String eTag, String modified, Map<String, ?> tags) {
    return "%s %s %s %s %s"
        .formatted(bucket, JsonText.quote(key), eTag, modified, new TreeMap<>(tags));
  }

  private void keepState(String bucket, String key, Version version) {
    var modified = version.modified().toString().replace("Z", ".000Z");
    states.add(state(bucket, key, version.eTag(), modified, version.tags()));
  }

  private void checkStates(byte[] document) {
    for (var line : new String(document, StandardCharsets.UTF_8).lines().toList()) {
      var json = TestEvents.json(line);
      if (json.get("object_state").isEqualTo("present")
          && !json.get("encryption_status").isEqualTo("SSE-C")) {
        var seen =
            state(
                json.get("bucket").text(),
                json.get("key").text(),
                json.get("e_tag").text(),
                json.get("last_modified_date").text(),
                TestEvents.members(json.get("object_tags")));
        if (!states.contains(seen)) {
          impossible.add(line);
        }
      }
    }
  }

  /** A bucket that keeps no versions, or no longer does, has at most one null version of a key. */
  private void add(String bucket, String key, Version version) {
    var versions = buckets.get(bucket).versions().computeIfAbsent(key, k -> new ArrayList<>());
    if (!bucket.equals(LEDGER)) {
      keepState(bucket, key, version);
    }
    if (version.id().equals("null")) {
      versions.removeIf(old -> old.id().equals("null"));
    }
    versions.add(version);
  }

  private String newId(String bucket) {
    return buckets.get(bucket).versioning() == Versioning.ENABLED ? "v" + ++ids : "null";
  }

  private String shown(String bucket, Version version) {
    return buckets.get(bucket).versioning() == Versioning.OFF ? null : version.id();
  }

  private Version find(String call, String bucket, String key, String versionId, String owner) {
    calls.add(call);
    var versions = bucket(bucket, owner).versions().getOrDefault(key, List.of());
    if (versionId == null) {
      return current(bucket, key).orElseThrow(() -> failure(404, "NoSuchKey"));
    }
    var version =
        versions.stream()
            .filter(v -> v.id().equals(versionId))
            .findFirst()
            .orElseThrow(() -> failure(404, "NoSuchVersion"));
    if (version.marker()) {
      throw failure(405, "MethodNotAllowed");
    }
    return version;
  }

  private Bucket bucket(String name, String owner) {
    if (!OWNER.equals(owner)) {
      throw failure(403, "AccessDenied");
    }
    return Optional.ofNullable(buckets.get(name)).orElseThrow(() -> failure(404, "NoSuchBucket"));
  }

  private ObjectEvent event(String name, String bucket, String key, Version version) {
    return new ObjectEvent(
        name,
        now(),
        bucket,
        key,
        shown(bucket, version) == null ? "" : version.id(),
        name.startsWith("ObjectTagging") ? "" : "%018X".formatted(sequence += 0x100),
        version.marker() ? ObjectEvent.UNKNOWN_SIZE : version.body().length,
        version.eTag(),
        "eu-west-1",
        "AWS:AIDAEXAMPLE",
        "192.0.2.1",
        "%016X".formatted(++requests),
        Map.of());
  }

  private Instant now() {
    return Instant.ofEpochMilli(clock += 250);
  }

  public static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder().statusCode(status).message(code + " (status " + status + ")").build();
  }

  static byte[] bytes(RequestBody body) {
    try (var in = body.contentStreamProvider().newStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
