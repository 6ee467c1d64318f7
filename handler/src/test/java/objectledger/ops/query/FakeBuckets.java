package objectledger.ops.query;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.paginators.ListObjectsV2Iterable;

/** A ledger bucket in the memory, which lists three keys a page and counts what is fetched. */
public final class FakeBuckets implements S3Client {
  private static final int PAGE = 3;

  /** An object. */
  private record Stored(byte[] body, Instant modified) {
    String eTag() {
      return Sha256.hex(body).substring(0, 32);
    }
  }

  private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();

  /** Fetches since the beginning. */
  public final AtomicInteger fetches = new AtomicInteger();

  /** The fetch at which the process ends; none if it is negative. */
  public volatile int killAtFetch = -1;

  /** A key that may not be read. */
  public volatile String refused = "";

  /** The end of a process. */
  public static final class KilledException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  public FakeBuckets put(String key, String body) {
    return put(key, body.getBytes(StandardCharsets.UTF_8), Instant.parse("2026-11-27T10:00:00Z"));
  }

  public FakeBuckets put(String key, byte[] body, Instant modified) {
    objects.put(key, new Stored(body, modified));
    return this;
  }

  public void remove(String key) {
    objects.remove(key);
  }

  public Map<String, byte[]> contents() {
    var contents = new ConcurrentSkipListMap<String, byte[]>();
    objects.forEach((key, stored) -> contents.put(key, stored.body()));
    return contents;
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    var prefix = request.prefix() == null ? "" : request.prefix();
    var after = request.continuationToken() == null ? "" : request.continuationToken();
    var keys = objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
    if (request.delimiter() != null) {
      var folders = new TreeSet<String>();
      keys.stream()
          .filter(key -> key.indexOf('/', prefix.length()) >= 0)
          .forEach(key -> folders.add(key.substring(0, key.indexOf('/', prefix.length()) + 1)));
      var rest = folders.tailSet(after, false).stream().toList();
      var page = rest.subList(0, Math.min(PAGE, rest.size()));
      return ListObjectsV2Response.builder()
          .commonPrefixes(
              page.stream().map(each -> CommonPrefix.builder().prefix(each).build()).toList())
          .isTruncated(page.size() < rest.size())
          .nextContinuationToken(page.size() < rest.size() ? page.getLast() : null)
          .build();
    }
    var rest = keys.stream().filter(key -> key.compareTo(after) > 0).toList();
    var page = rest.subList(0, Math.min(PAGE, rest.size()));
    return ListObjectsV2Response.builder()
        .contents(page.stream().map(this::listed).toList())
        .isTruncated(page.size() < rest.size())
        .nextContinuationToken(page.size() < rest.size() ? page.getLast() : null)
        .build();
  }

  @Override
  public ListObjectsV2Iterable listObjectsV2Paginator(ListObjectsV2Request request) {
    return new ListObjectsV2Iterable(this, request);
  }

  private S3Object listed(String key) {
    var stored = objects.get(key);
    return S3Object.builder()
        .key(key)
        .eTag('"' + stored.eTag() + '"')
        .size((long) stored.body().length)
        .lastModified(stored.modified())
        .build();
  }

  @Override
  public <R> R getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
    if (fetches.incrementAndGet() == killAtFetch) {
      throw new KilledException();
    }
    if (request.key().equals(refused)) {
      throw S3Exception.builder().statusCode(403).message("Access Denied").build();
    }
    var stored = objects.get(request.key());
    if (stored == null) {
      throw NoSuchKeyException.builder().statusCode(404).message("no such key").build();
    }
    var response =
        GetObjectResponse.builder()
            .lastModified(stored.modified())
            .eTag('"' + stored.eTag() + '"')
            .build();
    try {
      return transformer.transform(
          response,
          AbortableInputStream.create(
              ResponseBytes.fromByteArray(response, stored.body()).asInputStream()));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Deletes an object, if it is the one that is meant. */
  @Override
  public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
    var stored = objects.get(request.key());
    var meant = request.ifMatch();
    if (meant != null && (stored == null || !meant.equals('"' + stored.eTag() + '"'))) {
      throw S3Exception.builder().statusCode(412).message("Precondition Failed").build();
    }
    objects.remove(request.key());
    return DeleteObjectResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
