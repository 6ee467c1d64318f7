package objectledger.aws;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.Response;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.http.HttpResponseHandler;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.protocols.xml.AwsS3ProtocolFactory;
import software.amazon.awssdk.protocols.xml.XmlOperationMetadata;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The client of one bucket: marshals, signs, sends and unmarshals calls with the SDK's parts. */
final class BucketClient {
  /** Identifies the function in S3's access log. */
  private static final String USER_AGENT = "object-ledger";

  /**
   * From this size on, a request waits for 100 Continue, as with the SDK's client. An error
   * response that arrives while the body is being sent is lost if S3 then closes the connection.
   */
  private static final long ASK_FIRST_BYTES = 1 << 20;

  private final S3Endpoint endpoint;
  private final SdkHttpClient http;
  private final AwsCredentialsProvider credentials;
  private final Retry attempts;
  private final AwsS3ProtocolFactory protocol;

  BucketClient(
      S3Endpoint endpoint, SdkHttpClient http, AwsCredentialsProvider credentials, Retry attempts) {
    this.endpoint = endpoint;
    this.http = http;
    this.credentials = credentials;
    this.attempts = attempts;
    this.protocol = endpoint.protocol();
  }

  /**
   * Makes a call whose request has no body.
   *
   * @throws S3Exception if S3 rejects the call
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 cannot be reached
   * @throws DeadlineExceededException if the thread is interrupted
   */
  <R extends AwsResponse> R call(S3Operation<R> operation, SdkPojo input) {
    return call(operation, written(operation, input).build());
  }

  /** Makes a call whose request has a body. */
  <R extends AwsResponse> R call(S3Operation<R> operation, SdkPojo input, RequestBody body) {
    var length = body.optionalContentLength().orElseThrow();
    var request =
        written(operation, input)
            .putHeader("Content-Length", length.toString())
            .contentStreamProvider(body.contentStreamProvider());
    if (length >= ASK_FIRST_BYTES) {
      request.putHeader("Expect", "100-continue");
    }
    return call(operation, request.build());
  }

  private SdkHttpFullRequest.Builder written(S3Operation<?> operation, SdkPojo input) {
    return protocol.createProtocolMarshaller(operation.request()).marshall(input).toBuilder()
        .putHeader("User-Agent", USER_AGENT);
  }

  /** Makes a call whose response body the caller reads, and closes. */
  <R extends AwsResponse> OpenObject<R> open(S3Operation<R> operation, SdkPojo input) {
    var body = new AtomicReference<AbortableInputStream>(AbortableInputStream.createEmpty());
    var streamed = new XmlOperationMetadata().withHasStreamingSuccessResponse(true);
    var response = call(operation, written(operation, input).build(), streamed, body::set);
    return new OpenObject<>(response, body.get());
  }

  private <R extends AwsResponse> R call(S3Operation<R> operation, SdkHttpFullRequest request) {
    return call(operation, request, new XmlOperationMetadata(), body -> {});
  }

  private <R extends AwsResponse> R call(
      S3Operation<R> operation,
      SdkHttpFullRequest request,
      XmlOperationMetadata form,
      Consumer<AbortableInputStream> body) {
    HttpResponseHandler<Response<R>> reader =
        protocol.createCombinedResponseHandler(operation::newResponse, form);
    try {
      return attempts.execute(
          () -> {
            var answer = send(endpoint.signed(request, credentials.resolveCredentials()));
            answer.content().ifPresent(body);
            return read(answer, reader);
          });
    } catch (S3Exception e) {
      throw e.statusCode() == 403 ? operation.named(e, request) : e;
    }
  }

  private SdkHttpFullResponse send(SignedRequest signed) throws IOException {
    var answer =
        http.prepareRequest(
                HttpExecuteRequest.builder()
                    .request(signed.request())
                    .contentStreamProvider(signed.payload().orElse(null))
                    .build())
            .call();
    var head = answer.httpResponse();
    return SdkHttpFullResponse.builder()
        .statusCode(head.statusCode())
        .statusText(head.statusText().orElse(null))
        .headers(head.headers())
        .content(answer.responseBody().orElse(null))
        .build();
  }

  private static <R> Response<R> read(
      SdkHttpFullResponse answer, HttpResponseHandler<Response<R>> reader) throws IOException {
    var attributes = new ExecutionAttributes();
    if (!answer.isSuccessful()) {
      // Only the message of an error needs it, and its class is loaded only then.
      attributes.putAttribute(SdkExecutionAttribute.SERVICE_NAME, "S3");
    }
    try {
      return reader.handle(answer, attributes);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
