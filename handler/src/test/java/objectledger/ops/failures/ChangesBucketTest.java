package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import objectledger.ops.query.FakeBuckets;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Proves that all that was not written is listed by its cause, whatever else is in the bucket. */
class ChangesBucketTest {
  private static final String BATCHES = "aws/lambda/0aa/shardId-01/2026/11/28/2026-11-28T01.00.00-";

  private final FakeBuckets s3 = new FakeBuckets();
  private final ChangesBucket bucket = new ChangesBucket(s3, TestChanges.FUNCTION, "111122223333");
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private void refuse(String label, String number, String code) {
    s3.put(
        "refused/%s/%s.json".formatted(label, number),
        TestChanges.refusal(label, number, code).getBytes(StandardCharsets.UTF_8),
        Instant.parse("2026-11-28T01:00:0%s.5Z".formatted(number.substring(0, 1))));
  }

  private void giveUp(String id, int first, int count) {
    var stream = TestChanges.TABLE + "/stream/2026-11-28T00:00:00.000";
    s3.put(BATCHES + id, TestChanges.batch("DDBStreamBatchInfo", stream, first, count));
  }

  private String report(ChangesBucket.Read read, boolean all) {
    var report = new ChangesReport(new PrintStream(printed, true, StandardCharsets.UTF_8), all);
    report.print(read.failed());
    report.printRest(read, 100);
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void listsBothKindsByCauseTheMostFrequentFirst() {
    refuse("orders", "1", "value-out-of-range");
    refuse("payments", "2", "value-out-of-range");
    refuse("orders", "3", "key-missing");
    giveUp("a", 100, 3);
    s3.put("declared/1.json", "{}");

    assertThat(report(bucket.read("", 100), false))
        .isEqualTo(
            """

            3 × the log has no cause for it: Lambda gave it up: RetryAttemptsExhausted
              2026-11-28T01:00:00Z  orders  3 changes  shardId-01 100 to 102

            2 × value-out-of-range
              of orders 1, payments 1
              2026-11-28T01:00:01Z  orders  1
                the reason of 1
              2026-11-28T01:00:02Z  payments  2
                the reason of 2

            1 × key-missing
              2026-11-28T01:00:03Z  orders  3
                the reason of 3
            """);
  }

  @Test
  void readsOneLabelOfBothKindsOnly() {
    refuse("orders", "1", "key-missing");
    refuse("payments", "2", "key-missing");
    giveUp("a", 100, 1);
    s3.put(
        "aws/lambda/0bb/shardId-01/k",
        TestChanges.batch("KinesisBatchInfo", TestChanges.STREAM, 200, 2));

    assertThat(bucket.read("orders", 100).failed())
        .extracting(FailedChanges::label, FailedChanges::place)
        .containsExactly(tuple("orders", "1"), tuple("orders", "shardId-01 100"));
    assertThat(bucket.read("payments", 100).failed())
        .extracting(FailedChanges::count, FailedChanges::place)
        .containsExactly(tuple(1L, "2"), tuple(2L, "shardId-01 200 to 201"));
  }

  @Test
  void batchOfAReplacedStreamHasTheLabelOfItsMapping() {
    s3.put(BATCHES + "a", TestChanges.batch("DDBStreamBatchInfo", "arn:other", 1, 1));
    s3.put("aws/lambda/0cc/s/b", TestChanges.batch("DDBStreamBatchInfo", "arn:other", 1, 1));

    assertThat(bucket.read("", 100).failed())
        .extracting(FailedChanges::label)
        .containsExactly("orders", "_none");
    assertThat(bucket.read("_none", 100).failed()).hasSize(1);
  }

  @Test
  void namesWhatCannotBeReadAndListsTheOthers() {
    s3.put("refused/orders/1.json", "no JSON");
    s3.put("refused/orders/2.json", "{\"label\":\"orders\"}");
    s3.put("refused/orders/3.json", "{\"label\":[],\"reason_code\":{},\"record\":1}");
    s3.put("refused/orders/4.json", "");
    s3.put(BATCHES + "a", "{\"payload\":\"x\"}");
    s3.put(BATCHES + "b", "{\"KinesisBatchInfo\":{}}");
    s3.put(BATCHES + "c", "[".repeat(2_000));
    s3.put(BATCHES + "d", "{\"a\":".repeat(900) + "1" + "}".repeat(900));
    refuse("orders", "5", "key-missing");
    refuse("orders", "6", "key-missing");
    s3.refused = "refused/orders/5.json";

    var read = bucket.read("", 100);

    assertThat(read.failed()).extracting(FailedChanges::place).containsExactly("6");
    assertThat(read.unreadable()).hasSize(9);
    assertThat(report(read, false))
        .contains("9 objects cannot be read:")
        .contains("refused/orders/1.json: it is not JSON")
        .contains("refused/orders/2.json: it has no record")
        .contains("refused/orders/5.json: Access Denied");
  }

  @Test
  void readsPageByPageNoMoreOfAKindThanTheLimitAndSaysSo() {
    for (var number = 1; number <= 9; number++) {
      refuse("orders", "" + number, "key-missing");
      giveUp("" + number, number, 1);
    }

    var some = bucket.read("", 5);

    assertThat(some.failed()).hasSize(10);
    assertThat(some.isWhole()).isFalse();
    assertThat(report(some, false)).contains("there are more than 100: raise LIMIT=");
    assertThat(bucket.read("", 9).isWhole()).isTrue();
  }

  @Test
  void namesTenOfACauseAndAllOnRequest() {
    for (var number = 10; number < 22; number++) {
      refuse("orders", "" + number, "key-missing");
    }

    assertThat(report(bucket.read("", 100), false)).contains("… and 2 more: ALL=1 names them");
    printed.reset();
    assertThat(report(bucket.read("", 100), true)).contains("orders  21").doesNotContain("more");
  }

  @Test
  void showsNoControlCharacter() {
    s3.put(
        "refused/_none/1.json",
        TestChanges.refusal("", "\\u001b[2J", "\\u001b[2J").replace("\"label\":\"\",", ""));

    assertThat(report(bucket.read("", 100), false))
        .doesNotContain("\u001b")
        .contains("\\u001b[2J", "(no label)");
  }

  @Test
  void objectThatHasChangedIsNotDeleted() {
    refuse("orders", "1", "key-missing");
    var key = "refused/orders/1.json";
    var stored = bucket.load(key).orElseThrow();
    refuse("orders", "1", "key-invalid");

    assertThatThrownBy(() -> bucket.remove(key, stored.tag())).isInstanceOf(S3Exception.class);
    assertThat(s3.contents()).containsKey(key);

    bucket.remove(key, bucket.load(key).orElseThrow().tag());
    assertThat(s3.contents()).isEmpty();
  }

  @Test
  void namesEachObjectByItsKeyWhereAllAreAskedFor() {
    refuse("orders", "1", "key-missing");

    assertThat(report(bucket.read("", 100), true)).contains("    refused/orders/1.json\n");
  }

  @Test
  void saysWhereTheCauseOfABatchIsThatLambdaTriesAgain() {
    new ChangesReport(new PrintStream(printed, true, StandardCharsets.UTF_8), false)
        .printUnderWay("make logs ENV=prod FUNCTION=changes");

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            a batch that Lambda still tries is not counted. Its cause is in the log:
              make logs ENV=prod FUNCTION=changes
            """);
  }
}
