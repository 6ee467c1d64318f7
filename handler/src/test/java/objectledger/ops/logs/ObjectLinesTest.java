package objectledger.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import objectledger.TestEvents;
import objectledger.json.JsonText;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Proves that the lines of an object are found, and no others. */
class ObjectLinesTest {
  private static final Instant TIME = Instant.parse("2026-11-28T09:00:00Z");
  private static final List<LogGroup> GROUPS = List.of(new LogGroup("handler", "/aws/lambda/f"));

  private static String event(int id, String message) {
    return "{\"eventId\":\"%s\",\"timestamp\":%s,\"message\":%s}"
        .formatted(id, TIME.toEpochMilli() + id, JsonText.quote(message));
  }

  @Test
  void findsTheLinesOfTheObjectAndOfNoOther() {
    try (var aws = new FakeAws();
        var logs = aws.client(CloudWatchLogsClient.builder())) {
      aws.reply(
          200,
          "{\"events\":[%s,%s,%s,%s,%s]}"
              .formatted(
                  event(1, "{\"message\":\"recorded\",\"bucket\":\"in\",\"key\":\"2026/a.csv\"}"),
                  event(
                      2, "{\"message\":\"recorded\",\"bucket\":\"other\",\"key\":\"2026/a.csv\"}"),
                  event(
                      3, "{\"message\":\"recorded\",\"bucket\":\"in\",\"key\":\"2026/a.csv.gz\"}"),
                  event(
                      4,
                      "{\"message\":\"not recorded\",\"object\":\"\\\"s3://in/2026/a.csv\\\"\"}"),
                  event(5, "{\"message\":\"not recorded\",\"object\":\"\\\"s3://in/b\\\"\"}")));

      var found = new ObjectLines("in", "2026/a.csv").read(logs, GROUPS, TIME, TIME);

      assertThat(found.lines()).extracting(line -> line.event().id()).containsExactly("1", "4");
      assertThat(found.isWhole()).isTrue();
      var request = TestEvents.json(aws.requests().getFirst().text());
      assertThat(request.get("startTime").countOrUnknown())
          .isEqualTo(TIME.minusSeconds(60).toEpochMilli());
      assertThat(request.get("endTime").countOrUnknown())
          .isEqualTo(TIME.plusSeconds(900).toEpochMilli());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2026/a.csv, '\"2026\"'",
    "Köln/übersicht-2026.csv, '\"2026\"'",
    "a/b, ''",
    "x\u0007bell/ring, '\"ring\"'",
  })
  void asksCloudWatchForWhatNoEscapeCanTouch(String key, String pattern) {
    try (var aws = new FakeAws();
        var logs = aws.client(CloudWatchLogsClient.builder())) {
      aws.reply(200, "{\"events\":[]}");

      new ObjectLines("in", key).read(logs, GROUPS, TIME, TIME);

      var request = TestEvents.json(aws.requests().getFirst().text());
      assertThat(request.get("filterPattern").textOrEmpty()).isEqualTo(pattern);
    }
  }
}
