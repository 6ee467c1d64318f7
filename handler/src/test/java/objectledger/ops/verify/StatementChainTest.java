package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import objectledger.lambda.Sha256;
import objectledger.ops.CommandException;
import objectledger.ops.ObjectLockSetting;
import objectledger.ops.verify.StatementFinding.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that a statement which was dropped or altered is named, and that none is written twice.
 */
class StatementChainTest {
  private static final String SECOND = StatedLedger.key(2);

  @TempDir Path folder;

  private StatedLedger ledger;

  /** Three statements, of which the second has the hour of a record. */
  @BeforeEach
  void makeThreeStatements() {
    ledger = new StatedLedger(folder);
    ledger.at("2026-11-01T12:00:05Z").record("12", "a");
    ledger.verify("2026-11-01T14:00:00Z");
    ledger.at("2026-11-01T14:30:00Z").record("14", "b");
    ledger.verify("2026-11-01T16:00:00Z");
    ledger.verify("2026-11-01T18:00:00Z");
  }

  @Test
  void chainThatNobodyTouchedHasNoFindingAlsoWhereTheJournalIsEmpty() {
    assertThat(ledger.verify("2026-11-01T20:00:00Z").all()).isEmpty();

    assertThat(new StatedLedger(folder.resolve("new")).verify("2026-11-01T20:00:00Z").all())
        .isEmpty();
  }

  @Test
  void droppedStatementIsNamedWhetherItIsGoneOrAMarkerHidesIt() {
    ledger.s3().purge(SECOND);
    assertFindings("2026-11-01T20:00:00Z", tuple(Kind.STATEMENT_DROPPED, SECOND));

    ledger.s3().delete(StatedLedger.key(1));
    assertFindings(
        "2026-11-01T22:00:00Z",
        tuple(Kind.STATEMENT_DROPPED, SECOND),
        tuple(Kind.STATEMENT_DROPPED, StatedLedger.key(1)));
  }

  @Test
  void lastStatementThatAMarkerHidesIsNamedAndItsNumberIsNotUsedAgain() {
    ledger.s3().delete(StatedLedger.key(3));

    assertFindings("2026-11-01T20:00:00Z", tuple(Kind.STATEMENT_DROPPED, StatedLedger.key(3)));

    assertThat(ledger.statement(4).get("previous").get("name").text())
        .isEqualTo(StatedLedger.key(3));
  }

  @Test
  void statementBehindADroppedOneIsStillCompared() {
    ledger.s3().delete(SECOND);
    ledger.at("2026-11-01T19:00:00Z").overwrite("14", "b", "b changed");

    assertFindings(
        "2026-11-01T20:00:00Z",
        tuple(Kind.RECORD_ALTERED, StatedLedger.object("14", "b")),
        tuple(Kind.STATEMENT_DROPPED, SECOND));
  }

  @Test
  void alteredStatementIsNamedWhetherItWasOverwrittenOrReplaced() {
    var altered = ledger.s3().text(SECOND).replace("\"missing\":2", "\"missing\":0");
    ledger.s3().write(SECOND, altered.getBytes(UTF_8));
    assertFindings("2026-11-01T20:00:00Z", tuple(Kind.STATEMENT_ALTERED, SECOND));

    ledger.s3().purgeOld(SECOND);
    var findings = ledger.verify("2026-11-01T22:00:00Z").all();
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().text())
        .contains(
            "statements/source=source/00000002.json: its SHA-256 is "
                + Sha256.hex(altered.getBytes(UTF_8)));
  }

  @Test
  void newDigestThatSomebodyWroteHidesNothingThatAnOlderStatementShows() {
    ledger.at("2026-11-01T19:00:00Z").overwrite("12", "a", "a changed");
    var forged = new StatedLedger(folder.resolve("forged"));
    forged.at("2026-11-01T19:00:00Z").record("12", "a changed");
    forged.verify("2026-11-01T20:00:00Z");
    var hours = forged.statement(1).get("hours").get("2026-11-01T12").get("sha256").text();
    var fourth =
        ledger
            .s3()
            .text(StatedLedger.key(3))
            .replace("\"number\":3", "\"number\":4")
            .replaceFirst(
                "\"hours\":\\{.*}",
                "\"hours\":{\"2026-11-01T12\":{\"records\":1,\"sha256\":\"" + hours + "\"}}}")
            .replaceFirst(
                "\"records_until\":\"[^\"]*", "\"records_until\":\"2026-11-01T19:45:00.000Z")
            .replaceFirst(
                "0000000[0-9].json\",\"sha256\":\"[^\"]*",
                "00000003.json\",\"sha256\":\""
                    + Sha256.hex(ledger.s3().content(StatedLedger.key(3))));
    ledger.s3().write(StatedLedger.key(4), fourth.getBytes(UTF_8));

    assertFindings(
        "2026-11-01T22:00:00Z", tuple(Kind.RECORD_ALTERED, StatedLedger.object("12", "a")));
  }

  @Test
  void statementsThatCannotBeReadAreNamedAndTheOthersAreStillCompared() {
    for (var text :
        List.of("", "{", "[]", "{}", "{\"schema_version\":2}", "null", "{\"hours\":7}")) {
      var fresh = new StatedLedger(folder.resolve("of" + text.hashCode()));
      fresh.at("2026-11-01T12:00:05Z").record("12", "a");
      fresh.verify("2026-11-01T14:00:00Z");
      fresh.s3().write(SECOND, text.getBytes(UTF_8));
      fresh.at("2026-11-01T15:00:00Z").overwrite("12", "a", "a changed");

      assertThat(fresh.verify("2026-11-01T20:00:00Z").all())
          .extracting(StatementFinding::kind, StatementFinding::object)
          .containsExactlyInAnyOrder(
              tuple(Kind.STATEMENT_UNREADABLE, SECOND),
              tuple(Kind.RECORD_ALTERED, StatedLedger.object("12", "a")));
      assertThat(fresh.statement(3).get("previous").get("sha256").text())
          .isEqualTo(Sha256.hex(text.getBytes(UTF_8)));
    }
  }

  @Test
  void verifyThatIsSlowerThanAnotherFollowsItsStatement() {
    ledger.s3().beforeNextPut(() -> ledger.check("2026-11-01T20:00:00Z"));

    assertThat(ledger.verify("2026-11-01T20:00:01Z").all()).isEmpty();

    assertThat(ledger.printed())
        .contains("another verify has written 00000004.json at the same time: this one follows it");
    assertThat(ledger.statement(5).get("previous").get("name").text())
        .isEqualTo(StatedLedger.key(4));
    assertThat(ledger.verify("2026-11-01T22:00:00Z").all()).isEmpty();
  }

  @Test
  void verifyThatBeganBeforeTheLastStatementDoesNotCompareWhatItDoesNotKnow() {
    ledger.at("2026-11-01T18:30:00Z").record("18", "c");
    ledger.verify("2026-11-03T18:00:00Z");
    ledger.s3().keys("journal/").stream()
        .filter(key -> key.contains("hour=18"))
        .toList()
        .forEach(ledger.s3()::purge);

    assertThat(ledger.verify("2026-11-01T18:20:00Z").all()).isEmpty();

    assertThat(ledger.s3().keys("statements/")).hasSize(4);
    assertThat(ledger.printed())
        .contains("a verify that began later has written 00000004.json: this one writes none");
  }

  @Test
  void statementWhoseResponseWasLostIsWrittenOnce() {
    ledger.s3().loseNextResponse();

    ledger.verify("2026-11-01T20:00:00Z");

    assertThat(ledger.s3().keys("statements/")).hasSize(4);
    assertThat(ledger.printed()).contains("statement: s3://ledger/" + StatedLedger.key(4));
  }

  @Test
  void listingThatFailsInTheMiddleEndsTheCheckWithoutAStatement() {
    ledger.verify("2026-11-01T20:00:00Z");
    ledger.s3().failAfterPages(1);

    assertThatThrownBy(() -> ledger.verify("2026-11-01T22:00:00Z"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("s3://ledger/statements/source=source/ could not be listed");
    assertThat(ledger.s3().keys("statements/")).hasSize(4);
  }

  @Test
  void refusedWriteNamesTheStatementAndTheRightThatItNeeds() {
    ledger.s3().deny("putObject");

    assertThatThrownBy(() -> ledger.verify("2026-11-01T20:00:00Z"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> {
              assertThat(e).hasMessageContaining(StatedLedger.key(4) + " could not be written");
              assertThat(e.cures().getFirst()).contains("s3:PutObject on statements/*");
            });
  }

  @Test
  void statementIsWrittenOnTheConditionThatThereIsNoneAndWithTheRetentionOfTheJournal() {
    var lock = new ObjectLockSetting("GOVERNANCE", 30);
    var locked = new StatedLedger(folder.resolve("locked"), lock);

    locked.verify("2026-11-01T20:00:00.250Z");

    var put = locked.s3().puts().getFirst();
    assertThat(put.ifNoneMatch()).isEqualTo("*");
    assertThat(put.objectLockModeAsString()).isEqualTo("GOVERNANCE");
    // The statement's time is in the past, and the retention begins now.
    assertThat(put.objectLockRetainUntilDate())
        .isBetween(
            Instant.now().plus(Duration.ofDays(30)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(30)));
    assertThat(put.checksumSHA256()).isNotEmpty();
    assertThat(ledger.s3().puts().getFirst().objectLockMode()).isNull();
  }

  private void assertFindings(String time, org.assertj.core.groups.Tuple... expected) {
    assertThat(ledger.verify(time).all())
        .extracting(StatementFinding::kind, StatementFinding::object)
        .containsExactly(expected);
  }
}
