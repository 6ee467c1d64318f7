package objectledger.ops.query;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import objectledger.ops.Progress;

/** Counts what is copied, and shows it as it goes on. Not safe for several threads. */
final class CopyTally {
  /** A ledger that is damaged as a whole must not fill the memory. */
  static final int MAX_NAMED = 1_000;

  private final Progress progress;
  private final String what;
  private final long started = System.nanoTime();
  private final List<String> unreadable = new ArrayList<>();
  private long files;
  private long fetched;
  private long bytes;
  private long problems;

  CopyTally(Progress progress, String what) {
    this.progress = progress;
    this.what = what;
  }

  /** Counts objects that the local file has already. */
  void kept(long objects) {
    files += objects;
    progress.show(this::line);
  }

  /** Counts an object that was fetched. */
  void fetched(ObjectLines.Content content) {
    files++;
    fetched++;
    bytes += content.bytes();
    content.problems().forEach(this::unreadable);
    progress.show(this::line);
  }

  /** Notes what cannot be read. */
  void unreadable(String problem) {
    problems++;
    if (unreadable.size() < MAX_NAMED) {
      unreadable.add(problem);
    }
  }

  private String line() {
    var millis = Math.max(1, Duration.ofNanos(System.nanoTime() - started).toMillis());
    return "%s: %s objects, %s of them fetched (%s MB, %s a second)"
        .formatted(what, files, fetched, bytes >> 20, fetched * 1_000 / millis);
  }

  long problems() {
    return problems;
  }

  CopyReport result() {
    return new CopyReport(files, fetched, bytes, problems, List.copyOf(unreadable));
  }
}
