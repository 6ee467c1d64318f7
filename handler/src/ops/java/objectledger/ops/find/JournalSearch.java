package objectledger.ops.find;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
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
  private final StackOutputs stack;
  private final Predicate<JsonValue> isWanted;
  private final int limit;
  private final Map<String, JournalEntry> found = new HashMap<>();
  private int read;

  /**
   * A search.
   *
   * @param owner the account that the ledger bucket belongs to
   * @param limit how many objects of the journal to read at most
   */
  JournalSearch(
      S3Client s3, String owner, StackOutputs stack, Predicate<JsonValue> isWanted, int limit) {
    this.s3 = s3;
    this.owner = owner;
    this.stack = stack;
    this.isWanted = isWanted;
    this.limit = limit;
  }

  /**
   * Reads the hour that contains a time.
   *
   * @return whether the whole hour was read; false if the limit was reached
   * @throws SdkException if S3 refuses or cannot be reached
   */
  boolean hour(Instant time) {
    var request =
        ListObjectsV2Request.builder()
            .bucket(stack.ledgerBucket())
            .prefix("journal/source=%s/%s/".formatted(stack.sourceBucket(), HOUR.format(time)))
            .expectedBucketOwner(owner)
            .build();
    while (true) {
      var page = s3.listObjectsV2(request);
      var objects = page.contents();
      var some = objects.subList(0, Math.min(objects.size(), limit - read));
      entries(some)
          .forEach(entry -> found.putIfAbsent(entry.json().get("record_id").text(), entry));
      read += some.size();
      if (some.size() < objects.size()) {
        return false;
      }
      if (!page.isTruncated()) {
        return true;
      }
      request = request.toBuilder().continuationToken(page.nextContinuationToken()).build();
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

  private List<JournalEntry> entries(List<S3Object> objects) {
    try (var executor = Executors.newFixedThreadPool(THREADS)) {
      var tasks =
          objects.stream()
              .map(object -> (Callable<List<JournalEntry>>) () -> entries(object.key()))
              .toList();
      var entries = new ArrayList<JournalEntry>();
      for (var result : executor.invokeAll(tasks)) {
        entries.addAll(result.get());
      }
      return entries;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("it was interrupted while it read the journal", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SdkException refusal ? refusal : new IllegalStateException(e);
    }
  }

  private List<JournalEntry> entries(String journalKey) {
    String content;
    try {
      content =
          s3.getObjectAsBytes(
                  get ->
                      get.bucket(stack.ledgerBucket()).key(journalKey).expectedBucketOwner(owner))
              .asString(StandardCharsets.UTF_8);
    } catch (NoSuchKeyException e) {
      // A lifecycle rule removed it after it was listed.
      return List.of();
    }
    return content
        .lines()
        .map(line -> new JournalEntry(journalKey, new JsonValue("", JsonReader.read(line)), line))
        .filter(entry -> isWanted.test(entry.json()))
        .toList();
  }
}
