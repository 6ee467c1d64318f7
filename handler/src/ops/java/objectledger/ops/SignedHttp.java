package objectledger.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import objectledger.json.JsonReader;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Talks to an AWS service whose SDK client is not worth its megabytes: signed with the SDK's own
 * signer, sent by the JDK's client, and repeated where AWS says that it was busy or says nothing.
 */
public final class SignedHttp {
  /** Longer than any function may run. */
  private static final Duration PATIENCE = Duration.ofMinutes(16);

  private static final int TRIES = 7;
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final String service;
  private final String region;
  private final URI endpoint;
  private final AwsCredentialsProvider credentials;
  private final Wait wait;

  /**
   * @param service its name in endpoints and signatures, as {@code lambda}
   */
  SignedHttp(
      String service, String region, URI endpoint, AwsCredentialsProvider credentials, Wait wait) {
    this.service = service;
    this.region = region;
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.wait = wait;
  }

  /** Where a service is: at {@code AWS_ENDPOINT_URL} if that is set, else in its region. */
  static URI endpoint(String service, String region, Map<String, String> environment) {
    var given = environment.getOrDefault("AWS_ENDPOINT_URL", "");
    var suffix = PartitionMetadata.of(Region.of(region)).dnsSuffix();
    return URI.create(given.isEmpty() ? "https://" + service + "." + region + "." + suffix : given);
  }

  /**
   * Gets what is there, as JSON.
   *
   * @throws CommandException if AWS refuses it, or does not answer after some tries
   */
  public JsonValue get(String pathAndQuery) {
    return json(send(SdkHttpMethod.GET, pathAndQuery, Map.of(), new byte[0]));
  }

  /**
   * Deletes what is there.
   *
   * @throws CommandException if AWS refuses it, or does not answer after some tries
   */
  public void delete(String pathAndQuery) {
    send(SdkHttpMethod.DELETE, pathAndQuery, Map.of(), new byte[0]);
  }

  /**
   * Posts, and gives the answer where it is one of success.
   *
   * @throws CommandException if AWS refuses it, or does not answer after some tries
   */
  public HttpResponse<byte[]> post(String pathAndQuery, Map<String, String> headers, byte[] body) {
    return send(SdkHttpMethod.POST, pathAndQuery, headers, body);
  }

  /** The body of an answer. */
  public static JsonValue json(HttpResponse<byte[]> answer) {
    return new JsonValue("", JsonReader.read(new String(answer.body(), UTF_8)));
  }

  private HttpResponse<byte[]> send(
      SdkHttpMethod method, String pathAndQuery, Map<String, String> headers, byte[] body) {
    for (var tries = 1; ; tries++) {
      try {
        var answer =
            CLIENT.send(
                signed(method, pathAndQuery, headers, body),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() / 100 == 2) {
          return answer;
        }
        var isBusy = answer.statusCode() == 429 || answer.statusCode() >= 500;
        if (!isBusy || tries == TRIES) {
          throw new RefusedRequest(
              "%s answers %s: %s"
                  .formatted(
                      service,
                      answer.statusCode(),
                      JsonText.oneLine(new String(answer.body(), UTF_8))),
              answer.statusCode(),
              answer.headers().firstValue("X-Amzn-ErrorType").orElse("").replaceAll(":.*", ""));
        }
      } catch (IOException e) {
        if (tries == TRIES) {
          throw new CommandException(
              "%s cannot be reached at %s: %s".formatted(service, endpoint, e), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CommandException("it was interrupted while it waited for " + service, e);
      }
      wait.after(tries);
    }
  }

  /** Signed anew for each try: a signature grows old, and credentials change. */
  private HttpRequest signed(
      SdkHttpMethod method, String pathAndQuery, Map<String, String> headers, byte[] body) {
    var plain = SdkHttpRequest.builder().method(method).uri(uri(pathAndQuery));
    headers.forEach(plain::putHeader);
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials.resolveCredentials())
                        .request(plain.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
            .request();
    var request =
        HttpRequest.newBuilder(uri(pathAndQuery))
            .timeout(PATIENCE)
            .method(method.name(), HttpRequest.BodyPublishers.ofByteArray(body));
    signed.headers().entrySet().stream()
        .filter(header -> !SET_BY_THE_CLIENT.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(header -> request.setHeader(header.getKey(), String.join(",", header.getValue())));
    return request.build();
  }

  private URI uri(String pathAndQuery) {
    return endpoint.resolve(pathAndQuery);
  }
}
