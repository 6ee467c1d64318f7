package objectledger.ops.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import objectledger.TestEvents;
import objectledger.json.JsonValue;
import objectledger.ops.FakeAws;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.thirdparty.jackson.core.JsonFactory;
import software.amazon.awssdk.thirdparty.jackson.dataformat.cbor.CBORFactory;

/** Proves, over real HTTP, which alarms and metrics of CloudWatch a canary is judged by. */
class CloudWatchMetricsTest {
  private static final String OPERATION = "/service/GraniteServiceVersion20100801/operation/";

  private final FakeAws aws = new FakeAws();
  private final CloudWatchClient client = aws.client(CloudWatchClient.builder());
  private final CloudWatchMetrics metrics = new CloudWatchMetrics(client, "f", "alarms-");

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void countsTheVersionsInvocationsThroughTheAliasFromTheBeginningOfAMinute() {
    reply("{\"Datapoints\":[{\"Sum\":7.0},{\"Sum\":5.0}]}");
    reply("{\"Label\":\"Errors\",\"Datapoints\":[]}");

    var count = metrics.count(4, Instant.ofEpochSecond(125));

    assertThat(count).isEqualTo(new CanaryMetrics.Count(12, 0));
    assertThat(aws.requests().getFirst().path()).isEqualTo(OPERATION + "GetMetricStatistics");
    var request = request(0);
    assertThat(request.get("MetricName").text()).isEqualTo("Invocations");
    assertThat(((Number) request.get("StartTime").value()).longValue()).isEqualTo(120);
    assertThat(request.get("Dimensions").items())
        .extracting(each -> each.get("Name").text() + "=" + each.get("Value").text())
        .containsExactlyInAnyOrder("FunctionName=f", "Resource=f:live", "ExecutedVersion=4");
  }

  @Test
  void findsTheFiringAlarmsOfTheStackOnAllPages() {
    reply(
        """
        {"MetricAlarms":[{"AlarmName":"alarms-errors","StateValue":"ALARM",\
        "StateReason":"3 > 0"},{"AlarmName":"alarms-age","StateValue":"OK"}],\
        "NextToken":"more"}""");
    reply("{\"MetricAlarms\":[]}");

    var firing = metrics.firing();

    assertThat(firing).isEqualTo(Map.of("alarms-errors", "3 > 0"));
    assertThat(request(1).get("AlarmNamePrefix").text()).isEqualTo("alarms-");
    assertThat(request(1).get("NextToken").text()).isEqualTo("more");
    assertThat(new CloudWatchMetrics(client, "f", "").firing()).isEmpty();
    assertThat(aws.requests()).hasSize(2);
  }

  private void reply(String json) {
    aws.reply(
        200,
        Map.of("smithy-protocol", "rpc-v2-cbor", "Content-Type", "application/cbor"),
        converted(json.getBytes(UTF_8), true));
  }

  private JsonValue request(int number) {
    return TestEvents.json(new String(converted(aws.requests().get(number).body(), false), UTF_8));
  }

  /** CloudWatch speaks CBOR: JSON to CBOR, or CBOR to JSON. */
  private static byte[] converted(byte[] bytes, boolean toCbor) {
    var json = new JsonFactory();
    var cbor = new CBORFactory();
    var out = new ByteArrayOutputStream();
    try (var parser = (toCbor ? json : cbor).createParser(bytes);
        var generator = (toCbor ? cbor : json).createGenerator(out)) {
      while (parser.nextToken() != null) {
        generator.copyCurrentEvent(parser);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
