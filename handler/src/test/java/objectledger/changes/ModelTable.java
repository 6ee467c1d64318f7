package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;

/** A table with the meaning of the upsert, which fails now and then: before or after its effect. */
final class ModelTable implements Sink {
  private final SplittableRandom random;
  private final Safeguard missing;
  private final Sink database;
  private final Map<List<String>, Row> rows = new HashMap<>();
  private final List<List<Row>> late = new ArrayList<>();

  /**
   * @param missing safeguard; null for none
   */
  ModelTable(SplittableRandom random, Safeguard missing) {
    this(random, missing, null);
  }

  /**
   * @param database that has the rows in place of the model; null for none
   */
  ModelTable(SplittableRandom random, Safeguard missing, Sink database) {
    this.random = random;
    this.missing = missing;
    this.database = database;
  }

  @Override
  public List<RejectedRow> write(List<Row> batch, Deadline deadline) {
    if (!late.isEmpty() && random.nextInt(2) == 0) {
      apply(late.remove(random.nextInt(late.size())));
    }
    switch (random.nextInt(12)) {
      case 0 -> throw new FailureException(FailureKind.RETRY, "it failed before its effect");
      case 1 -> {
        apply(batch);
        throw new FailureException(FailureKind.RETRY, "it failed after its effect");
      }
      case 2 -> {
        // The server carries out later what nothing waits for any more.
        late.add(batch);
        throw new FailureException(FailureKind.RETRY, "it did not answer in time");
      }
      default -> apply(batch);
    }
    return List.of();
  }

  /** All conditions are judged before the first row is written, as in CrateDB. */
  private void apply(List<Row> batch) {
    if (database != null) {
      assertThat(database.write(batch, new Deadline(() -> 30_000))).isEmpty();
      return;
    }
    var written = batch.stream().map(this::known).filter(this::isNewer).toList();
    for (var row : written) {
      if (missing == Safeguard.TOMBSTONE && row.deleted()) {
        rows.remove(row.key());
      } else {
        rows.put(row.key(), row);
      }
    }
  }

  private boolean isNewer(Row row) {
    var stored = rows.get(row.key());
    return missing == Safeguard.ORDER || stored == null || stored.seq().compareTo(row.seq()) < 0;
  }

  private Row known(Row row) {
    return switch (missing) {
      case FIXED_WIDTH -> withSeq(row, unpadded(row.seq()));
      case ARRIVAL -> withSeq(row, row.seq().replaceFirst("^(\\d{4}-\\d{20})-\\d{56}$", "$1"));
      case null, default -> row;
    };
  }

  private static Row withSeq(Row row, String seq) {
    return new Row(row.key(), seq, row.deleted(), row.values());
  }

  private static String unpadded(String seq) {
    return Arrays.stream(seq.split("-"))
        .map(part -> part.replaceFirst("^0+(?=.)", ""))
        .collect(Collectors.joining("-"));
  }

  /** What is written late at last. */
  void settle() {
    late.forEach(this::apply);
  }

  /** The items in the table, by their keys. */
  Map<String, String> items() {
    var items = new HashMap<String, String>();
    rows.values().stream()
        .filter(row -> !row.deleted())
        .forEach(row -> items.put(row.key().getFirst(), row.values().getFirst()));
    return items;
  }
}
