package objectledger.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;

/** Proves over real HTTP what the calls about whole objects send, and how they read answers. */
class HttpObjectApiTest {
  /** An answer of the server. */
  private record Answer(int status, Map<String, String> headers, String body) {}

  private record Request(String method, String target, Map<String, String> headers, String body) {}

  private final List<Request> requests = new ArrayList<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private HttpServer server;
  private ObjectApi s3;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bucket");
    var http = AwsClientDefaults.http();
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
    var retry = new Retry(AwsClientDefaults.retries(e -> false));
    s3 =
        new HttpObjectApi(
            bucket ->
                new BucketClient(new S3Endpoint(uri, "eu-west-1", "s3"), http, credentials, retry),
            http);
  }

  @AfterEach
  void stop() throws Exception {
    s3.close();
    server.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var headers = new java.util.TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      requests.add(
          new Request(
              exchange.getRequestMethod(), exchange.getRequestURI().toString(), headers, body));
      var answer = answers.removeFirst();
      answer.headers().forEach((name, value) -> exchange.getResponseHeaders().add(name, value));
      var content = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
      exchange.getResponseBody().write(content);
    }
  }

  private static String error(String code) {
    return "<Error><Code>%s</Code><Message>said</Message></Error>".formatted(code);
  }

  @Test
  void readsTheVersionOfAnObjectWithItsMetadata() throws IOException {
    answers.add(
        new Answer(
            200,
            Map.of("x-amz-meta-table", "orders", "Last-Modified", "Fri, 27 Nov 2026 23:59:58 GMT"),
            "{\"a\":1}"));

    try (var object =
        s3.getObject(
            GetObjectRequest.builder()
                .bucket("bucket")
                .key("id=a b")
                .versionId("v1")
                .expectedBucketOwner("123456789012")
                .build())) {
      assertThat(object.body().readAllBytes()).asString(UTF_8).isEqualTo("{\"a\":1}");
      assertThat(object.response().metadata()).hasSize(1).containsValue("orders");
      assertThat(object.response().contentLength()).isEqualTo(7);
      assertThat(object.response().lastModified()).hasToString("2026-11-27T23:59:58Z");
    }
    assertThat(requests.getFirst().target()).isEqualTo("/bucket/id%3Da%20b?versionId=v1");
    assertThat(requests.getFirst().headers())
        .containsEntry("x-amz-expected-bucket-owner", "123456789012")
        .containsKey("Authorization");
  }

  @Test
  void triesAgainWhereS3IsBusyAndTellsWhatIsMissing() {
    answers.add(new Answer(503, Map.of(), error("SlowDown")));
    answers.add(new Answer(404, Map.of(), error("NoSuchVersion")));

    assertThatThrownBy(
            () -> s3.getObject(GetObjectRequest.builder().bucket("bucket").key("k").build()))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(FailureClassifier.isMissingObject(e)).isTrue());
    assertThat(requests).hasSize(2);
  }

  @Test
  void aMissingBucketIsNoMissingObject() {
    answers.add(new Answer(404, Map.of(), error("NoSuchBucket")));

    assertThatThrownBy(
            () -> s3.getObject(GetObjectRequest.builder().bucket("bucket").key("k").build()))
        .isInstanceOfSatisfying(
            S3Exception.class, e -> assertThat(FailureClassifier.isMissingObject(e)).isFalse());
  }

  @Test
  void sendsAnUploadInPartsWhoseCompletionHasTheCondition() {
    answers.add(
        new Answer(
            200,
            Map.of(),
            "<InitiateMultipartUploadResult><UploadId>u/1</UploadId></InitiateMultipartUploadResult>"));
    answers.add(new Answer(200, Map.of("ETag", "\"e1\""), ""));
    answers.add(new Answer(200, Map.of(), "<CompleteMultipartUploadResult/>"));

    var upload =
        s3.createMultipartUpload(
                CreateMultipartUploadRequest.builder()
                    .bucket("bucket")
                    .key("tables/t/a.json")
                    .contentType("application/x-ndjson")
                    .metadata(Map.of("source-key", "id=a"))
                    .build())
            .uploadId();
    var part =
        s3.uploadPart(
            UploadPartRequest.builder()
                .bucket("bucket")
                .key("tables/t/a.json")
                .uploadId(upload)
                .partNumber(1)
                .build(),
            RequestBody.fromString("rows"));
    complete(upload, part.eTag());

    assertThat(requests).extracting(Request::method).containsExactly("POST", "PUT", "POST");
    assertThat(requests.get(0).target()).isEqualTo("/bucket/tables/t/a.json?uploads");
    assertThat(requests.get(0).headers())
        .containsEntry("x-amz-meta-source-key", "id=a")
        .containsEntry("Content-Type", "application/x-ndjson");
    assertThat(requests.get(1).target()).contains("partNumber=1").contains("uploadId=u%2F1");
    assertThat(requests.get(1).body()).isEqualTo("rows");
    assertThat(requests.get(2).headers()).containsEntry("If-None-Match", "*");
    assertThat(requests.get(2).body())
        .contains("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">")
        .containsPattern(
            "<Part><ETag>(\"|&quot;)e1(\"|&quot;)</ETag><PartNumber>1</PartNumber></Part>");
  }

  private void complete(String upload, String eTag) {
    var part = CompletedPart.builder().partNumber(1).eTag(eTag).build();
    s3.completeMultipartUpload(
        CompleteMultipartUploadRequest.builder()
            .bucket("bucket")
            .key("tables/t/a.json")
            .uploadId(upload)
            .multipartUpload(CompletedMultipartUpload.builder().parts(part).build())
            .ifNoneMatch("*")
            .build());
  }

  @Test
  void anErrorInTheBodyOfASuccessfulAnswerIsAnError() {
    // S3 sends the head of this answer before it knows whether it succeeds.
    answers.add(new Answer(200, Map.of(), error("InternalError")));
    answers.add(new Answer(412, Map.of(), error("PreconditionFailed")));

    assertThatThrownBy(() -> complete("u", "e"))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
    assertThat(requests).hasSize(2);
  }

  @Test
  void abortsAnUpload() {
    answers.add(new Answer(204, Map.of(), ""));

    s3.abortMultipartUpload(
        AbortMultipartUploadRequest.builder().bucket("bucket").key("k").uploadId("u").build());

    assertThat(requests.getFirst().method()).isEqualTo("DELETE");
    assertThat(requests.getFirst().target()).isEqualTo("/bucket/k?uploadId=u");
  }
}
