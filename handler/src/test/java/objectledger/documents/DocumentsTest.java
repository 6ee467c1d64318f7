package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.TreeSet;
import objectledger.aws.FailureClassifier;
import objectledger.json.InvalidInputException;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves what is in the lake after a document, however often it is repeated and wherever S3 fails:
 * all of its rows once, or its refusal.
 */
class DocumentsTest {
  private static final String ORDERS =
      """
      {"tables":{"orders":{"columns":{"order_id":"bigint"},"partition":"day","base64":false},
        "hourly":{"columns":{},"partition":"hour","base64":true},
        "flat":{"columns":{},"partition":"none"}},"undeclared":"refuse"}""";

  private static final String ROWS = "tables/orders/date=2026-11-27/A-1.json";
  private static final String STATUS = "status/orders/A-1.json";
  private static final String REFUSAL = "refused/orders/A-1.json";

  private final FakeObjects s3 = new FakeObjects();
  private final Documents function = s3.function(ORDERS);

  private DocumentKey order(String body) {
    return s3.post("id=A-1", "orders", body);
  }

  private Set<String> written() {
    var keys = new TreeSet<>(s3.lake.keySet());
    keys.removeIf(key -> key.startsWith("declared/"));
    return keys;
  }

  @Test
  void storesRowsWithTheirSourceAndThenTheState() {
    var outcome = function.store(order("[{\"orderID\":\"1\"},{\"orderID\":2}]"));

    assertThat(outcome).isEqualTo(new Outcome.Stored(order(""), 2));
    assertThat(written()).containsExactly(STATUS, ROWS);
    assertThat(s3.lake.get(ROWS).text())
        .isEqualTo(
            """
            {"ingest_id":"A-1","ingest_time":"2026-11-27 23:59:58","order_id":1}
            {"ingest_id":"A-1","ingest_time":"2026-11-27 23:59:58","order_id":2}
            """);
    assertThat(s3.lake.get(ROWS).contentType()).isEqualTo("application/x-ndjson");
    assertThat(s3.lake.get(ROWS).metadata())
        .hasSize(2)
        .containsEntry("source-key", "id=A-1")
        .containsEntry("source-version", "v1");
    assertThat(s3.lake.get(STATUS).text())
        .isEqualTo(
            """
            {"success":true,"data":{"id":"A-1","table":"orders","state":"stored","rows":2}}
            """);
  }

  @Test
  void writesRowsToThePartitionOfTheirTable() {
    function.store(s3.post("upload=b", "hourly", "e30="));
    function.store(s3.post("id=c", "flat", "{}"));

    assertThat(written())
        .contains("tables/hourly/date=2026-11-27/hour=23/b.json", "tables/flat/c.json");
  }

  @Test
  void keepsARefusalWithItsPlaceAndNoRow() {
    var outcome = function.store(order("[{\"orderID\":1},{\"orderID\":\"x\"}]"));

    assertThat(outcome.fields()).containsEntry("reason", "type-mismatch");
    assertThat(written()).containsExactly(REFUSAL, STATUS);
    var said =
        "\"reason_code\":\"type-mismatch\",\"reason\":\"the column is declared as bigint, which cannot"
            + " hold this string without loss\",\"position\":{\"byte\":26,"
            + "\"path\":\"$.orderID\",\"row\":2}}";
    assertThat(s3.lake.get(REFUSAL).text())
        .isEqualTo(
            "{\"id\":\"A-1\",\"table\":\"orders\",\"bucket\":\"ingress-bucket\",\"key\":\"id=A-1\","
                + "\"version_id\":\"v1\","
                + said
                + "\n");
    assertThat(s3.lake.get(STATUS).text())
        .isEqualTo(
            "{\"success\":true,\"data\":{\"id\":\"A-1\",\"table\":\"orders\",\"state\":\"refused\","
                + said
                + "}\n");
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "id=a, none, TABLE_MISSING, refused/_none/a.json",
        "id=a, ../x, TABLE_INVALID, refused/_invalid/a.json",
        "id=a, a/b, TABLE_INVALID, refused/_invalid/a.json",
        "id=a, Orders, TABLE_INVALID, refused/_invalid/a.json",
        "id=a, 😀, TABLE_INVALID, refused/_invalid/a.json",
        "id=a, other, TABLE_UNDECLARED, refused/other/a.json",
        "id=a_b, orders, ID_INVALID, by its digest",
      })
  void refusesTablesAndIdsByTheirNames(String key, String table, ReasonCode code, String refusal) {
    var outcome = function.store(s3.post(key, table, "{}"));

    assertThat(((Outcome.Refused) outcome).refusal().code()).isEqualTo(code);
    var kept = written().stream().filter(each -> each.startsWith("refused/")).toList();
    assertThat(kept).hasSize(1);
    if (code == ReasonCode.ID_INVALID) {
      assertThat(kept.getFirst()).matches("refused/orders/[0-9a-f]{64}\\.json");
    } else {
      assertThat(kept).containsExactly(refusal);
    }
    assertThat(written()).noneMatch(each -> each.startsWith("tables/"));
    if (code != ReasonCode.TABLE_UNDECLARED) {
      assertThat(written()).noneMatch(each -> each.startsWith("status/"));
    }
    if (table != null) {
      assertThat(s3.lake.get(kept.getFirst()).text()).contains("\"table\":\"" + table + "\"");
    }
  }

  @Test
  void acceptsTablesThatAreNotDeclaredWhereTheValuesSaySo() {
    var accepting = s3.function("{\"tables\":{},\"undeclared\":\"accept\"}");

    var outcome = accepting.store(s3.post("id=a", "other", "{\"b\":1}"));

    assertThat(outcome).isInstanceOf(Outcome.Stored.class);
    assertThat(written()).contains("tables/other/date=2026-11-27/a.json");
  }

  @Test
  void repeatingADocumentChangesNothing() {
    function.store(order("{\"orderID\":1}"));
    var before = java.util.Map.copyOf(s3.lake);

    var outcome = function.store(order("{\"orderID\":1}"));

    assertThat(outcome).isEqualTo(new Outcome.Stored(order(""), 1));
    assertThat(s3.lake.keySet()).isEqualTo(before.keySet());
    before.forEach(
        (key, object) -> assertThat(s3.lake.get(key).content()).isEqualTo(object.content()));
  }

  @Test
  void repeatingARefusalChangesNothing() {
    function.store(order("[]"));
    var before = s3.lake.get(REFUSAL).text();

    var outcome = function.store(order("[]"));

    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    assertThat(s3.lake.get(REFUSAL).text()).isEqualTo(before);
  }

  @Test
  void refusesASecondVersionOfAnIdAndKeepsTheFirst() {
    function.store(order("{\"orderID\":1}"));

    var second = s3.post("id=A-1", "v2", "orders", "{\"orderID\":2}".getBytes(UTF_8));
    var outcome = function.store(second);

    assertThat(outcome.fields()).containsEntry("reason", "id-used");
    assertThat(s3.lake.get(ROWS).text()).contains("\"order_id\":1");
    assertThat(s3.lake.get(STATUS).text()).contains("\"state\":\"stored\"");
    assertThat(s3.lake.get(REFUSAL).text()).contains("\"version_id\":\"v2\"");
  }

  @Test
  void refusesAnUploadOfAnIdThatThePostHasUsed() {
    function.store(order("{\"orderID\":1}"));

    var outcome = function.store(s3.post("upload=A-1", "orders", "{\"orderID\":1}"));

    assertThat(outcome.fields()).containsEntry("reason", "id-used");
  }

  @Test
  void aGoodVersionAfterARefusedOneIsStored() {
    function.store(order("{"));

    var good = s3.post("id=A-1", "v2", "orders", "{\"orderID\":2}".getBytes(UTF_8));

    assertThat(function.store(good)).isInstanceOf(Outcome.Stored.class);
    assertThat(s3.lake.get(STATUS).text()).contains("\"state\":\"stored\"");
  }

  @Test
  void aVersionThatWasRemovedIsGone() {
    assertThat(function.store(new DocumentKey(FakeObjects.INGRESS, "id=x", "v9")))
        .isInstanceOf(Outcome.Gone.class);
    assertThat(written()).isEmpty();
  }

  @Test
  void declarationsThatAreMissingAreAFailureAndNoGoneDocument() {
    s3.lake.clear();

    assertThatThrownBy(() -> function.store(order("{}"))).isInstanceOf(S3Exception.class);
  }

  @Test
  void declarationsThatWereChangedAreAFailure() {
    s3.lake.replaceAll(
        (key, object) -> new FakeObjects.Stored("{}".getBytes(UTF_8), object.metadata(), ""));

    assertThatThrownBy(() -> function.store(order("{}")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has another content than its name says");
  }

  @Test
  void refusesToReadAnotherBucket() {
    assertThatThrownBy(() -> function.store(new DocumentKey("elsewhere", "id=x", "v1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("and not of elsewhere");
  }

  /** A document whose rows take three parts. */
  private static String large() {
    return "{\"text\":\"%s\"}\n".formatted("x".repeat(1 << 20)).repeat(20);
  }

  @Test
  void storesLargeRowsInPartsThatAppearAsOneObject() {
    var outcome = function.store(order(large()));

    assertThat(outcome).isEqualTo(new Outcome.Stored(order(""), 20));
    assertThat(s3.calls).filteredOn("part"::equals).hasSize(3);
    assertThat(s3.lake.get(ROWS).text().lines()).hasSize(20);
    assertThat(s3.lake.get(ROWS).metadata()).containsEntry("source-version", "v1");
    assertThat(s3.uploads).isEmpty();
  }

  @Test
  void leavesNoPartOfALargeDocumentThatIsRefusedAtItsEnd() {
    var outcome = function.store(order(large() + "{\"a\":1,\"a\":2}"));

    assertThat(outcome.fields()).containsEntry("reason", "duplicate-name");
    assertThat(s3.calls).contains("part", "abort");
    assertThat(s3.uploads).isEmpty();
    assertThat(written()).containsExactly(REFUSAL, STATUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get document",
        "get declared",
        "put tables",
        "put status",
        "head tables",
        "create",
        "part",
        "complete"
      })
  void anEventIsRepeatedUntilAllRowsAreThereOnceWhereverS3Refuses(String call) {
    for (var afterTheCall : new boolean[] {false, true}) {
      var other = new FakeObjects();
      var failing = other.function(ORDERS);
      var isLarge = "create part complete".contains(call);
      var key = other.post("id=A-1", "orders", isLarge ? large() : "{\"orderID\":1}");
      if (call.equals("head tables")) {
        // It is called only where the rows are there.
        failing.store(key);
      }
      other.faults =
          made ->
              made.equals(call)
                  ? new FakeObjects.Fault(afterTheCall, FakeObjects.failure(503, "SlowDown"))
                  : null;

      assertThatThrownBy(() -> failing.store(key))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> assertThat(FailureClassifier.kindOf(e)).isEqualTo(FailureKind.RETRY));
      other.faults = made -> null;
      var outcome = failing.store(key);

      assertThat(outcome).isInstanceOf(Outcome.Stored.class);
      assertThat(other.lake.get(ROWS).text().lines()).hasSize(isLarge ? 20 : 1);
      assertThat(other.lake.get(STATUS).text()).contains("\"state\":\"stored\"");
      assertThat(other.uploads.keySet()).hasSizeLessThanOrEqualTo(call.equals("create") ? 1 : 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"put refused", "put status"})
  void aRefusalIsRepeatedUntilItIsKept(String call) {
    s3.faults =
        made ->
            made.equals(call)
                ? new FakeObjects.Fault(false, FakeObjects.failure(503, "SlowDown"))
                : null;
    var key = order("[]");

    assertThatThrownBy(() -> function.store(key)).isInstanceOf(S3Exception.class);
    s3.faults = made -> null;
    function.store(key);

    assertThat(written()).containsExactly(REFUSAL, STATUS);
  }

  @Test
  void aCompletionWhoseResponseWasLostIsASuccess() {
    var failed = new boolean[1];
    s3.faults =
        made -> {
          if (!made.equals("complete") || failed[0]) {
            return null;
          }
          failed[0] = true;
          // As a retry of the call would answer.
          return new FakeObjects.Fault(true, FakeObjects.failure(404, "NoSuchUpload"));
        };

    assertThat(function.store(order(large()))).isEqualTo(new Outcome.Stored(order(""), 20));
  }

  @Test
  void anUploadThatIsGoneWithoutItsRowsIsAFailure() {
    s3.faults =
        made ->
            made.equals("complete")
                ? new FakeObjects.Fault(false, FakeObjects.failure(404, "NoSuchUpload"))
                : null;

    assertThatThrownBy(() -> function.store(order(large()))).isInstanceOf(S3Exception.class);
    assertThat(written()).isEmpty();
  }

  @Test
  void aConnectionThatBreaksIsAFailureAndNoDocumentThatIsCut() {
    s3.faults = made -> null;
    function.store(order("{}"));
    s3.connection = body -> new Breaking(new ByteArrayInputStream("[{},".getBytes(UTF_8)));

    assertThatThrownBy(() -> function.store(s3.post("id=B", "orders", "[{},{}]")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the document could not be read: reset");
    assertThat(written()).noneMatch(key -> key.contains("B.json"));
  }

  @Test
  void aBodyThatEndsEarlyIsAFailureAndNoDocumentThatIsCut() {
    function.store(order("{}"));
    s3.connection = body -> new ByteArrayInputStream("[{},".getBytes(UTF_8));

    assertThatThrownBy(() -> function.store(s3.post("id=B", "orders", "[{},{}]")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("S3 sent 4 of 7 bytes");
  }

  private static final class Breaking extends FilterInputStream {
    Breaking(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      var count = super.read(buffer, offset, length);
      if (count < 0) {
        throw new IOException("reset");
      }
      return count;
    }
  }
}
