package objectledger.ops.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailureReport;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.backfill.BatchJobInvoker;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What follows a comparison: the repair, the statements, the metric and the last line. */
final class AfterComparison implements SourceVerification.OnGaps {
  /** What a run of one source has. */
  record Context(
      DeployedStack deployment,
      S3Client s3,
      CloudWatchClient cloudWatch,
      Source source,
      VerifyRequest request,
      Progress progress,
      ShutdownSignal shutdown) {}

  private final Context run;
  private final Listed listed;
  private final LedgerCopies copies;
  private final Instant journalAfter;
  private boolean isInOrder;

  /**
   * What follows.
   *
   * @param journalAfter the journal was read after it, by S3's clock
   */
  AfterComparison(Context run, Listed listed, LedgerCopies copies, Instant journalAfter) {
    this.run = run;
    this.listed = listed;
    this.copies = copies;
    this.journalAfter = journalAfter;
  }

  /** Whether nothing is left, and the alarm knows it. */
  boolean isInOrder() {
    return isInOrder;
  }

  private boolean isComplete() {
    return run.request().isComplete(listed);
  }

  @Override
  public boolean isStated() {
    var deployment = run.deployment();
    return isComplete()
        && !new StatementStore(
                run.s3(),
                deployment.stack().ledgerBucket(),
                deployment.accountId(),
                run.source().bucket())
            .list()
            .isEmpty();
  }

  /** Repairs, writes the statement and, whatever fails, the metric. */
  @Override
  public void accept(Gaps gaps, Comparison comparison) throws IOException {
    var found = gaps.total();
    var unreadable = copies.ofJournal().problems();
    var left = found;
    var traces = 0L;
    var isChecked = false;
    var isPut = false;
    try {
      if (run.request().repairs() && found > 0) {
        left = repair(gaps, comparison);
      }
      traces = isComplete() ? traces(gaps, unreadable) : 0;
      isChecked = true;
    } finally {
      // A check that failed must not end an alarm.
      isPut = !isComplete() || putMetric(Math.max(left + unreadable + traces, isChecked ? 0 : 1));
    }
    isInOrder = isPut && left + unreadable + traces == 0;
    System.out.println(
        new VerifySummary(
                run.source().label(), run.request().repairs(), found, left, unreadable, traces)
            .text(gaps));
  }

  private long traces(Gaps gaps, long unreadable) throws IOException {
    return Statements.afterVerify(
            run.deployment(),
            run.s3(),
            run.source(),
            copies.journal(),
            gaps.byLabel(),
            unreadable,
            journalAfter)
        .total();
  }

  private long repair(Gaps gaps, Comparison comparison) throws IOException {
    var live = run.deployment().live();
    var limiter = new RateLimiter(0, System::nanoTime, LockSupport::parkNanos);
    var bucket = run.source().bucket();
    var repair =
        new Repair(
            live,
            new BatchJobInvoker(live, bucket, limiter, BatchJobInvoker.BACKOFF, run.shutdown()),
            bucket,
            run.deployment().stack().region(),
            listed.endedAt(),
            run.progress(),
            run.shutdown());
    repair.run(gaps, comparison::forgottenMarkers);
    run.progress().end(repair.line());
    new FailureReport(System.out, Sources.of(run.source()), run.request().showsAll())
        .print(repair.failures());
    return repair.failed();
  }

  /** Returns whether it was written. */
  private boolean putMetric(long gaps) {
    var problem =
        new GapMetric(run.cloudWatch(), run.deployment().functionName())
            .put(run.source().label(), gaps);
    if (!problem.isEmpty()) {
      System.err.println("error: " + problem);
    }
    return problem.isEmpty();
  }
}
