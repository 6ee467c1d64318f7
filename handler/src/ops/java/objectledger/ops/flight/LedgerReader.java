package objectledger.ops.flight;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import objectledger.aws.LatestDocumentKey;
import objectledger.json.JsonValue;
import objectledger.lambda.WorkerPool;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Waits for records in the journal of a source and reads them as any reader of the bucket would.
 */
public final class LedgerReader {
  /** S3 delivers most notifications within seconds, and a few after more than a minute. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final int READERS = 16;
  private static final Duration PAUSE = Duration.ofMillis(150);
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final S3Client s3;
  private final StackOutputs stack;
  private final Source source;
  private final Instant since;
  private final Duration patience;
  private final BooleanSupplier isStopped;
  private final WorkerPool readers = new WorkerPool(READERS);
  private final Set<String> read = new HashSet<>();
  private final List<Entry> entries = new ArrayList<>();

  /**
   * A record as it stands in the bucket.
   *
   * @param json the record
   * @param raw its bytes as text
   * @param journalKey where it stands
   * @param metadata of its S3 object
   */
  public record Entry(JsonValue json, String raw, String journalKey, Map<String, String> metadata) {
    public String text(String field) {
      return json.get(field).textOrEmpty();
    }
  }

  /** Reads records that were written since a time, less a minute for clocks that differ. */
  public LedgerReader(S3Client s3, StackOutputs stack, Source source, Instant since) {
    this(s3, stack, source, since, PATIENCE, () -> false);
  }

  /**
   * The same with an end.
   *
   * @param patience how long to wait for each record
   * @param isStopped whether the person wants no more of it
   */
  LedgerReader(
      S3Client s3,
      StackOutputs stack,
      Source source,
      Instant since,
      Duration patience,
      BooleanSupplier isStopped) {
    this.s3 = s3;
    this.stack = stack;
    this.source = source;
    this.since = since.minusSeconds(60);
    this.patience = patience;
    this.isStopped = isStopped;
  }

  /**
   * Waits for the first record that fits.
   *
   * @param wanted what is waited for, in words, for the message when it does not come
   * @throws CommandException if none comes in time; it says where to look
   */
  public Entry await(String wanted, Predicate<Entry> fits) {
    return await(wanted, 1, fits).get(0);
  }

  /** Waits for so many records that fit, in the order in which they were found. */
  public List<Entry> await(String wanted, int count, Predicate<Entry> fits) {
    return until(
        wanted,
        () -> {
          readNew();
          var found = entries.stream().filter(fits).toList();
          return found.size() >= count ? Optional.of(found) : Optional.empty();
        });
  }

  /** The records that are there by now. */
  public List<Entry> present() {
    readNew();
    return List.copyOf(entries);
  }

  /** Waits until the latest document of a source object fits. */
  public JsonValue awaitLatest(String key, Predicate<JsonValue> fits) {
    var name = LatestDocumentKey.of(source.bucket(), key);
    return until("s3://" + stack.ledgerBucket() + "/" + name, () -> latest(name).filter(fits));
  }

  /** Waits for the marker of a call that was answered. */
  public JsonValue awaitAnswered(String marker) {
    return until(
        "s3://" + stack.ledgerBucket() + "/" + marker,
        () -> latest(marker).filter(found -> found.get("state").isEqualTo("answered")));
  }

  private Optional<JsonValue> latest(String name) {
    try {
      var answer = s3.getObjectAsBytes(get -> get.bucket(stack.ledgerBucket()).key(name));
      return Optional.of(json(answer.asUtf8String()));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  private <T> T until(String wanted, Supplier<Optional<T>> look) {
    var deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      var found = look.get();
      if (found.isPresent()) {
        return found.get();
      }
      if (isStopped.getAsBoolean()) {
        throw new CommandException("interrupted while waiting for " + wanted);
      }
      if (System.nanoTime() > deadline) {
        throw new CommandException(
            "waited %s s for %s; %s records came since %s"
                .formatted(patience.toSeconds(), wanted, entries.size(), since),
            List.of(
                "what could not be recorded: make failures ENV=" + stack.environment(),
                "what the function says: make logs ENV=" + stack.environment(),
                "whether the trigger is as it was applied: make status ENV="
                    + stack.environment()));
      }
      pause();
    }
  }

  private void readNew() {
    var hours = new TreeSet<String>();
    for (var hour = since; hour.isBefore(Instant.now().plusSeconds(60)); ) {
      hours.add(HOUR.format(hour));
      hour = hour.plusSeconds(60);
    }
    var added = new ArrayList<S3Object>();
    for (var hour : hours) {
      var prefix = "journal/source=%s/%s/".formatted(source.bucket(), hour);
      s3
          .listObjectsV2Paginator(
              list ->
                  list.bucket(stack.ledgerBucket()).prefix(prefix).encodingType(EncodingType.URL))
          .contents()
          .stream()
          .filter(object -> object.lastModified().isAfter(since) && read.add(object.key()))
          .forEach(added::add);
    }
    readers.forEach(added, this::read).forEach(entries::addAll);
  }

  private List<Entry> read(S3Object object) {
    var answer = s3.getObjectAsBytes(get -> get.bucket(stack.ledgerBucket()).key(object.key()));
    return answer
        .asUtf8String()
        .lines()
        .map(line -> new Entry(json(line), line, object.key(), answer.response().metadata()))
        .toList();
  }

  private static JsonValue json(String line) {
    try {
      return JsonValue.read(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a record", e);
    }
  }
}
