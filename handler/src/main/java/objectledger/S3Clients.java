package objectledger;

import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Builds the clients to S3: the one of the function, and the one that rehearses. */
final class S3Clients {
  private S3Clients() {}

  static S3Client create(Settings settings) {
    return create(settings, s3 -> {});
  }

  /**
   * The same client for the rehearsal: it reaches no further than this process, and needs no
   * credentials.
   */
  static S3Client rehearsing(Settings settings, RehearsalHttp http) {
    var nobody = AwsSessionCredentials.create("nobody", "nothing", "nothing");
    var credentials = StaticCredentialsProvider.create(nobody);
    return create(settings, s3 -> s3.httpClient(http).credentialsProvider(credentials));
  }

  private static S3Client create(Settings settings, Consumer<S3ClientBuilder> change) {
    keepConnections(settings.concurrency());
    var builder =
        AwsClients.configure(S3Client.builder(), settings.region(), S3Clients::isConflict)
            // No directory bucket sends events; their sessions would be looked for in every call.
            .disableS3ExpressSessionAuth(true)
            // Neither HEAD nor a conditional PUT over TLS needs a second checksum: it costs CPU.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED);
    change.accept(builder);
    return new PunctualS3(builder.build());
  }

  /**
   * A conditional write that met another request on the same key: it was not decided, ask again.
   */
  private static boolean isConflict(Throwable e) {
    return e instanceof S3Exception answer && answer.statusCode() == 409;
  }

  /**
   * The JDK keeps 5 idle connections a host, for 5 seconds: a batch would open most of its own
   * anew. It reads these before its first connection.
   */
  private static void keepConnections(int concurrency) {
    System.setProperty("http.maxConnections", Integer.toString(concurrency));
    System.setProperty("http.keepAlive.time.server", "15");
  }
}
