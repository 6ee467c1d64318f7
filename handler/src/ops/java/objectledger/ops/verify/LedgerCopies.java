package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.query.CopyReport;
import objectledger.ops.query.JournalCopy;
import objectledger.ops.query.LatestCopy;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The local copies of the ledger of one source. The documents are read before the journal: of what
 * changes meanwhile, the journal then has the record.
 */
final class LedgerCopies {
  private static final CopyReport NONE = new CopyReport(0, 0, 0, 0, List.of());

  private final String bucket;
  private final boolean keepsLatest;
  private final Path work;
  private final Path folder;
  private final JournalCopy journal;
  private final LatestCopy latest;
  private CopyReport ofLatest = NONE;
  private CopyReport ofJournal = NONE;

  /**
   * Copies in the folders of the stack and of the source.
   *
   * @param work the folder of the stack, where the journals are
   * @param folder of the source, where its documents are
   */
  LedgerCopies(
      DeployedStack deployment,
      S3Client s3,
      String bucket,
      Path work,
      Path folder,
      Progress progress,
      ShutdownSignal shutdown) {
    var owner = deployment.accountId();
    var ledger = deployment.stack().ledgerBucket();
    this.bucket = bucket;
    this.work = work;
    this.folder = folder;
    this.keepsLatest = deployment.stack().keepsLatest();
    this.journal = new JournalCopy(s3, owner, ledger, journal(), progress, shutdown);
    this.latest = new LatestCopy(s3, owner, ledger, latest(), progress, shutdown);
  }

  /** The copy that make state uses, too. */
  Path journal() {
    return work.resolve("journal");
  }

  Path latest() {
    return folder.resolve("latest");
  }

  /** Brings both up to date. What cannot be read is what the last copy could not read. */
  void sync() throws IOException {
    ofLatest = keepsLatest ? latest.sync(bucket) : NONE;
    ofJournal = journal.sync(bucket, LocalDate.MIN, LocalDate.MAX);
  }

  /** Whether latest documents are kept, and compared. */
  boolean keepsLatest() {
    return keepsLatest;
  }

  /** How many objects the journal has. */
  long journalObjects() {
    return ofJournal.files();
  }

  CopyReport ofLatest() {
    return ofLatest;
  }

  CopyReport ofJournal() {
    return ofJournal;
  }
}
