package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker.Response;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.query.FakeBuckets;
import org.junit.jupiter.api.Test;

/**
 * Proves that a redrive sends the records as they came, deletes the objects of which every change
 * is written, and no others, and that one object holds up none of the others.
 */
class ChangesRedriveTest {
  private static final String BATCH = "aws/lambda/0aa/shardId-01/b";

  private final FakeBuckets s3 = new FakeBuckets();
  private final ChangesBucket bucket = new ChangesBucket(s3, TestChanges.FUNCTION, "111122223333");
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final Queue<String> sent = new ConcurrentLinkedQueue<>();

  private void refuse(int number) {
    s3.put(
        "refused/orders/" + number + ".json",
        TestChanges.refusal("orders", "n" + number, "key-missing"));
  }

  private void giveUp(int count) {
    s3.put(BATCH, TestChanges.batch("DDBStreamBatchInfo", TestChanges.TABLE, 0, count));
  }

  private static Response answer(String json) {
    return new Response(false, new JsonValue("", JsonReader.read(json)));
  }

  private static Response written(int count) {
    return answer("{\"batchItemFailures\":[],\"refused\":[],\"written\":%s}".formatted(count));
  }

  private static int records(String payload) {
    return payload.split("\"SequenceNumber\"", -1).length - 1;
  }

  private ChangesRedrive.Result redrive(Function<String, Response> function, int payloadLimit) {
    return new ChangesRedrive(
            payload -> {
              var text = new String(payload, StandardCharsets.UTF_8);
              sent.add(text);
              return function.apply(text);
            },
            bucket,
            payloadLimit,
            shutdown,
            RedriveTest.progress(new ByteArrayOutputStream()))
        .run(bucket.read("", 1_000).failed());
  }

  private ChangesRedrive.Result redrive(Function<String, Response> function) {
    return redrive(function, ChangesPayload.LIMIT);
  }

  @Test
  void sendsTheRecordsOfBothKindsByteForByteAndDeletesWhatIsWritten() {
    refuse(1);
    giveUp(2);

    var result = redrive(payload -> written(records(payload)));

    assertThat(sent)
        .containsExactlyInAnyOrder(
            "{\"redrive\":true,\"Records\":[" + TestChanges.record("n1") + "]}",
            "{\"redrive\":true,\"Records\":[%s,%s]}"
                .formatted(TestChanges.record("0"), TestChanges.record("1")));
    assertThat(result.written()).isEqualTo(3);
    assertThat(result.left()).isEmpty();
    assertThat(s3.contents()).isEmpty();
  }

  @Test
  void keepsAnObjectUnlessTheAnswerSaysThatEveryChangeOfItIsWritten() {
    IntStream.range(0, 8).forEach(this::refuse);

    var result =
        redrive(
            payload -> {
              var number = payload.replaceAll("(?s).*\"SequenceNumber\":\"n(\\d+)\".*", "$1");
              return switch (number) {
                case "0" -> written(1);
                case "1" -> answer("{\"batchItemFailures\":[{\"itemIdentifier\":\"n1\"}]}");
                case "2" -> refused("key-missing");
                case "3" -> refused("key-too-large");
                case "4" -> answer("{\"batchItemFailures\":[]}");
                case "5" -> written(0);
                case "6" -> answer("{\"batchItemFailures\":[],\"refused\":5,\"written\":\"x\"}");
                default -> new Response(true, new JsonValue("", Map.of("errorMessage", "busy")));
              };
            });

    assertThat(s3.contents()).hasSize(7).doesNotContainKey("refused/orders/0.json");
    assertThat(result.written()).isEqualTo(1);
    assertThat(result.untried()).isZero();
    assertThat(result.left())
        .extracting(FailedChanges::place, FailedChanges::cause, FailedChanges::reason)
        .contains(
            tuple("n2", "key-missing", "now"),
            tuple("n3", "key-too-large", "now (before, it was key-missing)"),
            tuple("n7", "key-missing", "not tried to its end: busy"),
            tuple(
                "n4",
                "key-missing",
                "not tried to its end: the function did not say what became of each change"),
            tuple(
                "n1",
                "key-missing",
                "not tried to its end: the function could not write them: its log says why"
                    + " (changes not written)"));
  }

  private static Response refused(String code) {
    return answer(
        """
        {"batchItemFailures":[],"written":0,
         "refused":[{"sequence_number":"1","reason_code":"%s","reason":"now"}]}"""
            .formatted(code));
  }

  @Test
  void splitsWhatIsTooLargeForOneInvocationByRecords() {
    giveUp(7);
    var limit = 2 * TestChanges.record("0").length() + 100;

    var result = redrive(payload -> written(records(payload)), limit);

    assertThat(sent)
        .hasSize(4)
        .allSatisfy(text -> assertThat(text).hasSizeLessThanOrEqualTo(limit));
    assertThat(sent.stream().mapToInt(ChangesRedriveTest::records).sum()).isEqualTo(7);
    assertThat(result.written()).isEqualTo(7);
    assertThat(s3.contents()).isEmpty();
  }

  @Test
  void recordThatIsLargerThanAnInvocationTakesIsSentAlone() {
    giveUp(3);

    redrive(payload -> written(records(payload)), 10);

    assertThat(sent).hasSize(3);
  }

  @Test
  void onePartThatIsNotWrittenKeepsTheWholeObject() {
    giveUp(4);
    var calls = new AtomicInteger();

    var result =
        redrive(payload -> calls.incrementAndGet() == 2 ? refused("key-missing") : written(1), 10);

    assertThat(calls).hasValue(4);
    assertThat(s3.contents()).containsKey(BATCH);
    assertThat(result.written()).isZero();
    assertThat(result.left()).extracting(FailedChanges::cause).containsExactly("key-missing");
  }

  @Test
  void brokenObjectsHoldUpNoOther() {
    giveUp(1);
    for (var payload :
        List.of("null", "5", "\"\"", "\"{}\"", "\"{\\\"Records\\\":[]}\"", "\"[\"", "\"{")) {
      var name = "aws/lambda/0aa/s/" + Integer.toHexString(payload.hashCode());
      s3.put(
          name,
          "{\"KinesisBatchInfo\":{\"shardId\":\"s\",\"startSequenceNumber\":\"1\","
              + "\"endSequenceNumber\":\"1\"},\"payload\":"
              + payload);
    }

    var result = redrive(payload -> written(records(payload)));

    assertThat(result.written()).isEqualTo(1);
    assertThat(result.left())
        .hasSize(6)
        .allSatisfy(each -> assertThat(each.reason()).contains("left: it"));
    assertThat(sent).hasSize(1);
  }

  @Test
  void objectThatHasChangedMeanwhileIsLeft() {
    refuse(1);

    var result =
        redrive(
            payload -> {
              s3.put("refused/orders/1.json", TestChanges.refusal("orders", "n1", "key-invalid"));
              return written(1);
            });

    assertThat(result.left().getFirst().reason()).isEqualTo("left: Precondition Failed");
    assertThat(s3.contents()).hasSize(1);
  }

  @Test
  void functionThatCannotBeInvokedEndsTheRedriveAtOnce() {
    IntStream.range(0, 100).forEach(this::refuse);

    assertThatThrownBy(
            () ->
                redrive(
                    payload -> {
                      throw new CommandException("lambda answers 403");
                    }))
        .isInstanceOf(CommandException.class);

    assertThat(sent).hasSizeLessThanOrEqualTo(4);
    assertThat(s3.contents()).hasSize(100);
  }

  @Test
  void interruptionLeavesTheRestUntried() {
    IntStream.range(0, 100).forEach(this::refuse);

    var result =
        redrive(
            payload -> {
              if (sent.size() == 10) {
                shutdown.request();
              }
              return written(1);
            });

    assertThat(result.written()).isEqualTo(sent.size()).isLessThan(20);
    assertThat(result.untried()).isEqualTo(100 - sent.size());
    assertThat(s3.contents()).hasSize(100 - sent.size());
  }

  @Test
  void whatIsNoJsonHasNoParts() {
    assertThatThrownBy(() -> new JsonSlice("{\"a\":[1,").member("b"))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new JsonSlice("").items()).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void partsAreAsTheyAreWritten() {
    var json =
        new JsonSlice(" {\"a\" : -1.50E+2 ,\"b\": \"\\ud800\" , \"c\":[ 1e400,{} , null ] } ");

    assertThat(json.member("a").orElseThrow().text()).isEqualTo("-1.50E+2");
    assertThat(json.member("b").orElseThrow().text()).isEqualTo("\"\\ud800\"");
    assertThat(json.member("c").orElseThrow().items())
        .extracting(JsonSlice::text)
        .containsExactly("1e400", "{}", "null");
  }
}
