package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Progress;

/**
 * Lists all versions and delete markers of a source, many ranges of its keys at a time, into a
 * folder. A listing that was interrupted goes on; one that is complete stays until it is deleted.
 */
final class VersionListing {
  private static final int RANGES_AT_ONCE = 16;

  private final RangeListing ranges;
  private final Progress progress;
  private final Path folder;

  /** A listing into the folder of the ranges. */
  VersionListing(RangeListing ranges, Progress progress) {
    this.ranges = ranges;
    this.progress = progress;
    this.folder = ranges.folder();
  }

  private Path plan() {
    return folder.resolve("plan.json");
  }

  /** When the listing began that is here already; empty if there is none. */
  Optional<Instant> begunAt() throws IOException {
    return ListingPlan.read(plan()).map(ListingPlan::startedAt);
  }

  /** Lists, from where it was interrupted. */
  Listed run() throws IOException {
    Files.createDirectories(folder);
    var saved = ListingPlan.read(plan());
    var plan = saved.isPresent() ? saved.get() : newPlan();
    var states = new ConcurrentHashMap<Integer, RangeState>();
    plan.ranges().forEach(range -> states.put(range.number(), ranges.state(range)));
    var started = System.nanoTime();
    var before = total(states);
    var done = new AtomicLong();
    new WorkerPool(RANGES_AT_ONCE)
        .forEach(
            plan.ranges(),
            range -> {
              var end =
                  ranges.run(
                      range,
                      state -> {
                        states.put(range.number(), state);
                        progress.show(() -> line(states, before, started, done.get()));
                      });
              done.incrementAndGet();
              return end;
            });
    progress.end(line(states, before, started, done.get()));
    var ended = states.values().stream().map(RangeState::time).max(Comparator.naturalOrder());
    return new Listed(
        ListingView.of(ranges.source().bucket(), folder),
        ranges.prefix(),
        "all",
        total(states),
        plan.startedAt(),
        ended.orElse(plan.startedAt()),
        states.values().stream().mapToLong(RangeState::leftOut).sum(),
        0,
        true);
  }

  private ListingPlan newPlan() throws IOException {
    // The clock is read before the first page: what is listed later can only be newer.
    var now =
        ranges
            .clock()
            .of(
                ranges
                    .s3()
                    .listObjectsV2(
                        list ->
                            list.bucket(ranges.source().bucket())
                                .expectedBucketOwner(ranges.owner())
                                .maxKeys(1)));
    var space = new KeySpace(ranges.s3(), ranges.owner(), ranges.source().bucket());
    var plan = new ListingPlan(now, space.boundaries(ranges.prefix()));
    plan.write(plan());
    return plan;
  }

  private static long total(Map<Integer, RangeState> states) {
    return states.values().stream().mapToLong(RangeState::versions).sum();
  }

  private static String line(
      Map<Integer, RangeState> states, long before, long started, long rangesDone) {
    var millis = Math.max(1, Duration.ofNanos(System.nanoTime() - started).toMillis());
    var versions = total(states);
    return String.format(
        Locale.ROOT,
        "listing: %,d versions, %s of %s ranges, in %s s, %,d a second",
        versions,
        rangesDone,
        states.size(),
        millis / 1_000,
        (versions - before) * 1_000 / millis);
  }

  /** Deletes the listing, so that the next one begins anew. */
  void delete() throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    // The plan goes first: without it, what is left of the rest is not used.
    Files.deleteIfExists(plan());
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
  }
}
