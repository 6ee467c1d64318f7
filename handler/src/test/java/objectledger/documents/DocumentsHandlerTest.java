package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Instant;
import java.util.Map;
import objectledger.TestContext;
import objectledger.lambda.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Proves what the function answers, logs and throws for an event. */
class DocumentsHandlerTest {
  private static final String ANY = "{\"tables\":{},\"undeclared\":\"accept\"}";

  private final FakeObjects s3 = new FakeObjects();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final DocumentsHandler handler =
      new DocumentsHandler(
          s3.function(ANY),
          new Log(new PrintStream(logged, true, UTF_8), () -> Instant.EPOCH, Log.Level.INFO));

  private static String event(String key) {
    return """
        {"version":"0","source":"aws.s3","detail-type":"Object Created","detail":{"bucket":{"name":
        "ingress-bucket"},"object":{"key":"%s","size":1,"version-id":"v1"}}}"""
        .formatted(key);
  }

  private String answer(String event, int millis) throws IOException {
    var out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), out, TestContext.withTimeLeft(millis));
    return out.toString(UTF_8);
  }

  @Test
  void answersAndLogsWhatWasStored() throws IOException {
    s3.post("id=a", "t", "{}{}");

    assertThat(answer(event("id=a"), 10_000))
        .isEqualTo("{\"outcomes\":[{\"key\":\"id=a\",\"state\":\"stored\",\"rows\":2}]}\n");
    assertThat(logged.toString(UTF_8)).contains("\"level\":\"INFO\",\"message\":\"stored\"");
  }

  @Test
  void aRefusalIsASuccessWithOneWarning() throws IOException {
    s3.post("id=a", "t", "{\"a\":\"secret\",\"a\":1}");

    assertThat(answer(event("id=a"), 10_000))
        .isEqualTo(
            "{\"outcomes\":[{\"key\":\"id=a\",\"state\":\"refused\",\"reason\":\"duplicate-name\"}]}\n");
    assertThat(logged.toString(UTF_8).lines()).hasSize(1);
    assertThat(logged.toString(UTF_8))
        .contains("\"level\":\"WARN\",\"message\":\"document refused\"")
        .contains("\"reason_code\":\"duplicate-name\"")
        .doesNotContain("secret");
  }

  @Test
  void aDocumentThatWasRemovedIsGone() throws IOException {
    assertThat(answer(event("id=a"), 10_000)).contains("\"state\":\"gone\"");
  }

  @Test
  void aFailureIsLoggedAndThrownInTheFormOfTheLedgers() {
    s3.post("id=a", "t", "{}");
    s3.faults = call -> new FakeObjects.Fault(false, FakeObjects.failure(403, "AccessDenied"));

    assertThatThrownBy(() -> answer(event("id=a"), 10_000))
        .isInstanceOf(DocumentNotStoredException.class)
        .hasMessageStartingWith(
            "1 of 1 events not stored: \"s3://ingress-bucket/id=a\" FORBIDDEN: ");
    assertThat(logged.toString(UTF_8))
        .contains("\"level\":\"ERROR\",\"message\":\"not stored\"")
        .contains("\"fault\":\"FORBIDDEN\"");
  }

  @Test
  void anEventOfSomethingElseIsAPermanentFailure() {
    for (var event :
        new String[] {
          "{}", "no JSON", event("other=a"), event("id=a").replace("Created", "Gone")
        }) {
      assertThatThrownBy(() -> answer(event, 10_000))
          .isInstanceOf(DocumentNotStoredException.class)
          .hasMessageContaining(" PERMANENT: ");
    }
  }

  @Test
  @Timeout(20)
  void aDocumentThatDoesNotArriveEndsInTime() {
    s3.post("id=a", "t", "{}{}{}");
    s3.connection =
        body ->
            new BlockStream() {
              @Override
              public int read(byte[] buffer, int offset, int length) throws IOException {
                try {
                  Thread.sleep(60_000);
                } catch (InterruptedException e) {
                  throw new IOException(e);
                }
                return -1;
              }
            };

    assertThatThrownBy(() -> answer(event("id=a"), 2_000))
        .isInstanceOf(DocumentNotStoredException.class)
        .hasMessageContaining(" RETRY: ")
        .hasMessageContaining("did not answer to the end");
  }

  @Test
  void namesAllSettingsThatAreWrong() {
    assertThatThrownBy(
            () ->
                DocumentsSettings.from(
                    Map.of(
                        "INGRESS_BUCKET", "same-name",
                        "LAKE_BUCKET", "same-name",
                        "BUCKET_OWNER", "12",
                        "DECLARATIONS", "declared/x.json")))
        .hasMessageContaining("LAKE_BUCKET is INGRESS_BUCKET")
        .hasMessageContaining("BUCKET_OWNER is \"12\"")
        .hasMessageContaining("DECLARATIONS is \"declared/x.json\"")
        .hasMessageContaining("MAX_DOCUMENT_BYTES is missing")
        .hasMessageContaining("AWS_REGION is missing");
  }

  @Test
  void primingStoresItsOwnDocumentInTheStubAlone() {
    new PrimingDocument(s3.settings(ANY, 1 << 20)).store(s3);

    assertThat(s3.lake).containsKey("tables/orders/date=1970-01-01/priming.json");
    assertThat(s3.lake.get("status/orders/priming.json").text()).contains("\"rows\":2");
    assertThat(s3.calls).containsOnly("put tables", "put status");
  }
}
