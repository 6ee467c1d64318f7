package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import objectledger.ModelS3;
import objectledger.workflow.RawReceiver.Behaviour;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves that the status and Retry-After of an answer count as soon as they have arrived, whatever
 * becomes of its body: that stalls, is cut off, is reset or has no proper chunks.
 */
class WorkflowBodyTest {
  private static final String LENGTH = "Content-Length: 100\r\n\r\nthe beginning";
  private static final String CHUNKS = "Transfer-Encoding: chunked\r\n\r\nd\r\nthe beginning";

  private static final Map<String, Function<String, Behaviour>> ENDS =
      Map.of(
          "stalls", RawReceiver::stallAfter,
          "is cut off", RawReceiver::hangUpAfter,
          "is reset", RawReceiver::resetAfter);

  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private final RawReceiver receiver = new RawReceiver();
  private final WorkflowFunction function = new WorkflowFunction(s3, receiver.url());

  @AfterEach
  void close() {
    receiver.close();
  }

  static Stream<Arguments> bodies() {
    return ENDS.keySet().stream()
        .flatMap(
            end ->
                Stream.of(LENGTH, CHUNKS, CHUNKS + "\r\n", CHUNKS + "\r\nno chunk\r\n")
                    .map(body -> Arguments.of(end, body)));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void successCountsWhateverBecomesOfItsBody(String end, String body) {
    receiver.always(ENDS.get(end).apply("HTTP/1.1 200 OK\r\n" + body));
    var payload = function.created();
    var start = System.nanoTime();

    function.deliver(payload);
    function.deliver(payload);

    assertThat(receiver.requests()).isEqualTo(1);
    assertThat(function.marker().get("status").value()).isEqualTo(200L);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void refusalCountsAndWhatHasArrivedOfItsBodyIsShown(String end, String body) {
    receiver.always(ENDS.get(end).apply("HTTP/1.1 422 x\r\n" + body));

    assertThatThrownBy(() -> function.deliver(function.created()))
        .hasMessageContaining("PERMANENT: it is recorded, but the workflow answered 422")
        // Java's client keeps the bytes before a chunk that is none to itself.
        .hasMessageContaining(body.contains("no chunk") ? "" : ": the beginning");
    assertThat(receiver.requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void retryAfterCountsWhateverBecomesOfTheBody(String end, String body) {
    receiver.next(ENDS.get(end).apply("HTTP/1.1 503 x\r\nRetry-After: 1\r\n" + body));
    var start = System.nanoTime();

    function.deliver(function.created());

    assertThat(receiver.requests()).isEqualTo(2);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void refusedTokenIsOneWhateverBecomesOfTheBody(String end, String body) {
    receiver.always(
        ENDS.get(end).apply("HTTP/1.1 401 x\r\nWWW-Authenticate: Basic realm=\"x\"\r\n" + body));

    assertThatThrownBy(() -> function.deliver(function.created()))
        .hasMessageContaining("FORBIDDEN: it is recorded, but the workflow answered 401");
    assertThat(receiver.requests()).isEqualTo(1);
  }

  @Test
  void stalledBodyLeavesTheTimeToWriteTheMarker() {
    receiver.always(RawReceiver.stallAfter("HTTP/1.1 200 OK\r\n" + CHUNKS));

    function.deliver(function.created(), 2_500);

    assertThat(function.marker().get("state").text()).isEqualTo("answered");
  }

  @Test
  void answerWithoutAStatusIsNone() {
    receiver.next(RawReceiver.hangUpAfter("HTTP/1.1 fine\r\n" + LENGTH), RawReceiver.status(409));

    function.deliver(function.created());

    assertThat(function.marker().get("status").value()).isEqualTo(409L);
  }

  @Test
  void everyCallHasAConnectionOfItsOwn() {
    function.deliver(function.created());
    function.deliver(function.created());
    function.deliver(function.created());

    assertThat(receiver.ports()).hasSize(3).doesNotHaveDuplicates();
  }
}
