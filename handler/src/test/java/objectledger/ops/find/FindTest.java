package objectledger.ops.find;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import objectledger.aws.LatestDocumentKey;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.ObjectLockSetting;
import objectledger.ops.Source;
import objectledger.ops.Stacks;
import objectledger.ops.UtcTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CloudWatchLogsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Proves that a person who has a key or a request's id gets all that the ledger has of it. */
class FindTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:05:00Z");
  private static final String KEY = "a \"quoted\"/Köln\u202e.txt";

  private final LedgerBucket ledger = new LedgerBucket();
  private final FunctionLines log = new FunctionLines();
  private final List<Source> sources = new ArrayList<>(List.of(Stacks.source("source", "source")));
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private boolean keepsLatest = true;

  @Test
  void recordsOfAKeyFollowItsLatestDocumentInTheOrderOfEvents() {
    ledger.latest(KEY, NOW, "{\"revision\":7}");
    ledger.journal(
        "2026-11-27", "09", "segment", record("2", KEY, "02", "r2"), record("x", "b", "", "r"));
    ledger.journal("2026-11-27", "10", "three", record("3", KEY, "03", "r3"));
    ledger.journal("2026-11-27", "09", "one", record("1", KEY, "01", "r1"));

    assertThat(find(KEY, "", 1000)).isZero();

    assertThat(text())
        .containsSubsequence(
            "latest  s3://ledger/latest/source=source/",
            "\"revision\" : 7",
            "record  2026-11-27T09:00:01.500Z  ObjectCreated:Put  s3://ledger/journal/source=source/"
                + "date=2026-11-27/hour=09/one.json",
            "\"record_id\" : \"1\"",
            "hour=09/segment.json",
            "hour=10/three.json",
            "3 records of \"s3://source/a \\\"quoted\\\"/Köln\\u202E.txt\" in the journal from"
                + " 2026-11-26T10:00:00Z to 2026-11-27T10:05:00Z, of 3 objects read")
        .doesNotContain("\u202e", "\"record_id\" : \"x\"");
  }

  @Test
  void whatTheFunctionSaidOfTheObjectFollowsItsRecords() {
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    log.lines.add(
        "{\"level\":\"INFO\",\"message\":\"recorded\",\"bucket\":\"source\",\"key\":\"k\"}");
    log.lines.add(
        "{\"level\":\"INFO\",\"message\":\"recorded\",\"bucket\":\"source\",\"key\":\"kk\"}");

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text())
        .containsSubsequence(
            "record  2026-11-27T09:00:01.500Z",
            "log     2026-11-27T10:05:00.000Z INFO  handler   recorded bucket=source key=k\n",
            "1 log line names s3://source/k from 2026-11-27T08:59:01Z to 2026-11-27T09:15:01Z")
        .doesNotContain("key=kk");
  }

  @Test
  void objectWithoutARecordIsLookedForInTheLogOfTheLastHour() {
    log.lines.add(
        "{\"level\":\"ERROR\",\"message\":\"not recorded\",\"object\":\"\\\"s3://source/k\\\"\",\"cause\":\"no\"}");

    assertThat(find("k", "", 1000)).isEqualTo(1);

    assertThat(text()).contains("ERROR handler   not recorded object=\"s3://source/k\" cause=no");
  }

  @Test
  void logThatMayNotBeReadHidesNoRecord() {
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    log.isDenied = true;

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text()).contains("1 record of", "the log was not read: ");
  }

  @Test
  void requestLeadsToEachOfItsRecords() {
    ledger.journal("2026-11-27", "08", "s", record("1", "a", "", "R"), record("2", "b", "", "R"));
    ledger.journal("2026-11-27", "09", "o", record("3", "c", "", "other"));

    assertThat(find("", "R", 1000)).isZero();

    assertThat(text())
        .contains("2 records of the request \"R\" in the journal")
        .doesNotContain("latest ", "\"record_id\" : \"3\"");
  }

  @Test
  void recordThatStandsInTwoSegmentsIsPrintedOnce() {
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    ledger.journal(
        "2026-11-27", "09", "b", record("1", "k", "01", "r"), record("2", "k", "02", "r"));

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text()).contains("2 records of").containsOnlyOnce("\"record_id\" : \"1\"");
  }

  @Test
  void hourOfAnOlderLatestDocumentIsReadToo() {
    ledger.latest("old", Instant.parse("2026-03-01T00:00:10Z"), "{}");
    ledger.journal("2026-02-28", "23", "late", record("1", "old", "01", "r"));

    assertThat(find("old", "", 1000)).isZero();

    assertThat(text()).contains("1 record of", "hour=23/late.json");
  }

  @Test
  void documentThatAStackLeftBehindIsNotShownWhereItKeepsNone() {
    keepsLatest = false;
    ledger.latest("k", NOW, "{\"revision\":7}");

    assertThat(find("k", "", 1000)).isEqualTo(1);

    assertThat(text())
        .contains("latest  none: this stack keeps none", "no records of")
        .doesNotContain("revision");
  }

  @Test
  void withoutLatestTheHourAtWhichTheObjectWasWrittenIsReadToo() {
    keepsLatest = false;
    ledger.sourceObject("old", Instant.parse("2026-03-01T00:00:10Z"));
    ledger.journal("2026-03-01", "00", "then", record("1", "old", "01", "r"));

    assertThat(find("old", "", 1000)).isZero();

    assertThat(text()).contains("latest  none: this stack keeps none", "hour=00/then.json");
  }

  @Test
  void sourceThatMayNotBeReadOnlyLeavesItsHourOut() {
    keepsLatest = false;
    ledger.isSourceDenied = true;
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text()).contains("1 record of");
  }

  @Test
  void nothingFoundIsNoSuccessAndSaysWhereToLook() {
    ledger.journal("2026-11-20", "09", "older", record("1", "k", "01", "r"));

    assertThat(find("k", "", 1000)).isEqualTo(1);

    assertThat(text())
        .contains("latest  none: no event of it is recorded")
        .contains("no records of \"s3://source/k\" in the journal from 2026-11-26T10:00:00Z")
        .contains("to look further back, add: SINCE=2026-11-19")
        .contains("make failures ENV=test", "make logs ENV=test SINCE=1h");
  }

  @Test
  void limitCutsOffTheOldestHoursAndIsSaid() {
    ledger.journal("2026-11-27", "10", "new", record("2", "k", "02", "r"));
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    ledger.journal("2026-11-27", "09", "b", record("0", "k", "00", "r"));

    assertThat(find("k", "", 2)).isZero();

    assertThat(text())
        .contains("2 records of", "of 2 objects read", "that was the limit: raise LIMIT=2")
        .doesNotContain("hour=09/b.json");
  }

  @Test
  void listingGoesOnAfterItsFirstPage() {
    for (var i = 0; i < 25; i++) {
      ledger.journal("2026-11-27", "09", "n" + i, record("id" + i, "k", "0" + i, "r"));
    }

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text()).contains("25 records of", "of 25 objects read");
  }

  @Test
  void latestDocumentIsNoAnswerToTheQuestionForARequest() {
    ledger.latest("k", NOW, "{}");
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "other"));

    assertThat(find("k", "R", 1000)).isEqualTo(1);
    assertThat(find("k", "", 1000)).isZero();
  }

  @Test
  void keyThatBeginsWithItsBucketIsSaidToBeNone() {
    assertThat(find("s3://source/a b.csv", "", 1000)).isEqualTo(1);

    assertThat(text()).contains("a key is what follows the bucket: KEY=a b.csv");
  }

  @Test
  void everySourceIsSearchedAndNamedWhereThereAreSeveral() {
    sources.add(Stacks.source("orders", "bucket-of-orders"));
    sources.add(Stacks.source("empty", "bucket-of-nothing"));
    ledger.latest("k", NOW, "{\"revision\":1}");
    ledger.latest("bucket-of-orders", "k", Instant.parse("2026-03-01T00:00:10Z"), "{}");
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    ledger.journalOf("bucket-of-orders", "2026-11-27", "10", "b", record("2", "k", "01", "r"));
    ledger.journalOf("bucket-of-orders", "2026-02-28", "23", "c", record("3", "k", "00", "r"));
    // Nothing of a source is read in the hour of another one's document.
    ledger.journal("2026-02-28", "23", "d", record("4", "k", "00", "r"));

    assertThat(find("k", "", 1000)).isZero();

    assertThat(text())
        .contains(
            "latest  orders  s3://ledger/latest/source=bucket-of-orders/k.json",
            "latest  source  s3://ledger/latest/source=source/k.json",
            "latest  none in empty: no event of it is recorded",
            "ObjectCreated:Put  source  s3://ledger/journal/source=source/",
            "ObjectCreated:Put  orders  s3://ledger/journal/source=bucket-of-orders/",
            "3 records of the key \"k\" in 3 sources in the journal from 2026-11-26T10:00:00Z")
        .doesNotContain("\"record_id\" : \"4\"");
  }

  @Test
  void namedSourceIsTheOnlyOneThatIsSearched() {
    sources.add(Stacks.source("orders", "bucket-of-orders"));
    ledger.journal("2026-11-27", "09", "a", record("1", "k", "01", "r"));
    ledger.journalOf("bucket-of-orders", "2026-11-27", "09", "b", record("2", "k", "01", "r"));

    assertThat(find("k", "", 1000, "orders")).isZero();

    assertThat(text())
        .contains("latest  none in orders", "1 record of \"s3://bucket-of-orders/k\" in the")
        .doesNotContain("source=source/");
  }

  @Test
  void limitIsThatOfAllSourcesTogetherAndCutsOffTheOldestHours() {
    sources.add(Stacks.source("orders", "bucket-of-orders"));
    ledger.journalOf("bucket-of-orders", "2026-11-27", "09", "b", record("2", "k", "01", "r"));
    ledger.journal("2026-11-27", "10", "a", record("1", "k", "01", "r"));

    assertThat(find("k", "", 1)).isZero();

    assertThat(text())
        .contains(
            "1 record of", "of 1 objects read", "that was the limit", "\"record_id\" : \"1\"");
  }

  @Test
  void timeIsADateOrATimeInUtc() {
    assertThat(UtcTime.parse("SINCE", "2026-01-31T09:30")).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(UtcTime.parse("SINCE", "2026-01-31T09:30Z")).isEqualTo("2026-01-31T09:30:00Z");
    assertThat(UtcTime.parse("SINCE", "2026-01-31")).isEqualTo("2026-01-31T00:00:00Z");
    assertThat(UtcTime.parse("SINCE", "2026-01-31T09:30:00Z")).isEqualTo("2026-01-31T09:30:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-01", "2026-01-31T09", "31.01.2026"})
  void whatIsNoTimeIsRefusedWithWhatToType(String text) {
    assertThatThrownBy(() -> UtcTime.parse("SINCE", text))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(
            "SINCE is \"" + text + "\": write a date in UTC, as SINCE=2026-01-31");
  }

  private int find(String key, String requestId, int limit) {
    return find(key, requestId, limit, "");
  }

  private int find(String key, String requestId, int limit, String label) {
    var stack = Stacks.of("ledger", keepsLatest, sources.toArray(Source[]::new));
    var deployment =
        new DeployedStack(
            stack,
            "123456789012",
            "",
            "",
            Map.of(),
            "",
            Optional.empty(),
            ObjectLockSetting.NONE,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    var wanted = new FindRequest(key, requestId, NOW.minusSeconds(86_400), NOW, limit);
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new Find(ledger, log, deployment, stack.sources().selected(label), wanted, out).run();
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static String record(String id, String key, String number, String request) {
    return new String(
        JsonWriter.toLine(
            new TreeMap<>(
                Map.of(
                    "record_id", id,
                    "record_timestamp", "2026-11-27T09:00:01.500Z",
                    "event_name", "ObjectCreated:Put",
                    "key", key,
                    "sequence_number", number,
                    "request_id", request))),
        StandardCharsets.UTF_8);
  }

  /** The log of the function, which gives every line whatever is asked. */
  private static final class FunctionLines implements CloudWatchLogsClient {
    private final List<String> lines = new ArrayList<>();
    private boolean isDenied;

    @Override
    public FilterLogEventsResponse filterLogEvents(FilterLogEventsRequest request) {
      assertThat(request.logGroupName()).isEqualTo("/aws/lambda/f");
      if (isDenied) {
        throw CloudWatchLogsException.builder().message("not authorized").statusCode(400).build();
      }
      return FilterLogEventsResponse.builder()
          .events(
              lines.stream()
                  .map(
                      line ->
                          FilteredLogEvent.builder()
                              .eventId(line)
                              .timestamp(NOW.toEpochMilli())
                              .message(line)
                              .build())
                  .toList())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  /** A ledger bucket that lists ten keys a page. */
  private static final class LedgerBucket implements S3Client {
    private record Stored(String text, Instant modified) {}

    private final Map<String, Stored> objects = new ConcurrentSkipListMap<>();

    private final Map<String, Instant> sourceObjects = new TreeMap<>();
    private boolean isSourceDenied;

    void latest(String key, Instant modified, String text) {
      latest("source", key, modified, text);
    }

    void sourceObject(String key, Instant modified) {
      sourceObjects.put(key, modified);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      assertThat(request.bucket()).isEqualTo("source");
      assertThat(request.expectedBucketOwner()).isEqualTo("123456789012");
      var modified = sourceObjects.get(request.key());
      if (isSourceDenied || modified == null) {
        throw S3Exception.builder().statusCode(isSourceDenied ? 403 : 404).build();
      }
      return HeadObjectResponse.builder().lastModified(modified).build();
    }

    void latest(String bucket, String key, Instant modified, String text) {
      objects.put(LatestDocumentKey.of(bucket, key), new Stored(text, modified));
    }

    void journal(String date, String hour, String name, String... lines) {
      journalOf("source", date, hour, name, lines);
    }

    void journalOf(String bucket, String date, String hour, String name, String... lines) {
      var folder = "journal/source=%s/date=%s/hour=%s/".formatted(bucket, date, hour);
      objects.put(folder + name + ".json", new Stored(String.join("", lines), NOW));
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
      assertThat(request.expectedBucketOwner()).isEqualTo("123456789012");
      var after = request.continuationToken() == null ? "" : request.continuationToken();
      var keys =
          objects.keySet().stream()
              .filter(key -> key.startsWith(request.prefix()) && key.compareTo(after) > 0)
              .toList();
      var page = keys.subList(0, Math.min(10, keys.size()));
      return ListObjectsV2Response.builder()
          .contents(page.stream().map(key -> S3Object.builder().key(key).build()).toList())
          .isTruncated(page.size() < keys.size())
          .nextContinuationToken(page.isEmpty() ? null : page.getLast())
          .build();
    }

    @Override
    public <R> R getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
      var stored = objects.get(request.key());
      if (stored == null) {
        throw NoSuchKeyException.builder().statusCode(404).build();
      }
      var response = GetObjectResponse.builder().lastModified(stored.modified()).build();
      var body =
          ResponseBytes.fromByteArray(response, stored.text().getBytes(StandardCharsets.UTF_8))
              .asInputStream();
      try {
        return transformer.transform(response, AbortableInputStream.create(body));
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
