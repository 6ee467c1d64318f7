package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The journal of a source on this machine, in DuckDB. The copy is kept beside the stack's outputs,
 * so that the next command fetches only what is new.
 *
 * @param outputs the file of the stack's outputs
 */
public record LocalJournal(
    DeployedStack deployment,
    S3Client s3,
    Path outputs,
    Progress progress,
    ShutdownSignal shutdown) {

  /**
   * Copies some days of the journal, and opens DuckDB with them.
   *
   * @param from the first day; {@link LocalDate#MIN} for all
   * @param to the last day
   * @param when the same in words, for the message
   * @throws CommandException if the journal has nothing of these days, or what cannot be read
   */
  public DuckDb open(String bucket, LocalDate from, LocalDate to, String when) throws IOException {
    var folder = outputs.resolveSibling("journal");
    var copy =
        new JournalCopy(
            s3,
            deployment.accountId(),
            deployment.stack().ledgerBucket(),
            folder,
            progress,
            shutdown);
    var report = copy.sync(bucket, from, to);
    progress.end(
        String.format(
            Locale.ROOT,
            "journal of %s: %,d objects, %,d of them fetched now",
            bucket,
            report.files(),
            report.fetched()));
    report.unreadable().forEach(object -> System.err.println("not readable: " + object));
    if (report.problems() > 0) {
      throw new CommandException(
          "%s objects or lines of the journal cannot be read, so the answer could be wrong"
              .formatted(report.problems()));
    }
    if (report.files() == 0) {
      throw new CommandException(
          "the journal has no record of %s %s: type make verify ENV=%s to see whether one is missing"
              .formatted(bucket, when, deployment.stack().environment()));
    }
    var duckDb = DuckDb.open(outputs.resolveSibling("duckdb"));
    duckDb.journal(folder, bucket);
    return duckDb;
  }
}
