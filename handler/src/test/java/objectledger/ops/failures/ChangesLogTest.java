package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import objectledger.TestEvents;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Proves that a batch gets the cause of its own last attempt, out of one search. */
class ChangesLogTest {
  private static final Instant TIME = Instant.parse("2026-11-28T01:00:00Z");

  private static FailedChanges batch(String label, String first, String last) {
    return new FailedChanges(
        "aws/lambda/k",
        TIME,
        label,
        1,
        "",
        Optional.of(new FailedChanges.Batch(TIME.minusSeconds(60), first, last)),
        "gave up",
        "");
  }

  private static String line(String time, String label, String number, String reason) {
    return """
        {"message":"{\\"timestamp\\":\\"%s\\",\\"level\\":\\"ERROR\\",\
        \\"message\\":\\"changes not written\\",\\"label\\":\\"%s\\",\
        \\"sequence_number\\":\\"%s\\",\\"fault\\":\\"RETRY\\",\\"reason\\":\\"%s\\"}"}"""
        .formatted(time, label, number, reason);
  }

  @Test
  void findsTheLastCauseOfEachBatchWithOneSearch() {
    try (var aws = new FakeAws();
        var logs = aws.client(CloudWatchLogsClient.builder())) {
      aws.reply(
          200,
          "{\"events\":["
              + String.join(
                  ",",
                  "{\"message\":\"changes not written, but no JSON\"}",
                  line("2026-11-28T00:59:01Z", "orders", "120", "first"),
                  line("2026-11-28T00:59:02Z", "orders", "120", "last"),
                  line("2026-11-28T00:59:03Z", "orders", "99", "of another batch"),
                  line("2026-11-28T00:59:03Z", "payments", "", "of another label"),
                  line("2026-11-28T01:09:00Z", "orders", "120", "after it"))
              + "]}");

      var refusal =
          new FailedChanges("k", TIME, "orders", 1, "", Optional.empty(), "key-missing", "why");
      var found =
          new ChangesLog(logs, "/logs")
              .withCauses(
                  List.of(
                      batch("orders", "100", "1000"),
                      batch("payments", "1", "2"),
                      batch("other", "1", "2"),
                      refusal));

      assertThat(found)
          .extracting(FailedChanges::cause)
          .containsExactly("RETRY: last", "RETRY: of another label", "gave up", "key-missing");
      var request = TestEvents.json(aws.requests().getFirst().text());
      assertThat(request.get("filterPattern").text()).isEqualTo("\"changes not written\"");
      assertThat(request.get("startTime").countOrUnknown())
          .isEqualTo(TIME.minusSeconds(62).toEpochMilli());
    }
  }

  @Test
  void asksNothingWhereThereIsNoBatch() {
    try (var aws = new FakeAws();
        var logs = aws.client(CloudWatchLogsClient.builder())) {
      assertThat(new ChangesLog(logs, "/logs").withCauses(List.of())).isEmpty();
      assertThat(aws.requests()).isEmpty();
    }
  }
}
