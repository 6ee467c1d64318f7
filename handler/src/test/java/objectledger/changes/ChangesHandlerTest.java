package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;

/** Proves what the function writes, keeps, answers and logs for a batch. */
class ChangesHandlerTest {
  private static final String KEYS = "{\"id\":{\"S\":\"secret\"}}";
  private static final String NO_FAILURE = "{\"batchItemFailures\":[]}";

  private final List<List<Row>> written = new ArrayList<>();
  private List<RejectedRow> rejected = List.of();
  private RuntimeException down;
  private final ChangesFixture function =
      new ChangesFixture(
          ChangesFixture.declarations(),
          (rows, deadline) -> {
            if (down != null) {
              throw down;
            }
            written.add(rows);
            var answer = rejected;
            rejected = List.of();
            return answer;
          });

  private static String put(String number, String id) {
    return StreamEvents.dynamo(
        "INSERT",
        number,
        "{\"id\":{\"S\":\"%s\"}}".formatted(id),
        "{\"id\":{\"S\":\"%s\"},\"n\":{\"N\":\"%s\"}}".formatted(id, number));
  }

  private static String poison(String number) {
    return StreamEvents.dynamo("INSERT", number, KEYS, "{\"id\":{\"S\":\"a\\u0000secret\"}}");
  }

  private List<String> keys(int batch) {
    return written.get(batch).stream().map(row -> String.join(",", row.key())).toList();
  }

  @Test
  void writesTheNewestChangeOfEachKeyInTheOrderOfTheKeys() {
    var answer =
        function.answer(
            StreamEvents.batch(
                put("1", "b"), put("3", "a"), put("2", "a"), put("4", "\uFB00"), put("5", "😀")));

    assertThat(answer).isEqualTo(NO_FAILURE);
    assertThat(keys(0)).containsExactly("a", "b", "\uFB00", "😀");
    assertThat(written.getFirst().getFirst().values()).containsExactly("{\"id\":\"a\",\"n\":3}");
    assertThat(written.getFirst().getFirst().seq()).isEqualTo("0000-" + "0".repeat(39) + "3");
    assertThat(function.log())
        .contains("\"message\":\"changes written\",\"label\":\"orders\",\"records\":5,\"keys\":4");
  }

  @Test
  void opensOneSinkForALabel() {
    function.answer(StreamEvents.batch(put("1", "a")));
    function.answer(StreamEvents.batch(put("2", "b")));

    assertThat(function.opened).hasSize(1);
  }

  @Test
  void aRefusedRecordIsKeptWithItsCauseAndTheStreamGoesOn() {
    var answer = function.answer(StreamEvents.batch(put("1", "a"), poison("2"), put("3", "b")));

    assertThat(answer).isEqualTo(NO_FAILURE);
    assertThat(keys(0)).containsExactly("a", "b");
    assertThat(function.objects).hasSize(1);
    var kept = function.objects.values().iterator().next();
    assertThat(kept)
        .startsWith(
            "{\"label\":\"orders\",\"stream\":\""
                + StreamEvents.TABLE_STREAM
                + "\","
                + "\"sequence_number\":\"2\",\"event_id\":\"e2\","
                + "\"reason_code\":\"value-not-unicode\"")
        .endsWith(",\"record\":" + poison("2") + "}\n");
    assertThat(function.log())
        .contains("\"level\":\"WARN\",\"message\":\"change refused\",\"label\":\"orders\"")
        .contains("\"reason_code\":\"value-not-unicode\",\"reason\":\"column data: ")
        .doesNotContain("secret");
  }

  @Test
  void theSameRefusalIsTheSameObjectAtEachAttempt() {
    function.answer(StreamEvents.batch(poison("2")));
    var first = Map.copyOf(function.objects);
    function.answer(StreamEvents.batch(put("1", "a"), poison("2")));

    assertThat(function.objects).isEqualTo(first);
    assertThat(first.keySet()).allMatch(key -> key.matches("refused/orders/[0-9a-f]{64}\\.json"));
  }

  @Test
  void namesTheFirstRecordThatIsNotWritten() {
    down = new FailureException(FailureKind.FORBIDDEN, "SQLSTATE 28P01");

    var answer = function.answer(StreamEvents.batch(poison("1"), put("2", "a"), put("3", "b")));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"2\"}]}");
    assertThat(function.objects).hasSize(1);
    assertThat(function.log())
        .contains("\"level\":\"ERROR\",\"message\":\"changes not written\",\"label\":\"orders\"")
        .contains("\"fault\":\"FORBIDDEN\",\"reason\":\"SQLSTATE 28P01\"");
  }

  @Test
  void aRefusalThatCannotBeKeptIsAFailure() {
    function.answer(StreamEvents.batch(put("1", "a")));
    function.fault = new IllegalStateException("S3 is down");

    var answer = function.answer(StreamEvents.batch(put("2", "a"), poison("3"), put("4", "b")));

    assertThat(answer).isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"3\"}]}");
    assertThat(keys(1)).containsExactly("a", "b");
  }

  @Test
  void allFailsWhileTheDeclarationsCannotBeRead() {
    function.fault = new IllegalStateException("S3 is down");

    assertThat(function.answer(StreamEvents.batch(put("7", "a"), put("8", "b"))))
        .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"7\"}]}");

    function.fault = null;
    assertThat(function.answer(StreamEvents.batch(put("7", "a"), put("8", "b"))))
        .isEqualTo(NO_FAILURE);
  }

  @Test
  void writesTheChangeBeforeTheOneThatTheDatabaseRefuses() {
    rejected = List.of(new RejectedRow(0, "database-refused", "SQLSTATE 23514"));

    var answer =
        function.answer(StreamEvents.redrive(List.of(put("1", "a"), put("2", "a"), put("3", "b"))));

    assertThat(answer)
        .isEqualTo(
            "{\"batchItemFailures\":[],\"refused\":[{\"sequence_number\":\"2\","
                + "\"reason_code\":\"database-refused\",\"reason\":\"SQLSTATE 23514\"}],"
                + "\"written\":2}");
    assertThat(written.get(1)).singleElement().extracting(Row::seq).asString().endsWith("1");
    assertThat(function.objects).hasSize(1);
  }

  @Test
  void aRecordOfAnUnknownStreamIsRefused() {
    var record = put("1", "a").replace("table/orders", "table/gone");

    assertThat(function.answer(StreamEvents.batch(record))).isEqualTo(NO_FAILURE);

    assertThat(function.objects).hasSize(1);
    assertThat(function.objects.keySet().iterator().next()).startsWith("refused/_none/");
    assertThat(function.objects.values().iterator().next())
        .contains("\"reason_code\":\"unknown-stream\"");
  }

  @Test
  void throwsForWhatIsNoBatchOfAStream() {
    for (var request :
        List.of(
            "{}",
            "[]",
            "secret",
            "",
            "{\"Records\":{}}",
            "{\"Records\":[{\"eventID\":\"1\"}]}",
            "{\"Records\":[1]}",
            "{\"Records\":[",
            StreamEvents.batch(put("1", "a")) + "x")) {
      assertThatThrownBy(() -> function.answer(request))
          .isInstanceOf(ChangesNotWrittenException.class)
          .hasMessageStartingWith("1 of 1 events not written: \"payload\" PERMANENT: ")
          .hasMessageNotContaining("secret");
    }
    assertThat(function.log()).contains("\"fault\":\"PERMANENT\"").doesNotContain("secret");
  }

  /** Names of 64 KB and items of 400 KB are DynamoDB's own limits. */
  @Test
  void writesTheLargestItemsAndBatches() {
    var name = "n".repeat(65_535);
    var image = "{\"id\":{\"S\":\"a\"},\"%s\":{\"S\":\"%s\"}}".formatted(name, "x".repeat(330_000));
    var records = new ArrayList<String>();
    for (var number = 1; number < 10_000; number++) {
      records.add(put(String.valueOf(number), "k" + number % 1_000));
    }
    records.add(StreamEvents.dynamo("INSERT", "10000", KEYS, image));

    assertThat(function.answer(StreamEvents.batch(records))).isEqualTo(NO_FAILURE);
    assertThat(written.getFirst()).hasSize(1_001);
    assertThat(function.objects).isEmpty();
  }

  @Test
  void keepsEachOfAThousandRefusedRecords() {
    var records = new ArrayList<String>();
    for (var number = 1; number <= 1_000; number++) {
      records.add(poison(String.valueOf(number)));
    }

    assertThat(function.answer(StreamEvents.batch(records))).isEqualTo(NO_FAILURE);
    assertThat(function.objects).hasSize(1_000);
  }

  @Test
  void anEmptyBatchIsDone() {
    assertThat(function.answer("{\"Records\":[]}")).isEqualTo(NO_FAILURE);
    assertThat(written).isEmpty();
  }

  @Test
  void namesAllSettingsThatAreWrong() {
    assertThatThrownBy(
            () ->
                ChangesSettings.from(
                    Map.of("CHANGES_BUCKET", "X", "BUCKET_OWNER", "12", "DECLARATIONS", "x")))
        .hasMessageContaining("CHANGES_BUCKET is \"X\"")
        .hasMessageContaining("BUCKET_OWNER is \"12\"")
        .hasMessageContaining("DECLARATIONS is \"x\"")
        .hasMessageContaining("AWS_REGION is missing");
  }

  @Test
  void primingHandlesEachKindAndKeepsARefusalInTheStubAlone() throws Exception {
    var settings =
        ChangesSettings.from(
            Map.of(
                "CHANGES_BUCKET", "changes-bucket",
                "BUCKET_OWNER", "111122223333",
                "DECLARATIONS", "declared/" + "0".repeat(64) + ".json",
                "AWS_REGION", "eu-west-1"));
    var answers = new java.io.ByteArrayOutputStream();
    var log = objectledger.lambda.Log.silent(objectledger.lambda.Log.Level.INFO);

    new PrimingChanges(
            settings,
            (changes, request, out, deadline) ->
                new ChangesHandler(changes, log).handle(request, answers, deadline))
        .write(function, true);

    assertThat(answers.toString(UTF_8).trim()).isEqualTo(NO_FAILURE);
    assertThat(function.objects.values())
        .singleElement()
        .asString()
        .contains("\"reason_code\":\"not-json\"");
  }
}
