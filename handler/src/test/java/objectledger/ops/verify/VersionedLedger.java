package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import objectledger.json.JsonWriter;
import objectledger.ops.UtcTime;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A ledger bucket with all versions of its objects, and a clock that a test sets. */
final class VersionedLedger implements S3Client {
  static final String OWNER = "123456789012";
  private static final int PAGE = 3;

  private final TreeMap<String, List<Version>> objects = new TreeMap<>();
  private final List<PutObjectRequest> puts = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private int ids;
  private int listingsUntilFailure = Integer.MAX_VALUE;
  private Runnable beforePut = () -> {};
  private boolean losesResponse;
  private String denied = "";

  /** One version; without content it is a delete marker. */
  private record Version(String id, Instant modified, byte[] content) {}

  void setClock(Instant time) {
    now = time;
  }

  /** Writes an object, as a new version if there is one. */
  void write(String key, byte[] content) {
    objects
        .computeIfAbsent(key, each -> new ArrayList<>())
        .add(new Version("v" + ++ids, now, content));
  }

  /** Hides an object behind a delete marker. */
  void delete(String key) {
    objects.get(key).add(new Version("m" + ++ids, now, null));
  }

  /** Deletes every version of an object for good. */
  void purge(String key) {
    objects.remove(key);
  }

  /** Deletes all versions but the newest for good. */
  void purgeOld(String key) {
    var versions = objects.get(key);
    versions.subList(0, versions.size() - 1).clear();
  }

  byte[] content(String key) {
    return objects.get(key).getLast().content();
  }

  String text(String key) {
    return new String(content(key), UTF_8);
  }

  /** The keys of what can be seen. */
  List<String> keys(String prefix) {
    return objects.entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .filter(each -> each.getValue().getLast().content() != null)
        .map(Map.Entry::getKey)
        .toList();
  }

  List<PutObjectRequest> puts() {
    return puts;
  }

  /** Lets S3 fail after so many pages. */
  void failAfterPages(int pages) {
    listingsUntilFailure = pages;
  }

  /** What somebody else does just before the next write. */
  void beforeNextPut(Runnable action) {
    beforePut = action;
  }

  /** Lets the response to the next write be lost, so that the SDK sends it again. */
  void loseNextResponse() {
    losesResponse = true;
  }

  void deny(String call) {
    denied = call;
  }

  /** Makes the local copy of a source's journal, as the copy of the tools is. */
  void copyTo(Path folder, String source) {
    var prefix = "journal/source=" + source + "/date=";
    var days = new TreeMap<String, StringBuilder>();
    for (var key : keys(prefix)) {
      var day = key.substring(prefix.length(), prefix.length() + 10);
      var lines = days.computeIfAbsent(day, each -> new StringBuilder());
      var header = new LinkedHashMap<String, Object>();
      header.put("file", key.substring(prefix.length() + 11));
      header.put("modified", UtcTime.text(objects.get(key).getLast().modified()));
      header.put("e_tag", objects.get(key).getLast().id());
      var begin = new String(JsonWriter.toLine(header), UTF_8).strip();
      for (var line : text(key).split("\n")) {
        lines
            .append(begin, 0, begin.length() - 1)
            .append(",\"record\":")
            .append(line)
            .append("}\n");
      }
    }
    try {
      var local = Files.createDirectories(folder.resolve("source=" + source));
      try (var old = Files.list(local)) {
        for (var file : old.toList()) {
          Files.delete(file);
        }
      }
      for (var day : days.entrySet()) {
        var file = local.resolve("date=" + day.getKey() + ".ndjson.gz");
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
          out.write(day.getValue().toString().getBytes(UTF_8));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    check("listObjectVersions", request.expectedBucketOwner());
    if (listingsUntilFailure-- <= 0) {
      throw failure(503, "SlowDown");
    }
    var after = request.keyMarker() == null ? "" : request.keyMarker();
    var keys =
        objects.tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(request.prefix()))
            .toList();
    var page = keys.subList(0, Math.min(PAGE, keys.size()));
    var versions = new ArrayList<ObjectVersion>();
    var markers = new ArrayList<DeleteMarkerEntry>();
    for (var key : page) {
      for (var version : objects.get(key).reversed()) {
        var isLatest = version.id().equals(objects.get(key).getLast().id());
        if (version.content() == null) {
          markers.add(
              DeleteMarkerEntry.builder()
                  .key(key)
                  .versionId(version.id())
                  .isLatest(isLatest)
                  .build());
        } else {
          versions.add(
              ObjectVersion.builder()
                  .key(key)
                  .versionId(version.id())
                  .isLatest(isLatest)
                  .lastModified(version.modified())
                  .build());
        }
      }
    }
    return ListObjectVersionsResponse.builder()
        .versions(versions)
        .deleteMarkers(markers)
        .isTruncated(page.size() < keys.size())
        .nextKeyMarker(page.isEmpty() ? null : page.getLast())
        .nextVersionIdMarker(page.isEmpty() ? null : "last")
        .build();
  }

  @Override
  public <R> R getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
    check("getObject", request.expectedBucketOwner());
    var found =
        objects.get(request.key()).stream()
            .filter(version -> version.id().equals(request.versionId()))
            .findFirst()
            .orElseThrow();
    var response = GetObjectResponse.builder().build();
    var body = ResponseBytes.fromByteArray(response, found.content()).asByteArray();
    try {
      return transformer.transform(
          response, AbortableInputStream.create(new ByteArrayInputStream(body)));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    check("putObject", request.expectedBucketOwner());
    puts.add(request);
    var action = beforePut;
    beforePut = () -> {};
    action.run();
    if ("*".equals(request.ifNoneMatch()) && keys(request.key()).contains(request.key())) {
      throw failure(412, "PreconditionFailed");
    }
    try (var in = body.contentStreamProvider().newStream()) {
      var content = in.readAllBytes();
      StatementSchema.check(content);
      write(request.key(), content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (losesResponse) {
      losesResponse = false;
      throw failure(412, "PreconditionFailed");
    }
    return PutObjectResponse.builder().build();
  }

  private void check(String call, String owner) {
    if (!OWNER.equals(owner) || call.equals(denied)) {
      throw failure(403, "AccessDenied");
    }
  }

  private static S3Exception failure(int status, String code) {
    return (S3Exception)
        S3Exception.builder().statusCode(status).message(code + " (status " + status + ")").build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
