package objectledger.ops.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import objectledger.ops.CommandException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What the newest statement says of a source, for other commands. It is not checked against the
 * statements before it: {@code make verify} does that.
 *
 * @param number of the statement
 * @param time when its verify began
 * @param gaps between bucket and ledger, by their kind
 * @param findings about the statements before, by their kind
 */
public record LastStatement(
    int number, Instant time, Map<String, Long> gaps, Map<String, Long> findings) {

  /**
   * Reads it; empty if no verify has written one.
   *
   * @param owner the account of the ledger bucket
   * @param source the bucket
   * @throws CommandException if it cannot be listed or read, or is no statement
   */
  public static Optional<LastStatement> read(
      S3Client s3, String ledgerBucket, String owner, String source) throws IOException {
    var store = new StatementStore(s3, ledgerBucket, owner, source);
    var byNumber = store.list();
    if (byNumber.isEmpty()) {
      return Optional.empty();
    }
    var newest = byNumber.lastEntry();
    var versions = newest.getValue().versionIds();
    var name = "s3://" + ledgerBucket + "/" + Statement.key(source, newest.getKey());
    if (versions.isEmpty()) {
      throw new CommandException(name + " was deleted");
    }
    // Whoever writes it again makes another version; the first one is that of the verify.
    var read = store.read(newest.getKey(), versions.getFirst());
    var statement =
        read.statement()
            .orElseThrow(() -> new CommandException(name + " is no statement: " + read.problem()));
    return Optional.of(
        new LastStatement(
            statement.number(), statement.time(), statement.gaps(), statement.findings()));
  }
}
