package objectledger.ops.verify;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.ObjectLockSetting;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Checks the statements of a source against its journal, and writes the next one. It reads the
 * local copy of the journal day by day, so that a journal of any age takes the same memory but for
 * the digests of its hours.
 */
public final class Statements {
  private static final int MARGIN_SECONDS = 900;
  private static final int LATE_DAYS = 30;
  private static final int MAX_ATTEMPTS = 5;

  private final StatementStore store;
  private final ObjectLockSetting lock;
  private final Path journal;
  private final LatePolicy policy;
  private final PrintStream out;

  Statements(
      StatementStore store,
      ObjectLockSetting lock,
      Path journal,
      LatePolicy policy,
      PrintStream out) {
    this.store = store;
    this.lock = lock;
    this.journal = journal;
    this.policy = policy;
    this.out = out;
  }

  /**
   * Does it at the end of a complete verify, and prints what it finds and what it writes. The
   * settings are {@code MARGIN}, {@code LATE_DAYS} and {@code ALL}.
   *
   * @param journalFolder the local copy of the whole journal, read after {@code startedAt}
   * @param counts of the gaps by their kind, as in {@code missing}
   * @param unreadable how many objects and lines the copy lacks; if any, no statement is written
   * @param startedAt when the verify began, by S3's clock
   * @throws CommandException if S3 refuses to list, read or write the statements
   */
  public static StatementFindings afterVerify(
      DeployedStack deployment,
      S3Client s3,
      Source source,
      Path journalFolder,
      Map<String, Long> counts,
      long unreadable,
      Instant startedAt)
      throws IOException {
    var margin = Duration.ofSeconds(Command.number("MARGIN", MARGIN_SECONDS));
    var store =
        new StatementStore(
            s3, deployment.stack().ledgerBucket(), deployment.accountId(), source.bucket());
    var policy = new LatePolicy(margin, Command.number("LATE_DAYS", LATE_DAYS));
    var statements =
        new Statements(store, deployment.objectLock(), journalFolder, policy, System.out);
    var findings = statements.run(counts, unreadable, startedAt);
    findings.print(System.out, Command.isSet("ALL"));
    return findings;
  }

  /** Checks, and writes the next statement; again if another verify has written that. */
  StatementFindings run(Map<String, Long> gaps, long unreadable, Instant startedAt)
      throws IOException {
    var tried = "";
    for (var attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      var findings = new StatementFindings();
      var chain = StatementChain.read(store, startedAt, findings);
      var until = latest(chain.recordsUntil(), startedAt.minus(policy.margin()));
      var hours = check(chain.hours(), until, findings);
      if (chain.newest().isPresent() && chain.newest().get().sha256().equals(tried)) {
        // The response to it was lost, and the SDK's second attempt was refused.
        findings.print(out, store.ledgerBucket(), chain.newest().get());
        return findings;
      }
      if (unreadable > 0) {
        out.printf(
            "statements: none is written, because %s objects or lines of the journal cannot be"
                + " read%n",
            unreadable);
        return findings;
      }
      if (until.isAfter(startedAt)) {
        out.printf(
            "statements: a verify that began later has written %s: this one writes none%n",
            Statement.name(chain.nextNumber() - 1));
        return findings;
      }
      var statement =
          new Statement(
              chain.nextNumber(),
              store.source(),
              startedAt,
              until,
              policy.days(),
              gaps,
              findings.counts(),
              chain.newest(),
              hours);
      var content = statement.toJson();
      tried = Sha256.hex(content);
      if (new StatementWriter(store, lock).write(statement, content)) {
        var key = Statement.key(store.source(), statement.number());
        findings.print(out, store.ledgerBucket(), new Statement.Link(key, tried));
        return findings;
      }
      out.printf(
          "statements: another verify has written %s at the same time: this one follows it%n",
          Statement.name(statement.number()));
    }
    throw new CommandException(
        "other verifies were faster each time: run one verify of a source at a time");
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private SortedMap<String, HourDigest> check(
      StatedHours stated, Instant until, StatementFindings findings) throws IOException {
    var search = new HourSearch(new OldVersions(store.s3(), store.ledgerBucket(), store.owner()));
    var dates = new TreeSet<>(JournalDay.dates(journal, store.source()));
    stated.days().forEach(day -> dates.add(LocalDate.ofEpochDay(day)));
    var hours = new TreeMap<String, HourDigest>();
    for (var date : dates) {
      var day = new JournalDay(journal, store.source(), date);
      hours.putAll(new DayCheck(day, stated, until, policy, search, findings).run());
    }
    return hours;
  }
}
