package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.NavigableMap;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A local copy of the journal, a file a day: {@code source=BUCKET/date=YYYY-MM-DD.ndjson.gz}. A
 * copy fetches only what is new or changed, drops what is gone, and can be interrupted at any time.
 */
public final class JournalCopy {
  static final int CALLS_AT_ONCE = 32;
  private static final List<String> TEXTS =
      List.of("record_id", "record_type", "event_name", "record_timestamp", "key");

  private final S3Client s3;
  private final String owner;
  private final String ledgerBucket;
  private final Path folder;
  private final Progress progress;
  private final ShutdownSignal shutdown;
  private final WorkerPool workers = new WorkerPool(CALLS_AT_ONCE);

  /**
   * A copy.
   *
   * @param owner the account that the ledger bucket belongs to
   * @param folder where the copy is kept
   */
  public JournalCopy(
      S3Client s3,
      String owner,
      String ledgerBucket,
      Path folder,
      Progress progress,
      ShutdownSignal shutdown) {
    this.s3 = s3;
    this.owner = owner;
    this.ledgerBucket = ledgerBucket;
    this.folder = folder;
    this.progress = progress;
    this.shutdown = shutdown;
  }

  /**
   * Brings the copy of some days up to date.
   *
   * @param from the first day; {@link LocalDate#MIN} for all
   * @param to the last day; {@link LocalDate#MAX} for all
   * @throws InterruptedCopyException if a shutdown was requested
   * @throws objectledger.ops.CommandException if another command is copying it
   */
  public CopyReport sync(String sourceBucket, LocalDate from, LocalDate to) throws IOException {
    var file = folder.resolve("source=" + sourceBucket + ".lock");
    var lock = FolderLock.take(file, "copying this journal");
    try (lock) {
      return copy(sourceBucket, from, to);
    }
  }

  private CopyReport copy(String sourceBucket, LocalDate from, LocalDate to) throws IOException {
    var tally = new CopyTally(progress, "journal of " + sourceBucket);
    var listing = new PrefixListing(s3, owner, ledgerBucket, shutdown);
    var objects = new ObjectLines(s3, owner, ledgerBucket, TEXTS);
    var copy = new PrefixCopy(listing, objects, workers, tally);
    var local = Files.createDirectories(folder.resolve("source=" + sourceBucket));
    var prefix = "journal/source=" + sourceBucket + "/";
    var folders = new JournalFolders(s3, owner, ledgerBucket, tally);
    var days = folders.days(prefix);
    removeOthers(local, days, from, to);
    for (var day : days.subMap(from, true, to, true).entrySet()) {
      var ofDay = prefix + day.getValue();
      copy.sync(
          ofDay,
          local.resolve("date=" + day.getKey() + ".ndjson.gz"),
          name -> folders.isInHour(ofDay, name));
    }
    return tally.result();
  }

  /** Deletes local days of the range that the journal has no more. */
  private static void removeOthers(
      Path local, NavigableMap<LocalDate, String> days, LocalDate from, LocalDate to)
      throws IOException {
    try (var files = Files.list(local)) {
      for (var file : files.toList()) {
        var day = JournalFolders.date(file.getFileName().toString(), ".ndjson.gz");
        if (day.isPresent()
            && !days.containsKey(day.get())
            && !day.get().isBefore(from)
            && !day.get().isAfter(to)) {
          Files.delete(file);
          Files.deleteIfExists(PrefixCopy.beside(file, ".sha256"));
        }
      }
    }
  }
}
