package objectledger.ops.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.query.InterruptedCopyException;

/**
 * Verifies one source:
 *
 * <pre>
 *   list the bucket, or read its inventory
 *   -> copy the documents, then the journal: what changes meanwhile has a record
 *   -> compare; what changed after the listing began, less the margin, is too young
 *   -> where an event under way could explain a gap: wait, copy and compare again
 *   -> print, repair
 * </pre>
 */
final class SourceVerification {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  private final Source source;
  private final VerifyRequest request;
  private final LedgerCopies copies;
  private final Path folder;
  private final PrintStream out;
  private final Progress progress;
  private final ShutdownSignal shutdown;

  /** How many seconds events need; and how they are waited for. */
  interface Waiting {
    Instant now();

    void sleep(Duration time);
  }

  private final Waiting waiting;

  SourceVerification(
      Source source,
      VerifyRequest request,
      LedgerCopies copies,
      Path folder,
      PrintStream out,
      Progress progress,
      ShutdownSignal shutdown,
      Waiting waiting) {
    this.source = source;
    this.request = request;
    this.copies = copies;
    this.folder = folder;
    this.out = out;
    this.progress = progress;
    this.shutdown = shutdown;
    this.waiting = waiting;
  }

  /** What to do with the gaps, while they can be asked for more. */
  interface OnGaps {
    void accept(Gaps gaps, Comparison comparison) throws IOException;

    /** Whether the ledger states what it had: then it is asked even if there is nothing now. */
    default boolean isStated() {
      return false;
    }
  }

  /**
   * Compares, prints the gaps and gives them on.
   *
   * @return whether there was anything to compare
   */
  boolean run(Listed listed, OnGaps onGaps) throws IOException {
    copies.sync();
    var cut = listed.startedAt().minus(request.margin());
    var judged = new Judged(source, listed.prefix());
    Files.createDirectories(folder);
    try (var first = compared(judged, listed, cut);
        var gaps = new Gaps(folder.resolve("gaps.ndjson"))) {
      compare(first, listed, gaps);
      if (!gaps.hasUnconfirmed()) {
        return finish(first, listed, gaps, onGaps);
      }
    }
    await(listed);
    copies.sync();
    try (var second = compared(judged, listed, cut);
        var gaps = new Gaps(folder.resolve("gaps.ndjson"))) {
      compare(second, listed, gaps);
      return finish(second, listed, gaps, onGaps);
    }
  }

  private Comparison compared(Judged judged, Listed listed, Instant cut) throws IOException {
    var comparison =
        new Comparison(
            folder.resolve("duckdb"),
            judged,
            listed.view(),
            listed.versions() + listed.outside(),
            cut,
            listed.scope());
    comparison.readJournal(copies.journal(), folder.resolve("empty"));
    return comparison;
  }

  private void compare(Comparison comparison, Listed listed, Gaps gaps) throws IOException {
    gaps.leaveOut(Judged.FILTERED, listed.leftOut());
    progress.show(() -> "comparing");
    comparison.compareJournal(gaps);
    if (copies.keepsLatest()) {
      comparison.compareLatest(copies.latest(), gaps);
    }
  }

  private void await(Listed listed) {
    var margin = request.margin().compareTo(LONGEST_WAIT) < 0 ? request.margin() : LONGEST_WAIT;
    var until = listed.endedAt().plus(margin);
    while (waiting.now().isBefore(until)) {
      InterruptedCopyException.throwIf(shutdown);
      progress.show(
          () ->
              "some gaps may be events under way: compares again in %s s"
                  .formatted(Duration.between(waiting.now(), until).toSeconds()));
      waiting.sleep(Duration.ofMillis(500));
    }
  }

  /** Whether neither side has anything, or nothing with the prefix, which may be misspelled. */
  private boolean isNothing(Listed listed, Gaps gaps) {
    return listed.versions() == 0
        && gaps.total() == 0
        && gaps.leftOut().isEmpty()
        && (copies.journalObjects() == 0 || !request.prefix().isEmpty());
  }

  private boolean finish(Comparison comparison, Listed listed, Gaps gaps, OnGaps onGaps)
      throws IOException {
    var isNothing = isNothing(listed, gaps);
    if (isNothing && !onGaps.isStated()) {
      return false;
    }
    gaps.leaveOut(Judged.OUTSIDE, listed.outside());
    new GapReport(out, request.showsAll()).print(gaps, listed, copies);
    onGaps.accept(gaps, comparison);
    return !isNothing;
  }
}
