package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import objectledger.TestEvents;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Proves that causes are found in the log page by page, and only those of the given messages. */
class FunctionLogTest {
  @Test
  void findsTheLastCauseOfEachMessageOnAllPages() {
    try (var aws = new FakeAws();
        var logs = aws.client(CloudWatchLogsClient.builder())) {
      aws.reply(
              200,
              """
              {"events":[{"message":"not recorded, but no JSON"},{"message":"{\\"message\\":\\"not \
              recorded\\",\\"message_id\\":\\"m1\\",\\"object\\":\\"\\\\\\"s3://b/k\\\\\\"\\",\
              \\"fault\\":\\"RETRY\\",\\"cause\\":\\"busy\\"}"}],"nextToken":"more"}""")
          .reply(
              200,
              """
              {"events":[{"message":"{\\"message\\":\\"not recorded\\",\\"message_id\\":\\"m1\\",\
              \\"object\\":\\"\\\\\\"s3://b/k\\\\\\"\\",\\"fault\\":\\"FORBIDDEN\\",\
              \\"cause\\":\\"no\\"}"},{"message":"{\\"message\\":\\"not recorded\\",\
              \\"message_id\\":\\"other\\",\\"object\\":\\"x\\",\\"fault\\":\\"RETRY\\",\
              \\"cause\\":\\"c\\"}"}]}""");

      var causes =
          new FunctionLog(logs, "/aws/lambda/f")
              .causes(Set.of("m1", "m2"), Instant.ofEpochMilli(5));

      assertThat(causes).isEqualTo(Map.of("m1", "\"s3://b/k\" FORBIDDEN: no"));
      assertThat(aws.requests()).hasSize(2);
      assertThat(aws.requests().getFirst().headers().getFirst("X-Amz-Target"))
          .isEqualTo("Logs_20140328.FilterLogEvents");
      var request = TestEvents.json(aws.requests().getLast().text());
      assertThat(request.get("logGroupName").text()).isEqualTo("/aws/lambda/f");
      assertThat(request.get("filterPattern").text()).isEqualTo("\"not recorded\"");
      assertThat(request.get("startTime").countOrUnknown()).isEqualTo(5);
      assertThat(request.get("nextToken").text()).isEqualTo("more");
    }
  }
}
