package objectledger.ops.find;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Source;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Searches the journal of a stack hour by hour. There is no index by key, so every object of an
 * hour is read, 16 at a time.
 */
final class JournalSearch {
  private static final int THREADS = 16;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final S3Client s3;
  private final String owner;
  private final String ledgerBucket;
  private final Predicate<JsonValue> isWanted;
  private final int limit;
  private final WorkerPool workers = new WorkerPool(THREADS);
  private final Map<String, JournalEntry> found = new HashMap<>();
  private int read;

  /**
   * A search.
   *
   * @param owner the account that the ledger bucket belongs to
   * @param limit how many objects of the journal to read at most
   */
  JournalSearch(
      S3Client s3, String owner, String ledgerBucket, Predicate<JsonValue> isWanted, int limit) {
    this.s3 = s3;
    this.owner = owner;
    this.ledgerBucket = ledgerBucket;
    this.isWanted = isWanted;
    this.limit = limit;
  }

  /**
   * Reads the hour of some sources that contains a time. Their first pages are listed together,
   * because most sources have no more than one.
   *
   * @return whether the whole hour was read; false if the limit was reached
   * @throws SdkException if S3 refuses or cannot be reached
   */
  boolean hour(List<Source> sources, Instant time) {
    var requests = sources.stream().map(source -> request(source, time)).toList();
    var pages = workers.forEach(requests, s3::listObjectsV2);
    var isWhole = true;
    for (var i = 0; isWhole && i < requests.size(); i++) {
      isWhole = pages(sources.get(i), requests.get(i), pages.get(i));
    }
    return isWhole;
  }

  private ListObjectsV2Request request(Source source, Instant time) {
    return ListObjectsV2Request.builder()
        .bucket(ledgerBucket)
        .prefix("journal/source=%s/%s/".formatted(source.bucket(), HOUR.format(time)))
        .expectedBucketOwner(owner)
        .build();
  }

  private boolean pages(
      Source source, ListObjectsV2Request first, ListObjectsV2Response firstPage) {
    var page = firstPage;
    while (true) {
      var objects = page.contents();
      var some = objects.subList(0, Math.min(objects.size(), limit - read));
      entries(source, some)
          .forEach(entry -> found.putIfAbsent(entry.json().get("record_id").text(), entry));
      read += some.size();
      if (some.size() < objects.size()) {
        return false;
      }
      if (!page.isTruncated()) {
        return true;
      }
      page =
          s3.listObjectsV2(
              first.toBuilder().continuationToken(page.nextContinuationToken()).build());
    }
  }

  /** The records found until now, each once, by time and, for one key, by sequence number. */
  List<JournalEntry> found() {
    return found.values().stream()
        .sorted(
            Comparator.comparing(
                    (JournalEntry entry) -> entry.time().truncatedTo(ChronoUnit.SECONDS))
                .thenComparing(entry -> entry.json().get("sequence_number").textOrEmpty())
                .thenComparing(JournalEntry::time))
        .toList();
  }

  /** How many objects of the journal were read. */
  int read() {
    return read;
  }

  private List<JournalEntry> entries(Source source, List<S3Object> objects) {
    return workers.forEach(objects, object -> entries(source, object.key())).stream()
        .flatMap(List::stream)
        .toList();
  }

  private List<JournalEntry> entries(Source source, String journalKey) {
    String content;
    try {
      content =
          s3.getObjectAsBytes(
                  get -> get.bucket(ledgerBucket).key(journalKey).expectedBucketOwner(owner))
              .asString(StandardCharsets.UTF_8);
    } catch (NoSuchKeyException e) {
      // A lifecycle rule removed it after it was listed.
      return List.of();
    }
    return content
        .lines()
        .map(line -> new JournalEntry(source, journalKey, json(line), line))
        .filter(entry -> isWanted.test(entry.json()))
        .toList();
  }

  private static JsonValue json(String line) {
    return new JsonValue("", JsonReader.read(line));
  }
}
