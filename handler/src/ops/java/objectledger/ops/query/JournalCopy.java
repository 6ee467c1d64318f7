package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;

/**
 * A local copy of the journal, a file a day: {@code source=BUCKET/date=YYYY-MM-DD.ndjson.gz}. A
 * copy fetches only what is new or changed, drops what is gone, and can be interrupted at any time.
 */
public final class JournalCopy {
  static final int CALLS_AT_ONCE = 32;

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
   */
  public CopyReport sync(String sourceBucket, LocalDate from, LocalDate to) throws IOException {
    var tally = new CopyTally(progress, "journal of " + sourceBucket);
    var listing = new PrefixListing(s3, owner, ledgerBucket, shutdown);
    var objects = new ObjectLines(s3, owner, ledgerBucket, "record_id");
    var copy = new PrefixCopy(listing, objects, workers, tally);
    var local = Files.createDirectories(folder.resolve("source=" + sourceBucket));
    var prefix = "journal/source=" + sourceBucket + "/";
    var days = days(prefix, tally);
    removeOthers(local, days, from, to);
    for (var day : days.subMap(from, true, to, true).entrySet()) {
      copy.sync(prefix + day.getValue(), local.resolve("date=" + day.getKey() + ".ndjson.gz"));
    }
    return tally.result();
  }

  /** The days that the journal has, with the ends of their prefixes. */
  private NavigableMap<LocalDate, String> days(String prefix, CopyTally tally) {
    var days = new TreeMap<LocalDate, String>();
    for (var folderName : folders(prefix)) {
      date(folderName, "/")
          .ifPresentOrElse(
              date -> days.put(date, folderName),
              () ->
                  tally.unreadable(
                      JsonText.quote("s3://" + ledgerBucket + "/" + prefix + folderName)
                          + ": it is no day of the journal"));
    }
    return days;
  }

  private List<String> folders(String prefix) {
    var folders = new ArrayList<String>();
    s3
        .listObjectsV2Paginator(
            list ->
                list.bucket(ledgerBucket)
                    .prefix(prefix)
                    .delimiter("/")
                    .encodingType(EncodingType.URL)
                    .expectedBucketOwner(owner))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .forEach(each -> folders.add(each.substring(prefix.length())));
    return folders;
  }

  /** Deletes local days of the range that the journal has no more. */
  private static void removeOthers(
      Path local, NavigableMap<LocalDate, String> days, LocalDate from, LocalDate to)
      throws IOException {
    try (var files = Files.list(local)) {
      for (var file : files.toList()) {
        var day = date(file.getFileName().toString(), ".ndjson.gz");
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

  private static Optional<LocalDate> date(String name, String end) {
    if (!name.startsWith("date=") || !name.endsWith(end)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring(5, name.length() - end.length())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
