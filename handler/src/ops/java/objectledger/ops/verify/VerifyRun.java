package objectledger.ops.verify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import objectledger.json.JsonText;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.FailureReport;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.backfill.BatchJobInvoker;
import software.amazon.awssdk.services.s3.S3Client;

/** One run of make verify for one source, with all that belongs to it. */
record VerifyRun(
    DeployedStack deployment,
    S3Client s3,
    Source source,
    VerifyRequest request,
    Path work,
    Progress progress,
    ShutdownSignal shutdown,
    SourceVerification.Waiting waiting) {

  private Path folder() {
    return work.resolve("verify").resolve(source.label());
  }

  /** Verifies, and returns the exit code. */
  int run() throws IOException {
    var prefix = request.prefixOf(source);
    var folder = folder();
    var ranges =
        new RangeListing(
            s3,
            deployment.accountId(),
            source,
            prefix,
            folder.resolve("listing-" + nameOf(prefix)),
            new S3Clock(InstantSource.system()),
            shutdown);
    var listing = new VersionListing(ranges, progress);
    var listed = request.inventory().isEmpty() ? list(listing) : inventory(prefix);
    var left = new long[1];
    var copies =
        new LedgerCopies(deployment, s3, source.bucket(), work, folder, progress, shutdown);
    var isCompared =
        new SourceVerification(
                source, request, copies, folder, System.out, progress, shutdown, waiting)
            .run(listed, (gaps, comparison) -> left[0] = settle(listed, copies, gaps, comparison));
    listing.delete();
    if (!isCompared) {
      System.out.printf(
          "nothing was verified: bucket %s has no object%s, and its journal no record%n",
          source.bucket(),
          prefix.isEmpty() ? "" : " whose key begins with " + JsonText.quote(prefix));
      return 1;
    }
    return left[0] == 0 ? 0 : 1;
  }

  private static String nameOf(String prefix) {
    return Sha256.hex(prefix.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private Listed list(VersionListing listing) throws IOException {
    if (Command.isSet("RESTART")) {
      listing.delete();
    }
    listing
        .begunAt()
        .ifPresent(
            time ->
                System.out.printf(
                    "verify: continues the listing that began at %s; RESTART=1 begins again%n",
                    time));
    return listing.run();
  }

  private Listed inventory(String prefix) throws IOException {
    return new Inventory(s3, source, deployment.accountId(), System.out)
        .read(request.inventory(), prefix, folder().resolve("inventory"), progress, shutdown);
  }

  /** Repairs, writes the metric and the statement; returns what is left. */
  private long settle(Listed listed, LedgerCopies copies, Gaps gaps, Comparison comparison)
      throws IOException {
    var found = gaps.total();
    var unreadable = copies.ofJournal().problems();
    var left = found;
    if (request.repairs() && found > 0) {
      left = repair(listed, gaps, comparison);
    }
    long traces = 0;
    if (request.isComplete()) {
      traces =
          Statements.afterVerify(
                  deployment,
                  s3,
                  source,
                  copies.journal(),
                  gaps.byLabel(),
                  unreadable,
                  listed.startedAt())
              .total();
      putMetric(left + unreadable + traces);
    }
    System.out.println(
        new VerifySummary(source.label(), request.repairs(), found, left, unreadable, traces)
            .text(gaps));
    return left + unreadable + traces;
  }

  private long repair(Listed listed, Gaps gaps, Comparison comparison) throws IOException {
    var live = deployment.live();
    var limiter = new RateLimiter(0, System::nanoTime, LockSupport::parkNanos);
    var objects =
        new BatchJobInvoker(live, source.bucket(), limiter, BatchJobInvoker.BACKOFF, shutdown);
    var repair =
        new Repair(
            live,
            objects,
            source.bucket(),
            deployment.stack().region(),
            listed.endedAt(),
            progress,
            shutdown);
    repair.run(gaps, comparison::forgottenMarkers);
    progress.end(repair.line());
    new FailureReport(System.out, Sources.of(source), request.showsAll()).print(repair.failures());
    return repair.failed();
  }

  private void putMetric(long gaps) {
    try (var cloudWatch = deployment.clients().cloudWatch()) {
      var problem = new GapMetric(cloudWatch, deployment.functionName()).put(source.label(), gaps);
      if (!problem.isEmpty()) {
        System.err.println("warning: " + problem);
      }
    }
  }
}
