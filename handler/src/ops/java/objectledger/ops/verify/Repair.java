package objectledger.ops.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.FailedEvent;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.backfill.BatchJobInvoker;
import objectledger.ops.backfill.BatchJobRequest;
import objectledger.ops.backfill.Listing;
import objectledger.ops.query.InterruptedCopyException;

/**
 * Brings gaps into the ledger: objects by the function's own backfill, deletions by an event to the
 * alias. Both can be repeated.
 */
final class Repair {
  private static final int OBJECTS_A_CALL = 100;
  private static final int CALLS_AT_ONCE = 8;
  private static final int ROUND = OBJECTS_A_CALL * CALLS_AT_ONCE;
  private static final int MAX_FAILURES = 10_000;
  private final FunctionInvoker alias;
  private final BatchJobInvoker objects;
  private final String bucket;
  private final String region;
  private final Instant foundAt;
  private final Progress progress;
  private final ShutdownSignal shutdown;
  private final WorkerPool workers = new WorkerPool(CALLS_AT_ONCE);
  private final AtomicLong done = new AtomicLong();
  private final List<Gap> waiting = new ArrayList<>();
  private final List<FailedEvent> failures = new ArrayList<>();
  private long failed;

  /**
   * A repair.
   *
   * @param foundAt when the deletions were found, by S3's clock
   */
  Repair(
      FunctionInvoker alias,
      BatchJobInvoker objects,
      String bucket,
      String region,
      Instant foundAt,
      Progress progress,
      ShutdownSignal shutdown) {
    this.alias = alias;
    this.objects = objects;
    this.bucket = bucket;
    this.region = region;
    this.foundAt = foundAt;
    this.progress = progress;
    this.shutdown = shutdown;
  }

  /**
   * Repairs all gaps.
   *
   * @param forgottenMarkers gives the delete markers whose deletion is not recorded
   */
  void run(Gaps gaps, Consumer<Consumer<Gap>> forgottenMarkers) throws IOException {
    gaps.forEach(this::take);
    if (gaps.count(Gap.Kind.STALE) > 0) {
      forgottenMarkers.accept(this::take);
    }
    round();
  }

  private void take(Gap gap) {
    if (!gap.obstacle().isEmpty()) {
      fail(gap.inWords(), gap.obstacle());
      return;
    }
    waiting.add(gap);
    if (waiting.size() >= ROUND) {
      round();
    }
  }

  /** The objects first: a deletion that is recorded later then is the later event. */
  private void round() {
    InterruptedCopyException.throwIf(shutdown);
    var items =
        waiting.stream().filter(gap -> !gap.isDeletion()).map(Gap::item).distinct().toList();
    var calls = new ArrayList<List<Listing.Item>>();
    for (var from = 0; from < items.size(); from += OBJECTS_A_CALL) {
      calls.add(items.subList(from, Math.min(items.size(), from + OBJECTS_A_CALL)));
    }
    workers.forEach(calls, objects::record).stream().flatMap(List::stream).forEach(this::note);
    var deletions = waiting.stream().filter(Gap::isDeletion).toList();
    var problems = workers.forEach(deletions, this::delete);
    for (var i = 0; i < deletions.size(); i++) {
      if (!problems.get(i).isEmpty()) {
        fail(deletions.get(i).inWords(), problems.get(i));
      }
    }
    waiting.clear();
    InterruptedCopyException.throwIf(shutdown);
  }

  private String delete(Gap gap) {
    if (shutdown.isRequested()) {
      return "it was not tried, because of the interruption";
    }
    var problem = alias.invoke(RemovalEvent.payload(bucket, region, gap, foundAt)).problem();
    if (problem.isEmpty()) {
      done.incrementAndGet();
    }
    progress.show(this::line);
    return problem.orElse("");
  }

  private void note(BatchJobRequest.Result result) {
    switch (result.code()) {
      // It was deleted after it was listed, of which S3 tells.
      case SUCCEEDED, SKIPPED -> done.incrementAndGet();
      case TEMPORARY, PERMANENT -> fail(JsonText.quote(result.item().key()), result.text());
    }
    progress.show(this::line);
  }

  private void fail(String object, String problem) {
    failed++;
    if (failures.size() < MAX_FAILURES) {
      failures.add(FailedEvent.of(object, foundAt, problem));
    }
  }

  /** How far it came. */
  String line() {
    return String.format(Locale.ROOT, "repair: %,d recorded, %,d failed", done.get(), failed);
  }

  long failed() {
    return failed;
  }

  List<FailedEvent> failures() {
    return failures;
  }
}
