package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import objectledger.changes.ItemHistory.Way;
import objectledger.changes.StreamShards.Entry;
import objectledger.json.JsonValue;
import objectledger.lambda.Deadline;

/**
 * Plays random histories of items through the function as Lambda does it: in batches, bisected,
 * repeated, answered in part, with functions that end before or after their work.
 */
final class ChangeHistory {
  private static final Deadline DEADLINE = new Deadline(() -> 60_000);

  private final Safeguard missing;
  private final boolean isUnguarded;
  private Sink current;
  private final List<ChangesFixture> functionsOfEpochs;

  /**
   * @param missing safeguard; null for none
   */
  ChangeHistory(Safeguard missing) {
    this(missing, missing == Safeguard.NEWEST_OF_A_KEY || missing == Safeguard.CANONICAL_KEYS);
  }

  /**
   * @param isUnguarded whether the function's parts are put together by {@link Unguarded}
   */
  ChangeHistory(Safeguard missing, boolean isUnguarded) {
    this.missing = missing;
    this.isUnguarded = isUnguarded;
    this.functionsOfEpochs = List.of(function(0), function(1));
  }

  private ChangesFixture function(int epoch) {
    var number = missing == Safeguard.EPOCH ? 0 : epoch;
    return new ChangesFixture(
        ChangesFixture.declarations(
            number,
            "{\"name\":\"id\",\"path\":\"$.id\",\"type\":\"text\"}",
            ChangesFixture.JSON_COLUMN),
        (rows, deadline) -> current.write(rows, deadline));
  }

  /** Plays a history, which ends with the table equal to the items. */
  void play(Way way, long seed) {
    var random = new SplittableRandom(seed);
    var table = new ModelTable(random, missing);
    var items = play(way, random, table);
    assertThat(table.items()).as("%s %s", way, seed).isEqualTo(items);
  }

  /**
   * Plays a history.
   *
   * @return the items in the end, by their keys
   */
  Map<String, String> play(Way way, SplittableRandom random, ModelTable table) {
    current = table;
    var hasEqualTimes = way == Way.KINESIS && random.nextInt(4) == 0;
    var history = new ItemHistory(random, way, hasEqualTimes);
    var shards = new StreamShards(random, missing);
    var epochs = 1 + random.nextInt(2);
    for (var epoch = 0; epoch < epochs; epoch++) {
      var events = history.changes(epoch);
      var delivered =
          switch (way) {
            case TABLE_STREAM -> StreamShards.ofTable(events);
            case KINESIS -> shards.ofKinesis(events, hasEqualTimes);
            case PLAIN -> shards.ofPlain(events);
          };
      new Delivery(random, epoch).deliver(delivered);
    }
    table.settle();
    return history.items();
  }

  /** What Lambda does with the records of a stream. */
  private final class Delivery {
    private final SplittableRandom random;
    private final int epoch;
    private final ChangesFixture function;
    private final List<Entry> done = new ArrayList<>();

    private Delivery(SplittableRandom random, int epoch) {
      this.random = random;
      this.epoch = epoch;
      this.function = functionsOfEpochs.get(epoch);
    }

    private void deliver(List<List<Entry>> shards) {
      var left = new ArrayList<List<Entry>>(shards);
      left.removeIf(List::isEmpty);
      while (!left.isEmpty()) {
        var at = random.nextInt(left.size());
        var shard = left.get(at);
        var size = Math.min(shard.size(), 1 + random.nextInt(8));
        finish(shard.subList(0, size));
        done.addAll(shard.subList(0, size));
        left.set(at, shard.subList(size, shard.size()));
        left.removeIf(List::isEmpty);
        if (random.nextInt(6) == 0) {
          redrive();
        }
      }
      function.logged.reset();
    }

    /** Sends a batch until nothing of it is left. */
    private void finish(List<Entry> batch) {
      var left = batch;
      while (!left.isEmpty()) {
        left = unhandled(left);
        if (left.size() > 1 && random.nextBoolean()) {
          finish(left.subList(0, left.size() / 2));
          left = left.subList(left.size() / 2, left.size());
        }
      }
      if (random.nextInt(10) == 0) {
        unhandled(batch);
      }
    }

    /** What failed before comes again after what came later. */
    private void redrive() {
      finish(List.of(done.get(random.nextInt(done.size()))));
    }

    /** What must come again. */
    private List<Entry> unhandled(List<Entry> batch) {
      switch (random.nextInt(16)) {
        case 0 -> {
          // The function ends before it begins.
          return batch;
        }
        case 1 -> {
          // Its answer is lost.
          var unused = firstFailed(batch);
          return batch;
        }
        default -> {
          var first = firstFailed(batch);
          return first.map(number -> from(number, batch)).orElse(List.of());
        }
      }
    }

    private List<Entry> from(String number, List<Entry> batch) {
      if (missing == Safeguard.FIRST_FAILED) {
        return batch.subList(batch.size() - 1, batch.size());
      }
      var numbers = batch.stream().map(Entry::number).toList();
      return batch.subList(numbers.indexOf(number), batch.size());
    }

    private Optional<String> firstFailed(List<Entry> batch) {
      var records =
          batch.stream()
              .filter(entry -> missing != Safeguard.EXPIRY || !entry.expired())
              .map(Entry::text)
              .toList();
      var request = StreamEvents.batch(records);
      if (isUnguarded) {
        return new Unguarded(missing, epoch, current).isWritten(request, DEADLINE)
            ? Optional.empty()
            : Optional.of(batch.getFirst().number());
      }
      try {
        var answer = function.answer(request).getBytes(UTF_8);
        return JsonValue.read(new ByteArrayInputStream(answer))
            .get("batchItemFailures")
            .items()
            .stream()
            .map(failure -> failure.get("itemIdentifier").text())
            .findFirst();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
