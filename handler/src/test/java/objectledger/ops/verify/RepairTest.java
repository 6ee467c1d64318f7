package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import objectledger.EventReader;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.backfill.BatchJobInvoker;
import objectledger.ops.query.InterruptedCopyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves what the function is told of each gap, and that one that fails holds up no other. */
class RepairTest {
  private static final Instant FOUND = Instant.parse("2026-11-27T12:00:00Z");
  private static final String ODD = "a\nb + %41 Köln/😀/";

  private final List<JsonValue> payloads = Collections.synchronizedList(new ArrayList<>());
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private String refused = "nothing";

  @TempDir private Path folder;

  @Test
  void anObjectThatIsThereIsBackfilledByItsVersion() throws Exception {
    repair(
        gap(Gap.Kind.MISSING, ODD, "null", true),
        gap(Gap.Kind.STALE, "k", "v1", true),
        gap(Gap.Kind.LATEST, "k", "v1", true));

    assertThat(payloads).hasSize(1);
    var tasks = payloads.getFirst().get("tasks").items();
    assertThat(tasks.stream().map(task -> task.get("s3Key").text()))
        .containsExactly("a%0Ab+%2B+%2541+K%C3%B6ln%2F%F0%9F%98%80%2F", "k");
    assertThat(tasks.stream().map(task -> task.get("s3VersionId").textOrEmpty()))
        .containsExactly("", "v1");
  }

  @Test
  void anObjectThatIsGoneIsADeletionOfTheTimeAtWhichItWasFound() throws Exception {
    repair(gap(Gap.Kind.GHOST, ODD, "null", false), gap(Gap.Kind.GHOST, "k", "v1", false));

    var events = payloads.stream().map(payload -> payload.get("Records").items()).toList();
    assertThat(events)
        .allSatisfy(
            records -> {
              var event = EventReader.read(records.getFirst());
              assertThat(event.name()).isEqualTo("ObjectRemoved:FoundByVerify");
              assertThat(event.time()).isEqualTo(FOUND);
              assertThat(event.bucket()).isEqualTo("b");
              assertThat(event.region()).isEqualTo("eu-west-1");
              assertThat(event.sequencer()).isEmpty();
              assertThat(event.requester()).isEmpty();
            });
    assertThat(events.stream().map(records -> EventReader.read(records.getFirst())))
        .extracting(event -> event.key() + " " + event.versionId())
        .containsExactlyInAnyOrder(ODD + " ", "k v1");
  }

  @Test
  void aDeleteMarkerHasItsOwnTimeAndVersion() throws Exception {
    repair(new Gap(Gap.Kind.LATEST, "k", "v2", true, true, true, "2026-11-27T10:00:00.000Z", ""));

    var event = EventReader.read(payloads.getFirst().get("Records").items().getFirst());
    assertThat(event.name()).isEqualTo("ObjectRemoved:DeleteMarkerCreated");
    assertThat(event.time()).isEqualTo("2026-11-27T10:00:00Z");
    assertThat(event.versionId()).isEqualTo("v2");
  }

  @Test
  void whatFailsIsNamedAndTheRestIsRecorded() throws Exception {
    refused = "bad";

    var repair =
        repair(
            gap(Gap.Kind.MISSING, "bad", "null", true),
            gap(Gap.Kind.MISSING, "good", "null", true),
            gap(Gap.Kind.GHOST, "bad", "null", false),
            gap(Gap.Kind.GHOST, "other", "null", false));

    assertThat(repair.failed()).isEqualTo(2);
    assertThat(repair.line()).isEqualTo("repair: 2 recorded, 2 failed");
    assertThat(repair.failures()).extracting(failure -> failure.object()).containsOnly("\"bad\"");
  }

  @Test
  void whatNoRepairCanCloseIsNotTriedAndFails() throws Exception {
    var repair =
        repair(
            gap(Gap.Kind.GHOST, "k", "v1", false).within("current"),
            gap(Gap.Kind.GHOST, "k", "null", false).within("current"));

    assertThat(payloads).hasSize(1);
    assertThat(repair.line()).isEqualTo("repair: 1 recorded, 1 failed");
    assertThat(repair.failures().toString()).contains("verify without INVENTORY");
  }

  @Test
  void endsWhereAShutdownIsRequested() {
    shutdown.request();

    assertThatThrownBy(() -> repair(gap(Gap.Kind.GHOST, "k", "null", false)))
        .isInstanceOf(InterruptedCopyException.class);
    assertThat(payloads).isEmpty();
  }

  @Test
  void aGapIsReadAsItWasWritten() {
    var gap = new Gap(Gap.Kind.STALE, ODD, "v", true, true, false, "t", "e_tag is \"x\"", "why");

    assertThat(Gap.parse(new String(gap.line(), StandardCharsets.UTF_8))).isEqualTo(gap);
  }

  @Test
  void onlyWhatTheSourceRecordsAsAWholeIsJudged() {
    var created = new Source("s", "b", List.of("s3:ObjectCreated:*"), "", List.of(), "direct");
    var judged = new Judged(created, "");
    assertThat(judged.leftOut(gap(Gap.Kind.MISSING, "k", "null", true))).isEmpty();
    assertThat(judged.leftOut(gap(Gap.Kind.GHOST, "k", "null", false)))
        .isEqualTo(Judged.NO_DELETIONS);
  }

  private static Gap gap(Gap.Kind kind, String key, String version, boolean isInBucket) {
    return new Gap(kind, key, version, false, isInBucket, isInBucket, "", "");
  }

  private Repair repair(Gap... found) throws Exception {
    var limiter = new RateLimiter(0, System::nanoTime, nanos -> {});
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    FunctionInvoker alias = this::answer;
    var repair =
        new Repair(
            alias,
            new BatchJobInvoker(alias, "b", limiter, (tries, left) -> {}, shutdown),
            "b",
            "eu-west-1",
            FOUND,
            new Progress(out, false, System::nanoTime),
            shutdown);
    try (var gaps = new Gaps(folder.resolve("gaps"))) {
      for (var gap : found) {
        gaps.add(gap);
      }
      repair.run(gaps, consumer -> {});
    }
    return repair;
  }

  private FunctionInvoker.Response answer(byte[] payload) {
    var json = new JsonValue("", JsonReader.read(new String(payload, StandardCharsets.UTF_8)));
    payloads.add(json);
    if (json.get("tasks").isAbsent()) {
      var key = EventReader.read(json.get("Records").items().getFirst()).key();
      return key.equals(refused)
          ? FunctionInvoker.Response.unreadable("no")
          : new FunctionInvoker.Response(false, new JsonValue("", null));
    }
    var results =
        json.get("tasks").items().stream()
            .<Object>map(
                task -> {
                  var isBad = task.get("s3Key").isEqualTo(refused);
                  return Map.of(
                      "taskId", task.get("taskId").text(),
                      "resultCode", isBad ? "PermanentFailure" : "Succeeded",
                      "resultString", isBad ? "no" : "0".repeat(64));
                })
            .toList();
    return new FunctionInvoker.Response(false, new JsonValue("", Map.of("results", results)));
  }
}
