package objectledger.ops.query;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A random history of one or two keys of a bucket, as S3's documentation has it: versions that are
 * on, off or suspended, and switched; uploads in parts that end after other changes; lifecycle
 * rules; events whose time is later than that of newer ones; objects that only a backfill recorded
 * and deletions that only make verify found. It knows what was present at each time.
 */
public final class BucketModel {
  private static final Instant START = Instant.parse("2026-01-31T23:59:30Z");

  private enum Versioning {
    OFF,
    ENABLED,
    SUSPENDED
  }

  /** What is in a bucket: an object, or a delete marker, of a version. */
  public record Stored(
      String version, String number, String eTag, String modified, boolean isMarker) {}

  /**
   * One change, as it happened and as it is told.
   *
   * @param time of its record: from then on the ledger can know of it
   * @param begun the number at which an upload began; the number of the change otherwise
   * @param wins of an upload that ended after a newer change: whether S3 shows it all the same
   */
  private record Change(
      String name,
      String key,
      String version,
      Instant time,
      String begun,
      String eTag,
      String modified,
      boolean wins) {

    boolean isMarker() {
      return name.endsWith("DeleteMarkerCreated");
    }

    boolean isDeletion() {
      return !isMarker() && (name.startsWith("ObjectRemoved") || name.startsWith("Lifecycle"));
    }
  }

  private final SplittableRandom random;
  private final String folder;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> lines = new ArrayList<>();
  private final Map<String, Map<String, String>> uploads = new LinkedHashMap<>();
  private Versioning versioning;
  private Instant clock = START;
  private long number = 0x65_0000;
  private int ids;

  public BucketModel(String folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
    this.versioning = Versioning.values()[random.nextInt(3)];
    var steps = 2 + random.nextInt(9);
    for (var i = 0; i < steps; i++) {
      clock = clock.plusMillis(1 + random.nextInt(random.nextBoolean() ? 900 : 9000));
      step(folder + "/k" + random.nextInt(2));
    }
  }

  /** The lines of the journal, in disorder, some of them twice. */
  public List<String> records() {
    return lines;
  }

  /** The times at which something changed, and a moment before each. */
  List<Instant> instants() {
    return changes.stream()
        .map(Change::time)
        .flatMap(time -> List.of(time.minusMillis(1), time).stream())
        .distinct()
        .sorted()
        .toList();
  }

  private void step(String key) {
    switch (random.nextInt(14)) {
      case 0, 1, 2, 3 -> put(key, "ObjectCreated:Put", nextNumber());
      case 4 -> put(key, "ObjectCreated:Copy", nextNumber());
      case 5 -> uploads.computeIfAbsent(key, k -> new TreeMap<>()).put(nextNumber(), whole(clock));
      case 6, 7 -> endUpload(key);
      case 8, 9 -> delete(key, "ObjectRemoved:", nextNumber());
      case 10 -> deleteVersion(key);
      case 11 -> expire(key);
      case 12 -> missed(key);
      default -> switchVersioning();
    }
  }

  private void switchVersioning() {
    if (random.nextInt(3) == 0) {
      versioning = versioning == Versioning.ENABLED ? Versioning.SUSPENDED : Versioning.ENABLED;
    }
  }

  private void put(String key, String name, String begun) {
    add(name, key, newVersion(), clock.plusMillis(jitter()), begun, whole(clock), begun);
  }

  private void endUpload(String key) {
    var open = uploads.getOrDefault(key, Map.of());
    if (!open.isEmpty()) {
      var begun = open.keySet().iterator().next();
      var modified = open.remove(begun);
      nextNumber();
      var name = "ObjectCreated:CompleteMultipartUpload";
      add(name, key, newVersion(), clock.plusMillis(jitter()), begun, modified, begun);
    }
  }

  private void delete(String key, String kind, String newNumber) {
    var time = clock.plusMillis(jitter());
    if (versioning == Versioning.OFF) {
      current(key)
          .ifPresent(
              now -> add(kind + "Delete", key, now.version(), time, newNumber, "", newNumber));
    } else {
      add(kind + "DeleteMarkerCreated", key, newVersion(), time, newNumber, "", newNumber);
    }
  }

  private void deleteVersion(String key) {
    var stored = at(Instant.MAX).getOrDefault(key, List.of());
    if (!stored.isEmpty()) {
      var gone = stored.get(random.nextInt(stored.size())).version();
      var newNumber = nextNumber();
      var time = clock.plusMillis(jitter());
      add("ObjectRemoved:Delete", key, gone, time, newNumber, "", newNumber);
    }
  }

  /** A lifecycle rule: of the current object, or of an older version, whose number it tells. */
  private void expire(String key) {
    var stored = at(Instant.MAX).getOrDefault(key, List.of());
    if (stored.isEmpty()) {
      return;
    }
    clock = clock.plus(1, ChronoUnit.DAYS);
    if (versioning == Versioning.OFF || stored.size() > 1) {
      var gone = versioning == Versioning.OFF ? stored.getLast() : stored.getFirst();
      add(
          "LifecycleExpiration:Delete",
          key,
          gone.version(),
          clock,
          nextNumber(),
          "",
          gone.number());
    } else if (!stored.getLast().isMarker()) {
      delete(key, "LifecycleExpiration:", nextNumber());
    }
  }

  /** An event that never came: of a creation, then backfilled; or of a deletion, found later. */
  private void missed(String key) {
    var now = current(key);
    if (random.nextBoolean() || now.isEmpty()) {
      var newNumber = nextNumber();
      var time = Instant.parse(whole(clock));
      add("Backfill:Existing", key, newVersion(), time, newNumber, whole(clock), "");
    } else {
      clock = clock.plus(1, ChronoUnit.HOURS);
      var name = "ObjectRemoved:FoundByVerify";
      add(name, key, now.get().version(), Instant.parse(whole(clock)), nextNumber(), "", "");
      clock = clock.plusSeconds(1);
    }
  }

  private void add(
      String name,
      String key,
      String version,
      Instant time,
      String begun,
      String modified,
      String told) {
    var isObject = !modified.isEmpty();
    var eTag = isObject ? "e" + random.nextInt(3) : "";
    changes.add(
        new Change(
            name,
            key,
            version,
            time,
            begun,
            eTag,
            modified.isEmpty() ? whole(clock) : modified,
            random.nextBoolean()));
    var line =
        JournalLines.record(
            name,
            key,
            version.equals("null") && versioning == Versioning.OFF ? "" : version,
            time,
            told,
            eTag,
            random.nextInt(5) == 0 && !told.isEmpty() ? "" : modified);
    for (var copies = random.nextInt(4) == 0 ? 2 : 1; copies > 0; copies--) {
      lines.add(random.nextInt(lines.size() + 1), line);
    }
  }

  /** What is stored of each key, the newest last, if only what was told by a time had happened. */
  public Map<String, List<Stored>> at(Instant time) {
    var stored = new TreeMap<String, List<Stored>>();
    for (var change : changes) {
      if (!change.time().isAfter(time)) {
        apply(change, stored.computeIfAbsent(change.key(), key -> new ArrayList<>()));
      }
    }
    return stored;
  }

  private static void apply(Change change, List<Stored> stored) {
    var same = stored.stream().filter(s -> s.version().equals(change.version())).findFirst();
    if (change.isDeletion()) {
      same.ifPresent(stored::remove);
      return;
    }
    var isLate = same.isPresent() && same.get().number().compareTo(change.begun()) > 0;
    if (isLate && !change.wins()) {
      return;
    }
    same.ifPresent(stored::remove);
    var made =
        new Stored(
            change.version(), change.begun(), change.eTag(), change.modified(), change.isMarker());
    var place = stored.size();
    while (place > 0 && stored.get(place - 1).number().compareTo(made.number()) > 0) {
      place--;
    }
    stored.add(place, made);
  }

  private Optional<Stored> current(String key) {
    var stored = at(Instant.MAX).getOrDefault(key, List.of());
    return stored.isEmpty() || stored.getLast().isMarker()
        ? Optional.empty()
        : Optional.of(stored.getLast());
  }

  private String newVersion() {
    return versioning == Versioning.ENABLED ? folder + "-" + ids++ : "null";
  }

  private String nextNumber() {
    return "%032X".formatted(++number);
  }

  private int jitter() {
    return random.nextInt(3) == 0 ? random.nextInt(700) : 0;
  }

  private static String whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
  }
}
