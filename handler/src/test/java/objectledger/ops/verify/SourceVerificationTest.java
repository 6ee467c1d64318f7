package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.DeployedStack;
import objectledger.ops.ObjectLockSetting;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Stacks;
import objectledger.ops.UtcTime;
import objectledger.ops.query.FakeBuckets;
import objectledger.ops.query.InterruptedCopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that an event under way is waited for and is no gap, and that what is still there after
 * the margin is named.
 */
class SourceVerificationTest {
  private static final Instant STARTED = Instant.parse("2026-11-27T12:15:00Z");
  private static final Instant OLD = Instant.parse("2026-11-27T10:00:00Z");
  private static final String JOURNAL = "journal/source=b/date=2026-11-27/hour=10/";

  private final FakeBuckets ledger = new FakeBuckets();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private Instant now = STARTED;
  private Runnable whileWaiting = () -> {};
  private String prefix = "";
  private long outside;

  @TempDir private Path folder;

  @Test
  void aDeletionUnderWayIsNoGhost() throws Exception {
    record("1", "CREATE", "ObjectCreated:Put", "k", OLD);
    whileWaiting =
        () -> record("2", "DELETE", "ObjectRemoved:Delete", "k", STARTED.minusSeconds(1));

    assertThat(gaps()).isEmpty();
    assertThat(now).isAfterOrEqualTo(STARTED.plusSeconds(60));
  }

  @Test
  void aGhostIsNamedAfterTheMargin() throws Exception {
    record("1", "CREATE", "ObjectCreated:Put", "k\u001b[2J", OLD);

    assertThat(gaps()).contains("ghost");
    assertThat(now).isAfterOrEqualTo(STARTED.plusSeconds(60));
    assertThat(text())
        .contains("1 × ghost: recorded as present, not in the bucket")
        .contains("  \"k\\u001B[2J\"")
        .contains("compared: 0 versions in the bucket with 1 objects of the journal");
  }

  @Test
  void whatIsMissingIsNamedAtOnce() throws Exception {
    record("1", "CREATE", "ObjectCreated:Put", "other", OLD);
    record("2", "DELETE", "ObjectRemoved:Delete", "other", OLD);

    assertThat(gaps("k")).containsExactly("missing");
    assertThat(now).isEqualTo(STARTED);
  }

  @Test
  void namesTenOfAKindAndCountsTheRest() throws Exception {
    var keys = new String[12];
    for (var i = 0; i < keys.length; i++) {
      keys[i] = String.format(Locale.ROOT, "k%02d", i);
    }

    assertThat(gaps(keys)).hasSize(12);
    assertThat(text()).contains("\"k09\"", "… and 2 more: ALL=1 names them").doesNotContain("k10");
  }

  @Test
  void whatCannotBeReadOfTheJournalIsNamed() throws Exception {
    ledger.put(JOURNAL + "x.json", "{broken");

    gaps("k");

    assertThat(text()).contains("1 × unreadable in the journal", "x.json\", line 1");
  }

  @Test
  void whatCanBeReadAfterTheWaitIsNotNamedAndWhatCannotIs() throws Exception {
    var before = "journal/source=b/date=2026-11-26/hour=10/";
    record("1", "CREATE", "ObjectCreated:Put", "k", OLD);
    ledger.put(before + "x.json", "{broken");
    whileWaiting = () -> ledger.put(JOURNAL + "y.json", "{broken");
    gaps();
    assertThat(text()).contains("2 × unreadable in the journal", "x.json", "y.json");

    printed.reset();
    now = STARTED;
    whileWaiting = () -> ledger.remove(before + "x.json");
    gaps();
    assertThat(text()).contains("1 × unreadable in the journal", "y.json").doesNotContain("x.json");
  }

  @Test
  void nothingToCompareIsNotAnEmptyListOfGaps() throws Exception {
    assertThat(gaps()).isNull();

    record("1", "CREATE", "ObjectCreated:Put", "k", OLD);
    record("2", "DELETE", "ObjectRemoved:Delete", "k", OLD);
    assertThat(gaps()).isEmpty();

    prefix = "misspelled/";
    assertThat(gaps()).isNull();
  }

  @Test
  void whatAnInventoryHasWithoutThePrefixIsCountedAndIsNothingToCompare() throws Exception {
    prefix = "k";
    outside = 2;
    assertThat(gaps("k")).containsExactly("missing");
    assertThat(text()).contains("2 of the inventory, without the prefix that is compared");

    prefix = "misspelled/";
    assertThat(gaps()).isNull();
  }

  @Test
  void aWaitEndsWhereAShutdownIsRequested() {
    record("1", "CREATE", "ObjectCreated:Put", "k", OLD);
    whileWaiting = shutdown::request;

    assertThatThrownBy(this::gaps).isInstanceOf(InterruptedCopyException.class);
  }

  private void record(String id, String type, String name, String key, Instant time) {
    var quoted = key.replace("\u001b", "\\u001b");
    ledger.put(
        JOURNAL + id + ".json",
        """
        {"record_id":"%s","record_type":"%s","event_name":"%s","record_timestamp":"%s",\
        "bucket":"b","key":"%s","sequence_number":"%032X","is_delete_marker":false,"size":1,\
        "e_tag":"e","last_modified_date":"%s","object_state":"present"}"""
            .formatted(
                id,
                type,
                name,
                UtcTime.text(time),
                quoted,
                Integer.parseInt(id),
                UtcTime.text(OLD)));
  }

  /** The kinds of the gaps; null where there was nothing to compare. */
  private List<String> gaps(String... listed) throws IOException {
    var listing = folder.resolve("listing");
    Files.createDirectories(listing);
    try (var out =
        new GZIPOutputStream(Files.newOutputStream(listing.resolve("range-0.ndjson.gz")))) {
      for (var key : listed) {
        out.write(new ListedVersion(key, "null", true, false, 1L, OLD, "e", "STANDARD").line());
      }
    }
    var source =
        new Source(
            "s",
            "b",
            List.of("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:LifecycleExpiration:*"),
            "",
            List.of(),
            "direct");
    var deployment =
        new DeployedStack(
            Stacks.of("ledger", source),
            "1",
            "",
            "",
            Map.of(),
            "",
            Optional.empty(),
            ObjectLockSetting.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var progress =
        new Progress(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
            false,
            System::nanoTime);
    var copies =
        new LedgerCopies(
            deployment, ledger, "b", folder, folder.resolve("verify"), progress, shutdown);
    var found = new ArrayList<String>();
    var isCompared =
        new SourceVerification(
                source,
                new VerifyRequest(prefix, "", Duration.ofSeconds(60), false, false),
                copies,
                folder.resolve("verify"),
                new PrintStream(printed, true, StandardCharsets.UTF_8),
                progress,
                shutdown,
                new Clock())
            .run(
                new Listed(
                    ListingView.of("b", listing),
                    prefix,
                    "all",
                    listed.length,
                    STARTED,
                    STARTED,
                    0,
                    outside,
                    true),
                (gaps, comparison) -> gaps.forEach(gap -> found.add(gap.kind().label())));
    return isCompared ? found : null;
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private final class Clock implements SourceVerification.Waiting {
    @Override
    public Instant now() {
      return now;
    }

    @Override
    public void sleep(Duration time) {
      now = now.plus(Duration.ofSeconds(10));
      whileWaiting.run();
    }
  }
}
