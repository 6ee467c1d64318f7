package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A local copy of the latest documents, a file a source: {@code source=BUCKET.ndjson.gz}. A copy
 * fetches only what is new or changed, and can be interrupted at any time.
 */
public final class LatestCopy {
  private final S3Client s3;
  private final String owner;
  private final String ledgerBucket;
  private final Path folder;
  private final Progress progress;
  private final ShutdownSignal shutdown;

  /**
   * A copy.
   *
   * @param owner the account that the ledger bucket belongs to
   * @param folder where the copy is kept
   */
  public LatestCopy(
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
   * Brings the copy of a source up to date.
   *
   * @throws InterruptedCopyException if a shutdown was requested
   * @throws objectledger.ops.CommandException if another command is copying them
   */
  public CopyReport sync(String sourceBucket) throws IOException {
    var tally = new CopyTally(progress, "latest documents of " + sourceBucket);
    var file = folder.resolve("source=" + sourceBucket + ".lock");
    var lock = FolderLock.take(file, "copying these documents");
    try (lock) {
      copy(sourceBucket, tally);
    }
    return tally.result();
  }

  private void copy(String sourceBucket, CopyTally tally) throws IOException {
    new PrefixCopy(
            new PrefixListing(s3, owner, ledgerBucket, shutdown),
            new ObjectLines(s3, owner, ledgerBucket, List.of("key")),
            new WorkerPool(JournalCopy.CALLS_AT_ONCE),
            tally)
        .sync(
            "latest/source=" + sourceBucket + "/",
            folder.resolve("source=" + sourceBucket + ".ndjson.gz"));
  }
}
