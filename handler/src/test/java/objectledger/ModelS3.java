package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
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
final class ModelS3 implements S3Client {
  static final String OWNER = "123456789012";

  enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED
  }

  /** One version of an object, or a delete marker. */
  record Version(
      String id,
      byte[] body,
      String eTag,
      Instant modified,
      Map<String, String> metadata,
      Map<String, String> tags,
      boolean marker) {}

  private record Bucket(Versioning versioning, Map<String, List<Version>> versions) {}

  private final Map<String, Bucket> buckets = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();
  private long clock = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();
  private long sequence = 0x0065_0000_0000_0000L;
  private int ids;

  ModelS3(Versioning source) {
    buckets.put("source-bucket", new Bucket(source, new TreeMap<>()));
    buckets.put("ledger-bucket", new Bucket(Versioning.OFF, new TreeMap<>()));
  }

  static Settings settings() {
    return new Settings("source-bucket", "ledger-bucket", OWNER, Log.Level.DEBUG, "eu-west-1", "7");
  }

  // What people do. Each returns the event as one element of Records.

  String put(String key, String body) {
    return put(key, body, Map.of(), Map.of());
  }

  String put(String key, String body, Map<String, String> metadata, Map<String, String> tags) {
    var version =
        write("source-bucket", key, body.getBytes(StandardCharsets.UTF_8), metadata, tags);
    return event("ObjectCreated:Put", key, version);
  }

  /** The current object of a key in a bucket, unless it is deleted. */
  synchronized Optional<Version> current(String bucket, String key) {
    var versions = buckets.get(bucket).versions().getOrDefault(key, List.of());
    return versions.isEmpty() || versions.getLast().marker()
        ? Optional.empty()
        : Optional.of(versions.getLast());
  }

  /** The keys that a bucket shows, in order. */
  synchronized List<String> keys(String bucket) {
    return buckets.get(bucket).versions().keySet().stream()
        .filter(key -> current(bucket, key).isPresent())
        .toList();
  }

  /** The lines of a document in the ledger bucket. */
  List<Json> lines(String key) {
    return new String(current("ledger-bucket", key).orElseThrow().body(), StandardCharsets.UTF_8)
        .lines()
        .map(TestEvents::json)
        .toList();
  }

  /** The names of the calls that the function made. */
  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  // What the function calls.

  @Override
  public synchronized HeadObjectResponse headObject(HeadObjectRequest request) {
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

  @Override
  public synchronized GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
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

  @Override
  public synchronized <T> T getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
    var version =
        find(
            "GetObject",
            request.bucket(),
            request.key(),
            request.versionId(),
            request.expectedBucketOwner());
    var response =
        GetObjectResponse.builder()
            .eTag('"' + version.eTag() + '"')
            .metadata(version.metadata())
            .build();
    try {
      return transformer.transform(
          response, AbortableInputStream.create(new ByteArrayInputStream(version.body())));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public synchronized PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
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
        && !HeadFacts.unquoted(request.ifMatch()).equals(current.get().eTag())) {
      throw failure(412, "PreconditionFailed");
    }
    var version = write(request.bucket(), request.key(), bytes(body), request.metadata(), Map.of());
    return PutObjectResponse.builder()
        .eTag('"' + version.eTag() + '"')
        .versionId(bucket.versioning() == Versioning.OFF ? null : version.id())
        .build();
  }

  @Override
  public String serviceName() {
    return "s3";
  }

  @Override
  public void close() {}

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
            Instant.ofEpochMilli(clock += 1000),
            metadata,
            new TreeMap<>(tags),
            false);
    add(bucket, key, version);
    return version;
  }

  /** A bucket that keeps no versions, or no longer does, has at most one null version of a key. */
  private void add(String bucket, String key, Version version) {
    var versions = buckets.get(bucket).versions().computeIfAbsent(key, k -> new ArrayList<>());
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

  private String event(String name, String key, Version version) {
    return TestEvents.record(
        name,
        "source-bucket",
        key,
        shown("source-bucket", version) == null ? "" : version.id(),
        "%018X".formatted(sequence += 0x100),
        version.body().length,
        version.eTag(),
        version.modified());
  }

  static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder().statusCode(status).message(code + " (status " + status + ")").build();
  }

  private static byte[] bytes(RequestBody body) {
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
