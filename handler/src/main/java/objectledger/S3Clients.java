package objectledger;

import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Builds the one client to S3. */
final class S3Clients {
  private S3Clients() {}

  static S3Client create(Settings settings) {
    keepConnections(settings.concurrency());
    var client =
        AwsClients.configure(S3Client.builder(), settings.region(), S3Clients::isConflict)
            // Neither HEAD nor a conditional PUT over TLS needs a second checksum: it costs CPU.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .build();
    return new PunctualS3(client);
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
