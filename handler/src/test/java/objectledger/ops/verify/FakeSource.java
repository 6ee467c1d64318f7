package objectledger.ops.verify;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A source bucket with versions, which lists a few of them a page, in S3's order. */
final class FakeSource implements S3Client {
  static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

  private final int pageSize;
  private final TreeMap<String, List<ListedVersion>> versions = new TreeMap<>(KeyOrder::compare);
  final AtomicInteger pages = new AtomicInteger();

  /** The page at which the process is killed; none if it is negative. */
  volatile int killAtPage = -1;

  FakeSource(int pageSize) {
    this.pageSize = pageSize;
  }

  /** Adds a version, which is the newest of its key. */
  FakeSource put(String key, String versionId, boolean isDeleteMarker) {
    var ofKey = versions.computeIfAbsent(key, any -> new ArrayList<>());
    ofKey.replaceAll(
        v ->
            new ListedVersion(
                key,
                v.versionId(),
                false,
                v.isDeleteMarker(),
                v.size(),
                NOW,
                v.eTag(),
                "STANDARD"));
    ofKey.addFirst(
        new ListedVersion(key, versionId, true, isDeleteMarker, 1L, NOW, "e", "STANDARD"));
    return this;
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    if (pages.incrementAndGet() == killAtPage) {
      throw new IllegalStateException("killed");
    }
    var rest = new ArrayList<ListedVersion>();
    versions.forEach(
        (key, ofKey) -> {
          if (key.startsWith(request.prefix())) {
            rest.addAll(after(request, key, ofKey));
          }
        });
    var page = rest.subList(0, Math.min(pageSize, rest.size()));
    var builder = ListObjectVersionsResponse.builder();
    if (page.size() < rest.size()) {
      builder
          .isTruncated(true)
          .nextKeyMarker(page.getLast().key())
          .nextVersionIdMarker(page.getLast().versionId());
    } else {
      builder.isTruncated(false);
    }
    builder
        .versions(page.stream().filter(v -> !v.isDeleteMarker()).map(FakeSource::version).toList())
        .deleteMarkers(
            page.stream().filter(ListedVersion::isDeleteMarker).map(FakeSource::marker).toList())
        .sdkHttpResponse(response());
    return builder.build();
  }

  private static List<ListedVersion> after(
      ListObjectVersionsRequest request, String key, List<ListedVersion> ofKey) {
    var order = request.keyMarker() == null ? 1 : KeyOrder.compare(key, request.keyMarker());
    if (order != 0) {
      return order > 0 ? ofKey : List.of();
    }
    var ids = ofKey.stream().map(ListedVersion::versionId).toList();
    return request.versionIdMarker() == null
        ? List.of()
        : ofKey.subList(ids.indexOf(request.versionIdMarker()) + 1, ofKey.size());
  }

  private static ObjectVersion version(ListedVersion v) {
    return ObjectVersion.builder()
        .key(v.key())
        .versionId(v.versionId())
        .isLatest(v.isLatest())
        .size(v.size())
        .eTag("\"" + v.eTag() + "\"")
        .lastModified(v.modified())
        .build();
  }

  private static DeleteMarkerEntry marker(ListedVersion v) {
    return DeleteMarkerEntry.builder()
        .key(v.key())
        .versionId(v.versionId())
        .isLatest(v.isLatest())
        .lastModified(v.modified())
        .build();
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    var prefix = request.prefix() == null ? "" : request.prefix();
    var after = request.startAfter() == null ? "" : request.startAfter();
    var entries = new TreeSet<String>(KeyOrder::compare);
    var folders = new TreeSet<String>(KeyOrder::compare);
    versions.forEach(
        (key, ofKey) -> {
          if (key.startsWith(prefix) && !ofKey.getFirst().isDeleteMarker()) {
            var slash = request.delimiter() == null ? -1 : key.indexOf('/', prefix.length());
            var entry = slash < 0 ? key : key.substring(0, slash + 1);
            if (KeyOrder.compare(entry, after) > 0) {
              entries.add(entry);
              if (slash >= 0) {
                folders.add(entry);
              }
            }
          }
        });
    var limit = Math.min(pageSize, request.maxKeys() == null ? 1_000 : request.maxKeys());
    var page = entries.stream().limit(limit).toList();
    var builder = ListObjectsV2Response.builder();
    builder
        .isTruncated(page.size() < entries.size())
        .commonPrefixes(
            page.stream()
                .filter(folders::contains)
                .map(folder -> CommonPrefix.builder().prefix(folder).build())
                .toList())
        .contents(
            page.stream()
                .filter(key -> !folders.contains(key))
                .map(key -> S3Object.builder().key(key).build())
                .toList())
        .sdkHttpResponse(response());
    return builder.build();
  }

  private static SdkHttpResponse response() {
    var date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.ofInstant(NOW, ZoneOffset.UTC));
    return SdkHttpResponse.builder().statusCode(200).putHeader("Date", date).build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
