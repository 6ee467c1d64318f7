package objectledger.ops.verify;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import objectledger.ops.verify.StatementFinding.Kind;

/**
 * The statements of a source, from the newest to the first: each contains the digest of the one
 * before, which tells which version of that is the one that was written.
 */
final class StatementChain {
  private final StatementStore store;
  private final Instant notAfter;
  private final StatementFindings findings;
  private final StatedHours hours = new StatedHours();
  private Optional<Statement.Link> newest = Optional.empty();
  private Optional<Statement.Link> expected = Optional.empty();
  private Instant recordsUntil = Instant.MIN;
  private int lastNumber;

  private StatementChain(StatementStore store, Instant notAfter, StatementFindings findings) {
    this.store = store;
    this.notAfter = notAfter;
    this.findings = findings;
  }

  /**
   * Reads and checks the statements, and adds what it finds.
   *
   * @param notAfter a statement that has records of a later time is not compared with a journal
   *     that was read before it
   */
  static StatementChain read(StatementStore store, Instant notAfter, StatementFindings findings)
      throws IOException {
    var chain = new StatementChain(store, notAfter, findings);
    var all = store.list();
    if (!all.isEmpty()) {
      chain.lastNumber = all.lastKey();
      for (var number = chain.lastNumber; number > 0; number--) {
        var versions = all.get(number);
        chain.check(number, versions == null ? StatementStore.Versions.NONE : versions);
      }
    }
    return chain;
  }

  /** What the statements say of the hours. */
  StatedHours hours() {
    return hours;
  }

  /** The statement that the next one follows; empty if there is none. */
  Optional<Statement.Link> newest() {
    return newest;
  }

  /** Up to when the newest statement has the records. */
  Instant recordsUntil() {
    return recordsUntil;
  }

  int nextNumber() {
    return lastNumber + 1;
  }

  private void check(int number, StatementStore.Versions versions) throws IOException {
    var key = Statement.key(store.source(), number);
    if (versions.versionIds().isEmpty()) {
      add(Kind.STATEMENT_DROPPED, key, "it is gone");
      expected = expected.filter(link -> !link.name().equals(key));
      return;
    }
    if (versions.isDeleted()) {
      add(Kind.STATEMENT_DROPPED, key, "a delete marker hides it");
    }
    var read = original(number, key, versions.versionIds());
    if (newest.isEmpty()) {
      newest = Optional.of(new Statement.Link(key, read.sha256()));
    } else if (expected.isPresent() && !expected.get().name().equals(key)) {
      add(Kind.STATEMENT_ALTERED, key, "the statement after it follows an older one");
    }
    expected = Optional.empty();
    if (read.statement().isEmpty()) {
      add(Kind.STATEMENT_UNREADABLE, key, read.problem());
      return;
    }
    var statement = read.statement().get();
    if (statement.number() != number || !statement.source().equals(store.source())) {
      add(
          Kind.STATEMENT_ALTERED,
          key,
          "it says that it is number %s of %s".formatted(statement.number(), statement.source()));
      return;
    }
    expected = statement.previous();
    if (expected.isEmpty() != (number == 1)) {
      add(Kind.STATEMENT_ALTERED, key, "only the first statement follows none");
    }
    if (recordsUntil.isBefore(statement.recordsUntil())) {
      recordsUntil = statement.recordsUntil();
    }
    if (!statement.recordsUntil().isAfter(notAfter)) {
      hours.addOlder(statement);
    }
  }

  /** The version that was written: as the next statement has it, or else the oldest. */
  private StatementStore.Read original(int number, String key, List<String> ids)
      throws IOException {
    if (ids.size() > 1) {
      add(Kind.STATEMENT_ALTERED, key, "it was overwritten: it has " + ids.size() + " versions");
    }
    var first = store.read(number, ids.getFirst());
    var found = first;
    for (var i = 1; i < ids.size() && !isExpected(key, found); i++) {
      found = store.read(number, ids.get(i));
    }
    if (isExpected(key, found)) {
      return found;
    }
    var sha256 = expected.map(Statement.Link::sha256).orElse("");
    add(
        Kind.STATEMENT_ALTERED,
        key,
        "its SHA-256 is %s, and the next statement has it as %s".formatted(first.sha256(), sha256));
    return first;
  }

  private boolean isExpected(String key, StatementStore.Read read) {
    return expected.isEmpty()
        || !expected.get().name().equals(key)
        || expected.get().sha256().equals(read.sha256());
  }

  private void add(Kind kind, String key, String text) {
    findings.add(StatementFinding.ofStatement(kind, key, key + ": " + text));
  }
}
