package objectledger.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import objectledger.Signatures;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.Sha256;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Response;

/**
 * Proves that the calls which are put together from the SDK's parts are those that the SDK's own
 * client makes: the same request for every input, and the same from every answer.
 */
class HttpS3ApiTest {
  private static final String BUCKET = "a-bucket";
  private static final String REGION = "eu-west-1";

  /** The SDK numbers its requests and tells of itself; the rest is of the moment. */
  private static final Set<String> OF_EACH_ITS_OWN =
      Set.of(
          "amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "authorization", "x-amz-date");

  private static final StaticCredentialsProvider CREDENTIALS =
      StaticCredentialsProvider.create(
          AwsSessionCredentials.create(Signatures.KEY_ID, Signatures.SECRET, "a token"));

  /** A request, and what is sent with it. */
  private record Sent(SdkHttpRequest request, byte[] body) {
    private Map<String, List<String>> headers() {
      var headers = new TreeMap<String, List<String>>();
      request.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      headers.keySet().removeAll(OF_EACH_ITS_OWN);
      return headers;
    }

    private String header(String name) {
      return name.equals("host")
          ? request.host()
          : request.firstMatchingHeader(name).orElseThrow().strip();
    }

    private void requireSignature() throws GeneralSecurityException {
      Signatures.check(
          "s3",
          request.method().name(),
          // HTTP has no empty path.
          request.encodedPath().isEmpty() ? "/" : request.encodedPath(),
          request.getUri().getRawQuery(),
          this::header,
          header("x-amz-content-sha256"));
    }
  }

  /** Keeps what is sent, and answers as it is told. */
  private static final class Recorder implements SdkHttpClient {
    private final List<Sent> sent = new ArrayList<>();
    private final Deque<Answer> answers = new ArrayDeque<>();

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          sent.add(new Sent(request.httpRequest(), body(request)));
          return answers.size() > 1 ? answers.remove().give() : answers.getFirst().give();
        }

        @Override
        public void abort() {
          // There is nothing to end.
        }
      };
    }

    private static byte[] body(HttpExecuteRequest request) throws IOException {
      var body = request.contentStreamProvider();
      return body.isEmpty() ? new byte[0] : body.get().newStream().readAllBytes();
    }

    @Override
    public void close() {
      // There is nothing to close.
    }
  }

  /** An answer of S3, or none. */
  @FunctionalInterface
  private interface Answer {
    HttpExecuteResponse give() throws IOException;

    static Answer of(int status, Map<String, String> headers, String body) {
      var head = SdkHttpResponse.builder().statusCode(status);
      headers.forEach(head::putHeader);
      return () -> {
        var answer = HttpExecuteResponse.builder().response(head.build());
        if (!body.isEmpty()) {
          answer.responseBody(
              AbortableInputStream.create(new ByteArrayInputStream(body.getBytes(UTF_8))));
        }
        return answer.build();
      };
    }
  }

  private final Recorder ours = new Recorder();
  private final Recorder theirs = new Recorder();
  private final HttpS3Api lean = lean(ours, Map.of());
  private final S3Client sdk =
      S3Client.builder()
          .region(Region.of(REGION))
          .credentialsProvider(CREDENTIALS)
          .httpClient(theirs)
          .overrideConfiguration(o -> o.retryStrategy(withoutWaits()))
          .disableS3ExpressSessionAuth(true)
          .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
          .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
          .build();

  private static RetryStrategy withoutWaits() {
    return AwsClientDefaults.retries(e -> false).toBuilder()
        .backoffStrategy(BackoffStrategy.retryImmediately())
        .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
        .build();
  }

  private static HttpS3Api lean(SdkHttpClient http, Map<String, String> environment) {
    var attempts = new Retry(withoutWaits());
    return new HttpS3Api(
        bucket ->
            new BucketClient(
                S3Endpoint.of(bucket, REGION, environment), http, CREDENTIALS, attempts));
  }

  /** Both get these answers, the last of them again and again. */
  private void answer(Answer... answers) {
    for (var recorder : List.of(ours, theirs)) {
      recorder.sent.clear();
      recorder.answers.clear();
      recorder.answers.addAll(List.of(answers));
    }
  }

  private void requireTheSameRequests() throws GeneralSecurityException {
    assertThat(ours.sent).hasSameSizeAs(theirs.sent).isNotEmpty();
    for (var i = 0; i < ours.sent.size(); i++) {
      var our = ours.sent.get(i);
      var their = theirs.sent.get(i);
      assertThat(our.request().method()).isEqualTo(their.request().method());
      assertThat(our.request().getUri()).isEqualTo(their.request().getUri());
      assertThat(our.headers()).isEqualTo(their.headers());
      assertThat(our.body()).isEqualTo(their.body());
      their.requireSignature();
      our.requireSignature();
    }
  }

  @Property(tries = 300, seed = "20261130")
  void requestIsTheClientsForEveryKey(
      @ForAll("texts") String key, @ForAll("texts") String version, @ForAll boolean checksum)
      throws GeneralSecurityException {
    answer(Answer.of(200, Map.of(), ""));
    var head =
        HeadObjectRequest.builder()
            .bucket(BUCKET)
            .key(key)
            .versionId(version)
            .expectedBucketOwner("123456789012")
            .checksumMode(checksum ? ChecksumMode.ENABLED : null)
            .build();
    var tags = GetObjectTaggingRequest.builder().bucket(BUCKET).key(key).versionId(version).build();
    var put =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key(key)
            .ifNoneMatch(checksum ? "*" : null)
            .ifMatch(checksum ? null : "\"an-etag\"")
            .contentType("application/json")
            .metadata(Map.of("function-version", "$LATEST", "revision", "1"))
            .tagging(checksum ? null : "object-ledger=tombstone")
            .expectedBucketOwner("123456789012")
            .build();
    var body = RequestBody.fromString(version);

    lean.headObject(head);
    lean.getObjectTagging(tags);
    lean.putObject(put, body);
    sdk.headObject(head);
    sdk.getObjectTagging(tags);
    sdk.putObject(put, body);

    requireTheSameRequests();
  }

  @Property(tries = 50, seed = "20261129")
  void writeWithARetentionIsTheClients(
      @ForAll byte[] content, @ForAll @IntRange(min = 1, max = 36_500) int days)
      throws GeneralSecurityException {
    answer(Answer.of(200, Map.of(), ""));
    var now = Instant.parse("2026-01-31T12:00:00.987654Z");
    var put =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key("journal/key.json")
            .ifNoneMatch("*")
            .contentType("application/json")
            .metadata(Map.of("function-version", "7"))
            .expectedBucketOwner("123456789012")
            .objectLockMode(ObjectLockMode.GOVERNANCE)
            .objectLockRetainUntilDate(now.truncatedTo(ChronoUnit.SECONDS).plus(ofDays(days)))
            .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.digest(content)))
            .build();

    new OwnedBucket(lean, BUCKET, "123456789012", "7")
        .putIfAbsent(
            "journal/key.json",
            "application/json",
            content,
            new Retention("GOVERNANCE", days, InstantSource.fixed(now)),
            new Deadline(() -> 60_000));
    sdk.putObject(put, RequestBody.fromBytes(content));

    requireTheSameRequests();
    assertThat(ours.sent.getFirst().headers())
        .containsKeys(
            "x-amz-object-lock-mode",
            "x-amz-object-lock-retain-until-date",
            "x-amz-checksum-sha256");
  }

  @Test
  void refusalOfAWriteWithARetentionNamesBothRights() {
    answer(refusal(403, "AccessDenied"));
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key");

    var plain = refused(() -> lean.putObject(put.build(), RequestBody.empty()));
    put.objectLockMode("GOVERNANCE").objectLockRetainUntilDate(Instant.EPOCH);
    var retained = refused(() -> lean.putObject(put.build(), RequestBody.empty()));

    assertThat(plain).hasMessageStartingWith("PutObject needs s3:PutObject: ");
    assertThat(retained)
        .hasMessageStartingWith("PutObject needs s3:PutObject and s3:PutObjectRetention: ");
  }

  /** Short ones of what addresses are made of, and long ones of everything. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("a./%2F\\?&=+ ~*\u00e9").ofMinLength(1).ofMaxLength(6),
        Arbitraries.strings().withCharRange(' ', '\ud7ff').ofMinLength(1).ofMaxLength(200));
  }

  @Test
  void questionForABucketIsTheClients() throws GeneralSecurityException {
    answer(Answer.of(200, Map.of(), ""));

    for (var bucket : List.of("with.a.dot", BUCKET)) {
      var request = HeadBucketRequest.builder().bucket(bucket).build();
      lean.headBucket(request);
      sdk.headBucket(request);
    }

    requireTheSameRequests();
    assertThat(ours.sent)
        .extracting(sent -> sent.request().getUri().toString())
        .containsExactly(
            "https://s3.eu-west-1.amazonaws.com/with.a.dot",
            "https://a-bucket.s3.eu-west-1.amazonaws.com");
  }

  @Property(tries = 300, seed = "20261131")
  void answerIsReadAsTheClientReadsIt(@ForAll("facts") Map<String, String> headers) {
    answer(Answer.of(200, headers, ""));
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").build();

    requireTheSame(lean.headObject(head), sdk.headObject(head));
    requireTheSame(
        lean.putObject(put, RequestBody.empty()), sdk.putObject(put, RequestBody.empty()));
  }

  private static void requireTheSame(S3Response our, S3Response their) {
    assertThat(our.equalsBySdkFields(their)).as("%s, not %s", our, their).isTrue();
    assertThat(our.responseMetadata().requestId()).isEqualTo(their.responseMetadata().requestId());
  }

  @Provide
  Arbitrary<Map<String, String>> facts() {
    return Arbitraries.of(FACTS)
        .set()
        .ofMaxSize(FACTS.size())
        .map(
            chosen -> {
              var headers = new TreeMap<String, String>();
              chosen.forEach(
                  fact ->
                      headers.put(
                          fact.substring(0, fact.indexOf(':')),
                          fact.substring(fact.indexOf(':') + 1).strip()));
              return headers;
            });
  }

  /** What S3 documents of an object, and some that it does not. */
  private static final List<String> FACTS =
      """
      Content-Length: 5368709120
      ETag: "0123456789abcdef0123456789abcdef-7"
      Last-Modified: Sat, 31 Jan 2026 12:00:00 GMT
      Content-Type: text/plain; charset=utf-8
      Content-Encoding: gzip
      Content-Language: de
      Content-Disposition: attachment; filename="a b"
      Cache-Control: no-cache
      Expires: tomorrow
      Accept-Ranges: bytes
      x-amz-version-id: 3/L4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo
      x-amz-storage-class: GLACIER_IR
      x-amz-storage-class: A_NEW_ONE
      x-amz-server-side-encryption: aws:kms:dsse
      x-amz-server-side-encryption-aws-kms-key-id: arn:aws:kms:eu-west-1:1:key/2
      x-amz-server-side-encryption-bucket-key-enabled: true
      x-amz-server-side-encryption-customer-algorithm: AES256
      x-amz-checksum-crc64nvme: AAAAAAAAAAA=
      x-amz-checksum-sha256: abc=
      x-amz-checksum-type: FULL_OBJECT
      x-amz-meta-name: value
      x-amz-meta-Other: =?UTF-8?B?w6k=?=
      x-amz-missing-meta: 2
      x-amz-tagging-count: 3
      x-amz-mp-parts-count: 7
      x-amz-object-lock-mode: GOVERNANCE
      x-amz-object-lock-retain-until-date: 2027-01-01T00:00:00.123Z
      x-amz-object-lock-legal-hold: ON
      x-amz-replication-status: PENDING
      x-amz-restore: ongoing-request="false", expiry-date="Fri, 21 Dec 2012 00:00:00 GMT"
      x-amz-archive-status: DEEP_ARCHIVE_ACCESS
      x-amz-website-redirect-location: /elsewhere
      x-amz-expiration: expiry-date="Fri, 21 Dec 2012 00:00:00 GMT", rule-id="a"
      x-amz-delete-marker: false
      x-amz-request-charged: requester
      x-amz-request-id: C3D13FE58DE4C810
      x-amz-id-2: a/b+c=
      x-nobody-knows: it
      """
          .lines()
          .toList();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<Tagging/>",
        "<Tagging><TagSet/></Tagging>",
        "<?xml version='1.0'?><Tagging xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><TagSet>"
            + "<Tag><Key>a&amp;b</Key><Value>\u00e9 &lt;</Value></Tag><Tag><Key>c</Key><Value/></Tag>"
            + "</TagSet></Tagging>",
      })
  void tagsAreReadAsTheClientReadsThem(String xml) {
    answer(Answer.of(200, Map.of("x-amz-version-id", "v"), xml));
    var request = GetObjectTaggingRequest.builder().bucket(BUCKET).key("key").build();

    requireTheSame(lean.getObjectTagging(request), sdk.getObjectTagging(request));
  }

  @ParameterizedTest
  @CsvSource({
    "301, PermanentRedirect, 1",
    "307, TemporaryRedirect, 1",
    "400, ExpiredToken, 1",
    "400, RequestTimeout, 4",
    "403, AccessDenied, 1",
    "403, RequestTimeTooSkewed, 4",
    "404, NoSuchBucket, 1",
    "409, ConditionalRequestConflict, 1",
    "412, PreconditionFailed, 1",
    "429, TooManyRequests, 4",
    "500, InternalError, 4",
    "503, SlowDown, 4",
    "599, , 1",
  })
  void refusalIsTakenAsTheClientTakesIt(int status, String code, int tries) {
    answer(refusal(status, code));
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").build();
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();

    var our = refused(() -> lean.putObject(put, RequestBody.fromString("x")));
    var their = refused(() -> sdk.putObject(put, RequestBody.fromString("x")));

    var named =
        switch (code == null ? "" : code) {
          case "AccessDenied" -> "PutObject needs s3:PutObject: ";
          case "RequestTimeTooSkewed" -> "PutObject: ";
          default -> "";
        };
    assertThat(our).hasMessage(named + their.getMessage());
    assertThat(our.statusCode()).isEqualTo(status).isEqualTo(their.statusCode());
    assertThat(our.requestId()).isEqualTo("C3D1").isEqualTo(their.requestId());
    assertThat(our.extendedRequestId()).isEqualTo("a/b").isEqualTo(their.extendedRequestId());
    assertThat(our.awsErrorDetails().errorCode()).isEqualTo(their.awsErrorDetails().errorCode());
    assertThat(our.numAttempts()).isEqualTo(tries).isEqualTo(their.numAttempts());
    assertThat(ours.sent).hasSize(tries);
    assertThat(theirs.sent).hasSize(tries);
    assertThat(ours.sent).allSatisfy(sent -> assertThat(sent.body()).asString().isEqualTo("x"));

    answer(refusal(status, null));
    assertThat(refused(() -> lean.headObject(head)).statusCode())
        .isEqualTo(status)
        .isEqualTo(refused(() -> sdk.headObject(head)).statusCode());
    assertThat(ours.sent).hasSameSizeAs(theirs.sent);
  }

  @Test
  void deniedCallSaysWhichItIsAndWhichRightItNeeds() {
    answer(refusal(403, null));
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key");
    var tags = GetObjectTaggingRequest.builder().bucket(BUCKET).key("key");

    assertThat(refused(() -> lean.headObject(head.build())))
        .hasMessageStartingWith("HeadObject needs s3:GetObject: Forbidden (Service: S3, Status");
    assertThat(refused(() -> lean.headObject(head.versionId("v").build())))
        .hasMessageStartingWith("HeadObject needs s3:GetObjectVersion: Forbidden");
    assertThat(refused(() -> lean.getObjectTagging(tags.build())))
        .hasMessageStartingWith("GetObjectTagging needs s3:GetObjectTagging: Forbidden");
    assertThat(refused(() -> lean.getObjectTagging(tags.versionId("v").build())))
        .hasMessageStartingWith("GetObjectTagging needs s3:GetObjectVersionTagging: Forbidden");
    assertThat(refused(() -> lean.headBucket(HeadBucketRequest.builder().bucket(BUCKET).build())))
        .hasMessageStartingWith("HeadBucket needs s3:ListBucket: Forbidden");
  }

  private static Answer refusal(int status, String code) {
    return Answer.of(
        status,
        Map.of("x-amz-request-id", "C3D1", "x-amz-id-2", "a/b"),
        code == null ? "" : "<Error><Code>%s</Code><Message>no</Message></Error>".formatted(code));
  }

  private static S3Exception refused(ThrowingCallable call) {
    return catchThrowableOfType(S3Exception.class, call);
  }

  @Test
  void refusalThatIsNoXmlIsTakenAsTheClientTakesIt() {
    answer(Answer.of(502, Map.of(), "<html><p>a proxy's"));
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").build();

    var our = catchThrowable(() -> lean.putObject(put, RequestBody.empty()));
    var their = catchThrowable(() -> sdk.putObject(put, RequestBody.empty()));

    assertThat(our).hasSameClassAs(their).hasMessage(their.getMessage());
    assertThat(ours.sent).hasSameSizeAs(theirs.sent);
  }

  @Test
  void silenceIsTriedAgainUntilThereIsAnAnswer() {
    Answer silence =
        () -> {
          throw new ConnectException("nobody is there");
        };
    answer(silence, silence, Answer.of(200, Map.of("ETag", "e"), ""));
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();

    assertThat(lean.headObject(head).eTag()).isEqualTo("e");
    assertThat(ours.sent).hasSize(3);

    answer(silence);
    assertThatThrownBy(() -> lean.headObject(head))
        .isInstanceOf(SdkClientException.class)
        .hasMessage("Unable to execute HTTP request: nobody is there (SDK Attempt Count: 4)")
        .hasCauseInstanceOf(ConnectException.class);
    assertThat(ours.sent).hasSize(4);
  }

  @Test
  void waitThatS3AsksForIsKept() {
    answer(
        Answer.of(503, Map.of("Retry-After", "1"), ""),
        Answer.of(503, Map.of("Retry-After", "soon"), ""),
        Answer.of(200, Map.of(), ""));
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();
    var begin = System.nanoTime();

    lean.headObject(head);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(ofSeconds(1), ofSeconds(3));
    assertThat(ours.sent).hasSize(3);
  }

  @Test
  void whoWasGivenUpAsksForNothingMore() {
    answer(Answer.of(200, Map.of(), ""));
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").build();
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> lean.putObject(put, RequestBody.empty()))
          .isInstanceOf(DeadlineExceededException.class);
    } finally {
      assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    }

    assertThat(ours.sent).isEmpty();
  }

  @Test
  void whoIsGivenUpWhileHeWaitsAsksForNothingMore() {
    var itself = Thread.currentThread();
    answer(
        () -> {
          itself.interrupt();
          throw new ConnectException("nobody is there");
        });
    var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();
    try {
      assertThatThrownBy(() -> lean.headObject(head)).isInstanceOf(DeadlineExceededException.class);
    } finally {
      assertThat(Thread.interrupted()).as("it stays interrupted").isTrue();
    }

    assertThat(ours.sent).hasSize(1);
  }

  @Test
  void bodyIsSignedWhereTlsDoesNotProtectIt() throws GeneralSecurityException {
    answer(Answer.of(200, Map.of(), ""));
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").build();

    lean(ours, Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1"))
        .putObject(put, RequestBody.fromString("x"));
    lean.putObject(put, RequestBody.fromString("x"));

    ours.sent.getFirst().requireSignature();
    assertThat(ours.sent.getFirst().header("x-amz-content-sha256"))
        .isEqualTo(Sha256.hex("x".getBytes(UTF_8)));
    assertThat(ours.sent.getLast().header("x-amz-content-sha256")).isEqualTo("UNSIGNED-PAYLOAD");
  }

  /** The client asks first whether a large body is wanted. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 256 << 10, (1 << 20) - 1, 1 << 20, 2 << 20})
  void bodyOfAnySizeIsSentAsTheClientSendsIt(int bytes) throws GeneralSecurityException {
    answer(Answer.of(200, Map.of(), ""));
    var put =
        PutObjectRequest.builder()
            .bucket(BUCKET)
            .key("key")
            .contentType("application/json")
            .ifNoneMatch("*")
            .build();
    var body = RequestBody.fromBytes(new byte[bytes]);

    lean.putObject(put, body);
    sdk.putObject(put, body);

    requireTheSameRequests();
  }

  /** What a server does that does not want a body which is being sent. */
  enum Refusal {
    AT_ONCE_AND_READS_ON(0, true, false),
    AT_ONCE_AND_CLOSES(0, true, true),
    HALF_WAY_AND_READS_ON(2, true, false),
    HALF_WAY_AND_CLOSES(2, true, true),
    CLOSES_WITHOUT_A_WORD(2, false, true);

    /** Of the body it reads this part: none, or one of so many. */
    private final int part;

    private final boolean answers;
    private final boolean closes;

    Refusal(int part, boolean answers, boolean closes) {
      this.part = part;
      this.answers = answers;
      this.closes = closes;
    }

    /** A server that closes with a body unread resets the connection: an answer may be lost. */
    private boolean mayLoseTheAnswer(int bytes) {
      return answers && closes && !(part == 0 && bytes >= 1 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "262144, AT_ONCE_AND_READS_ON",
    "262144, AT_ONCE_AND_CLOSES",
    "262144, HALF_WAY_AND_READS_ON",
    "262144, HALF_WAY_AND_CLOSES",
    "262144, CLOSES_WITHOUT_A_WORD",
    "2097152, AT_ONCE_AND_READS_ON",
    "2097152, AT_ONCE_AND_CLOSES",
    "2097152, HALF_WAY_AND_READS_ON",
    "2097152, HALF_WAY_AND_CLOSES",
    "2097152, CLOSES_WITHOUT_A_WORD",
  })
  void refusalWhileABodyIsSentIsTakenAsTheClientTakesIt(int bytes, Refusal refusal)
      throws IOException {
    var put = PutObjectRequest.builder().bucket(BUCKET).key("key").ifNoneMatch("*").build();
    var body = RequestBody.fromBytes(new byte[bytes]);
    try (var our = new RefusingServer(refusal);
        var their = new RefusingServer(refusal);
        var http = AwsClientDefaults.http();
        var client =
            S3Client.builder()
                .region(Region.of(REGION))
                .endpointOverride(their.uri())
                .credentialsProvider(CREDENTIALS)
                .httpClient(AwsClientDefaults.http())
                .overrideConfiguration(o -> o.retryStrategy(withoutWaits()))
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .build()) {
      var endpoint = Map.of("AWS_ENDPOINT_URL", our.uri().toString());

      var ours = outcome(() -> lean(http, endpoint).putObject(put, body));
      var theirs = outcome(() -> client.putObject(put, body));

      if (refusal.mayLoseTheAnswer(bytes)) {
        assertThat(List.of(ours, theirs)).isSubsetOf("412", "no answer");
      } else {
        assertThat(ours).isEqualTo(theirs).isEqualTo(refusal.answers ? "412" : "no answer");
        assertThat(our.requests).hasValue(their.requests.get());
      }
    }
  }

  private static String outcome(ThrowingCallable call) {
    var failure = catchThrowable(call);
    return failure instanceof S3Exception answer
        ? Integer.toString(answer.statusCode())
        : failure instanceof SdkClientException ? "no answer" : String.valueOf(failure);
  }

  /** Refuses every request with 412, at some time while its body is being sent. */
  private static final class RefusingServer implements AutoCloseable {
    private static final String EXISTS =
        "HTTP/1.1 412 Precondition Failed\r\nContent-Length: 0\r\n\r\n";

    private final Refusal refusal;
    private final AtomicInteger requests = new AtomicInteger();
    private final ServerSocket server = new ServerSocket(0, 9, InetAddress.getLoopbackAddress());

    RefusingServer(Refusal refusal) throws IOException {
      this.refusal = refusal;
      Thread.ofPlatform().daemon().start(this::accept);
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    private void accept() {
      while (!server.isClosed()) {
        try (var socket = server.accept()) {
          socket.setTcpNoDelay(true);
          serve(socket);
        } catch (IOException e) {
          // The client has hung up, or it was closed.
        }
      }
    }

    private void serve(Socket socket) throws IOException {
      var in = new BufferedInputStream(socket.getInputStream());
      var length = 0;
      var asks = false;
      for (var line = line(in); !line.isEmpty(); line = line(in)) {
        if (line.startsWith("content-length:")) {
          length = Integer.parseInt(line.substring(15).strip());
        }
        asks |= line.startsWith("expect:");
      }
      requests.incrementAndGet();
      if (refusal.part > 0) {
        if (asks) {
          write("HTTP/1.1 100 Continue\r\n\r\n", socket);
        }
        in.skipNBytes(length / refusal.part);
      }
      if (refusal.answers) {
        write(EXISTS, socket);
      }
      if (!refusal.closes) {
        in.transferTo(OutputStream.nullOutputStream());
      }
    }

    private static void write(String text, Socket socket) throws IOException {
      socket.getOutputStream().write(text.getBytes(UTF_8));
    }

    private static String line(InputStream in) throws IOException {
      var line = new StringBuilder();
      for (var c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        line.append((char) c);
      }
      return line.toString().strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  /** It has the length and the encoding of the body that it does not have. */
  @Test
  void headOfACompressedObjectIsReadFromTheWire() throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.getResponseHeaders().set("Content-Length", "1000");
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    var endpoint = Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:" + server.getAddress().getPort());
    try (var http = AwsClientDefaults.http()) {
      var head = HeadObjectRequest.builder().bucket(BUCKET).key("key").build();

      var answer = lean(http, endpoint).headObject(head);

      assertThat(answer.contentLength()).isEqualTo(1000);
      assertThat(answer.contentEncoding()).isEqualTo("gzip");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void accessLogSaysWhoAsked() {
    answer(Answer.of(200, Map.of(), ""));

    lean.headObject(HeadObjectRequest.builder().bucket(BUCKET).key("key").build());

    assertThat(ours.sent.getFirst().header("User-Agent")).isEqualTo("object-ledger");
  }
}
