package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.ObjectLockSetting;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.StackOutputs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves what a run tells by its exit code, to the alarm, and in a statement. */
class VerifyRunTest {
  private static final Source SOURCE =
      new Source(
          "s",
          "bucket",
          List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*"),
          "",
          List.of(),
          "direct");

  private final VerifiedBuckets s3 = new VerifiedBuckets();
  private final KeptMetric metric = new KeptMetric();
  private String prefix = "";
  private Source source = SOURCE;
  private boolean repairs;
  private String inventory = "";

  @TempDir private Path folder;

  @Test
  void aLedgerThatIsInOrderIsStatedAndEndsTheAlarm() throws Exception {
    recordOfWhatIsGone();

    assertThat(run()).isZero();
    assertThat(metric.values).containsExactly(0.0);
    assertThat(statements()).hasSize(1);
  }

  @Test
  void aRefusedMetricFailsTheRun() throws Exception {
    recordOfWhatIsGone();
    metric.refuses = true;

    assertThat(run()).isEqualTo(1);
  }

  @Test
  void aGapReachesTheAlarmThoughTheStatementsCannotBeRead() {
    s3.source.put("k", "null", false);
    s3.source.put("l", "null", false);
    s3.ledger.deny("listObjectVersions");

    assertThatThrownBy(this::run).isInstanceOf(CommandException.class);
    assertThat(metric.values).containsExactly(2.0);
  }

  @Test
  void aCheckThatFailsDoesNotEndAnAlarm() {
    recordOfWhatIsGone();
    s3.ledger.deny("listObjectVersions");

    assertThatThrownBy(this::run).isInstanceOf(CommandException.class);
    assertThat(metric.values).containsExactly(1.0);
  }

  @Test
  void theRemovalOfAWholeJournalIsNamedThoughTheBucketIsEmpty() throws Exception {
    recordOfWhatIsGone();
    run();
    s3.purgeJournal();

    assertThat(run()).isEqualTo(1);
    assertThat(metric.values).hasSize(2);
    assertThat(metric.values.getLast()).isPositive();
    var second = new JsonValue("", JsonReader.read(s3.ledger.text(statements().getLast())));
    assertThat(second.get("number").countOrUnknown()).isEqualTo(2);
    assertThat(second.get("findings").names()).containsExactly("record_removed");
  }

  @Test
  void anEmptyBucketWithAnEmptyJournalThatWasNeverStatedIsNothing() throws Exception {
    assertThat(run()).isEqualTo(1);
    assertThat(metric.values).isEmpty();
    assertThat(statements()).isEmpty();
  }

  @Test
  void aMisspelledPrefixOfAnInventoryIsNothingToCompare() throws Exception {
    s3.record(1, "CREATE", "ObjectCreated:Put", "k");
    inventory(InventoryFolder.FIELDS, InventoryFolder.line("k"));

    prefix = "k";
    assertThat(run()).isZero();
    prefix = "misspelled/";
    assertThat(run()).isEqualTo(1);
    assertThat(metric.values).isEmpty();
  }

  @Test
  void anInventoryOfTheWholeBucketIsCompleteWithTheJournalAsItIsNow() throws Exception {
    s3.record(1, "CREATE", "ObjectCreated:Put", "k");
    inventory(InventoryFolder.FIELDS, InventoryFolder.line("k"));

    assertThat(run()).isZero();
    assertThat(metric.values).containsExactly(0.0);
    var statement = new JsonValue("", JsonReader.read(s3.ledger.text(statements().getFirst())));
    assertThat(statement.get("time").text()).isEqualTo("2026-11-27T12:00:00.000Z");
  }

  @Test
  void anInventoryWithAPrefixOrOfCurrentObjectsIsNotComplete() throws Exception {
    s3.record(1, "CREATE", "ObjectCreated:Put", "k");
    inventory(InventoryFolder.FIELDS, InventoryFolder.line("k"));

    for (var ofInventory : List.of(Optional.of("k"), Optional.<String>empty())) {
      s3.inventoryPrefix = ofInventory;
      assertThat(run()).isZero();
    }
    s3.inventoryPrefix = Optional.of("");
    inventory(
        "Bucket, Key, Size, LastModifiedDate, ETag",
        "\"bucket\",\"k\",\"1\",\"2026-11-21T10:00:00.000Z\",\"e\"\n");
    assertThat(run()).isZero();
    assertThat(metric.values).isEmpty();
    assertThat(statements()).isEmpty();
  }

  @Test
  void aRepairRefusesAnInventoryWhosePrefixNobodyKnowsAlsoWhereTheSourceHasAFilter()
      throws Exception {
    s3.record(1, "CREATE", "ObjectCreated:Put", "in/a/k");
    s3.record(2, "CREATE", "ObjectCreated:Put", "in/b/l");
    inventory(InventoryFolder.FIELDS, InventoryFolder.line("in/a/k"));
    s3.inventoryPrefix = Optional.empty();
    source = new Source("s", "bucket", SOURCE.events(), "in/", List.of(), SOURCE.trigger());
    repairs = true;

    assertThatThrownBy(this::run)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("set PREFIX to it, or leave INVENTORY out");
  }

  private void recordOfWhatIsGone() {
    s3.record(1, "CREATE", "ObjectCreated:Put", "gone");
    s3.record(2, "DELETE", "ObjectRemoved:Delete", "gone");
  }

  private List<String> statements() {
    return s3.ledger.keys("statements/source=bucket/");
  }

  private void inventory(String fields, String lines) throws IOException {
    var files = new InventoryFolder(folder.resolve("inventory"));
    files.csv(fields, lines);
    var key = "b/id/2026-11-22T01-00Z/manifest.json";
    s3.inventories.put(key, Files.readString(files.manifest()));
    s3.inventories.put(
        "p/b/id/data/x.csv.gz", Files.readAllBytes(files.file()), VerifiedBuckets.OLD);
    inventory = "s3://inventories/" + key;
  }

  private int run() throws IOException {
    var deployment =
        new DeployedStack(
            new StackOutputs(
                "eu-west-1",
                "test",
                Sources.of(source),
                "ledger",
                false,
                "1",
                "/logs",
                "https://queue"),
            VersionedLedger.OWNER,
            "arn:aws:lambda:eu-west-1:123456789012:function:f:live",
            "",
            Map.of(),
            "",
            Optional.empty(),
            ObjectLockSetting.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new VerifyRun(
            deployment,
            s3,
            metric,
            source,
            new VerifyRequest(prefix, inventory, Duration.ZERO, repairs, false),
            folder.resolve("work"),
            new Progress(silent, false, System::nanoTime),
            new ShutdownSignal(),
            new Clock())
        .run();
  }

  private static final class Clock implements SourceVerification.Waiting {
    @Override
    public Instant now() {
      return FakeSource.NOW;
    }

    @Override
    public void sleep(Duration time) {}
  }
}
