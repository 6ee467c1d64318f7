package objectledger.ops.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import objectledger.ops.verify.StatementFinding.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that what was tampered with is named, and that what came late honestly is not. */
class StatementsTest {
  @TempDir Path folder;

  private StatedLedger ledger;

  private StatedLedger ledger() {
    if (ledger == null) {
      ledger = new StatedLedger(folder);
      ledger.at("2026-11-01T12:00:05Z").record("12", "a");
      ledger.at("2026-11-01T12:00:06Z").record("12", "b", "c", "d");
      ledger.at("2026-11-01T13:10:00Z").record("13", "e");
    }
    return ledger;
  }

  @Test
  void firstStatementOfAnExistingLedgerHasEachHourThatIsClosed() {
    ledger().at("2026-11-02T10:00:00Z").on("2026-11-02").record("09", "f");

    var findings = ledger.verify("2026-11-02T10:10:00Z");

    assertThat(findings.isEmpty()).isTrue();
    var statement = ledger.statement(1);
    assertThat(statement.get("previous").isAbsent()).isTrue();
    assertThat(statement.get("records_until").text()).isEqualTo("2026-11-02T09:55:00.000Z");
    assertThat(statement.get("gaps").get("missing").countOrUnknown()).isEqualTo(2);
    assertThat(statement.get("hours").names()).containsExactly("2026-11-01T12", "2026-11-01T13");
    assertThat(statement.get("hours").get("2026-11-01T12").get("records").countOrUnknown())
        .isEqualTo(4);
    assertThat(ledger.printed())
        .contains(
            "statement: s3://ledger/statements/source=source/00000001.json",
            "sha256 " + StatedLedger.sha256(ledger.s3().content(StatedLedger.key(1))),
            "aws s3 cp");
  }

  @Test
  void digestIsThatOfTheSortedLinesOfIdAndDigest() {
    ledger().verify("2026-11-02T10:00:00Z");

    var lines =
        List.of("a", "b", "c", "d").stream()
            .map(name -> StatedLedger.id(name) + " " + sha256(StatedLedger.line(name)) + "\n")
            .sorted()
            .toList();
    assertThat(ledger.statement(1).get("hours").get("2026-11-01T12").get("sha256").text())
        .isEqualTo(sha256(String.join("", lines)));
  }

  @Test
  void nextStatementFollowsTheOneBeforeAndHasOnlyWhatIsNew() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:30:00Z").on("2026-11-02").record("11", "f");
    ledger.on("2026-11-01").record("13", "late");

    var findings = ledger.verify("2026-11-03T10:00:00Z");

    assertThat(findings.isEmpty()).isTrue();
    assertThat(findings.late()).isEqualTo(1);
    var previous = ledger.statement(2).get("previous");
    assertThat(previous.get("name").text()).isEqualTo(StatedLedger.key(1));
    assertThat(previous.get("sha256").text())
        .isEqualTo(StatedLedger.sha256(ledger.s3().content(StatedLedger.key(1))));
    assertThat(ledger.statement(2).get("hours").names())
        .containsExactly("2026-11-01T13", "2026-11-02T11");
  }

  @Test
  void alteredRecordIsNamedWithItsObjectAndHourByEveryVerifyThatFollows() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z").overwrite("12", "b", "b changed", "c", "d");

    for (var time : List.of("2026-11-03T10:00:00Z", "2026-11-04T10:00:00Z")) {
      assertThat(ledger.verify(time).all())
          .extracting(
              StatementFinding::kind,
              StatementFinding::hour,
              StatementFinding::object,
              StatementFinding::recordId)
          .containsExactly(
              tuple(
                  Kind.RECORD_ALTERED,
                  "2026-11-01T12",
                  StatedLedger.object("12", "b"),
                  StatedLedger.id("b")));
    }
    assertThat(ledger.statement(3).get("findings").get("record_altered").countOrUnknown())
        .isEqualTo(1);
    assertThat(ledger.statement(3).get("hours").names()).isEmpty();
  }

  @Test
  void objectAndVersionAreNamedAlsoWhereTheKeyHasALineBreak() {
    ledger().at("2026-11-01T12:00:07Z").overwrite("12", "x\ny", "g");
    ledger.verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z").overwrite("12", "x\ny", "g changed");

    var findings = ledger.verify("2026-11-03T10:00:00Z").all();

    assertThat(findings)
        .extracting(StatementFinding::object)
        .containsExactly(StatedLedger.object("12", "x\ny"));
    assertThat(findings.getFirst().text()).endsWith("it is as it was in the version v4");
  }

  @Test
  void alteredRecordOfWhichNoVersionIsLeftIsNamedByItsHourAndTheObjectThatIsYounger() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z").overwrite("13", "e", "e changed");
    ledger.s3().purgeOld(StatedLedger.object("13", "e"));

    assertThat(ledger.verify("2026-11-03T10:00:00Z").all())
        .extracting(StatementFinding::kind, StatementFinding::hour, StatementFinding::object)
        .containsExactly(
            tuple(Kind.RECORD_ALTERED, "2026-11-01T13", StatedLedger.object("13", "e")));
  }

  @Test
  void removedRecordsAreNamedWhetherAMarkerHidesThemOrTheirSegmentWasOverwritten() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z").overwrite("12", "b", "b", "d");
    ledger.s3().delete(StatedLedger.object("13", "e"));

    assertThat(ledger.verify("2026-11-03T10:00:00Z").all())
        .extracting(
            StatementFinding::kind,
            StatementFinding::hour,
            StatementFinding::object,
            StatementFinding::recordId)
        .containsExactlyInAnyOrder(
            tuple(
                Kind.RECORD_REMOVED,
                "2026-11-01T12",
                StatedLedger.object("12", "b"),
                StatedLedger.id("c")),
            tuple(
                Kind.RECORD_REMOVED,
                "2026-11-01T13",
                StatedLedger.object("13", "e"),
                StatedLedger.id("e")));
  }

  @Test
  void recordsThatAreGoneForGoodAreNamedByTheirHourAlsoWhereTheWholeDayIsGone() {
    ledger().verify("2026-11-02T10:00:00Z");
    List.copyOf(ledger.s3().keys("journal/")).forEach(ledger.s3()::purge);

    assertThat(ledger.verify("2026-11-03T10:00:00Z").all())
        .extracting(StatementFinding::kind, StatementFinding::hour)
        .containsExactly(
            tuple(Kind.RECORD_REMOVED, "2026-11-01T12"),
            tuple(Kind.RECORD_REMOVED, "2026-11-01T13"));
  }

  @Test
  void recordAddedPastThePolicyIsNamedInAnHourWithRecordsAndInOneThatWasEmpty() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-12-01T14:00:00Z").record("13", "just in time");
    ledger.at("2026-12-01T14:00:01Z").record("13", "too late");
    ledger.on("2026-10-31").record("05", "into an empty hour");

    for (var time : List.of("2026-12-02T10:00:00Z", "2026-12-03T10:00:00Z")) {
      var findings = ledger.verify(time);
      assertThat(findings.all())
          .extracting(StatementFinding::kind, StatementFinding::hour, StatementFinding::recordId)
          .containsExactlyInAnyOrder(
              tuple(Kind.RECORD_ADDED, "2026-11-01T13", StatedLedger.id("too late")),
              tuple(Kind.RECORD_ADDED, "2026-10-31T05", StatedLedger.id("into an empty hour")));
      assertThat(findings.all().getFirst().text())
          .contains("source=source/date=", " days after its end; the policy allows 30");
    }
  }

  @Test
  void whatABackfillOrAVerifyWroteMayComeAtAnyTimeAndIsCounted() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2027-03-01T10:00:00Z").on("2020-02-29");
    ledger.recordLine("07", StatedLedger.line("old", "Backfill:Existing", ""));
    ledger.recordLine("07", StatedLedger.line("ghost", "ObjectRemoved:FoundByVerify", ""));
    ledger.recordLine("07", StatedLedger.line("hid", "ObjectRemoved:DeleteMarkerCreated", ""));

    var findings = ledger.verify("2027-03-02T10:00:00Z");

    assertThat(findings.all()).isEmpty();
    assertThat(findings.foundLater()).isEqualTo(3);
    assertThat(ledger.statement(2).get("hours").names()).containsExactly("2020-02-29T07");
  }

  @Test
  void eventOfS3DoesNotPassForADeleteMarkerThatAVerifyFound() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2027-03-01T10:00:00Z");
    ledger.recordLine(
        "07", StatedLedger.line("x", "ObjectRemoved:DeleteMarkerCreated", "AWS:someone"));

    assertThat(ledger.verify("2027-03-02T10:00:00Z").all())
        .extracting(StatementFinding::kind)
        .containsExactly(Kind.RECORD_ADDED);
  }

  @Test
  void objectThatWasRestoredAsItWasIsNoFinding() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z");
    ledger.s3().delete(StatedLedger.object("12", "b"));
    ledger.at("2026-11-02T12:00:00Z").overwrite("12", "b", "b", "c", "d");

    assertThat(ledger.verify("2026-11-03T10:00:00Z").all()).isEmpty();
  }

  @Test
  void restorationOfAnAlteredRecordEndsItsFinding() {
    ledger().verify("2026-11-02T10:00:00Z");
    ledger.at("2026-11-02T11:00:00Z").overwrite("13", "e", "e changed");
    assertThat(ledger.verify("2026-11-03T10:00:00Z").all()).hasSize(1);
    ledger.at("2026-11-03T11:00:00Z").overwrite("13", "e", "e");

    assertThat(ledger.verify("2026-11-04T10:00:00Z").all()).isEmpty();
  }

  @Test
  void objectThatTheCopyLacksIsNotCalledGoneAndNoStatementIsMadeOfTheRest() {
    ledger().verify("2026-11-02T10:00:00Z");
    var copied = ledger.s3().content(StatedLedger.object("13", "e"));
    ledger.s3().purge(StatedLedger.object("13", "e"));
    ledger.s3().copyTo(folder, "source");
    ledger.at("2026-11-01T13:10:00Z").s3().write(StatedLedger.object("13", "e"), copied);

    assertThat(ledger.unreadable(1).check("2026-11-03T10:00:00Z").all()).isEmpty();

    assertThat(ledger.s3().keys("statements/")).hasSize(1);
    assertThat(ledger.printed()).contains("none is written, because 1 objects or lines");
  }

  private static String sha256(String text) {
    return StatedLedger.sha256(text.getBytes(UTF_8));
  }
}
