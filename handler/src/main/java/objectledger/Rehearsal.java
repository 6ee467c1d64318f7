package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Plays the function once through before its first event, against a {@link Loopback} in place of
 * S3: most of what a first event costs is classes that are loaded and code that is run for the
 * first time. It meets no bucket, no credentials, no secret and no log.
 */
final class Rehearsal {
  private static final int MILLIS_LEFT = 10_000;

  /**
   * How often it is played before a snapshot, where time costs nothing: what has run some hundred
   * times is compiled, and the snapshot keeps that.
   */
  private static final int TIMES_BEFORE_A_SNAPSHOT = 25;

  private Rehearsal() {}

  /** One event that S3 sends itself, with what the settings keep. */
  static void ofOneEvent(Settings settings) throws IOException {
    try (var loopback = new Loopback();
        var http = new RehearsalHttp(AwsClients.http(), loopback.uri());
        var s3 = S3Clients.rehearsing(settings, http)) {
      play(settings, settings.keepLatest(), s3, event(settings, 1));
    }
  }

  /** Every way through the code that leads to S3, and TLS and credentials too. */
  static void ofEverything(Settings settings) throws IOException, GeneralSecurityException {
    var key = new LoopbackKey();
    for (var time = 0; time < TIMES_BEFORE_A_SNAPSHOT; time++) {
      askForCredentials();
      playEverything(settings, key);
    }
  }

  /** As a restored function asks for them, by whatever the environment will then say. */
  private static void askForCredentials() throws IOException {
    var address = SdkSystemSetting.AWS_CONTAINER_CREDENTIALS_FULL_URI.property();
    try (var loopback = Loopback.withCredentials();
        var provider = ContainerCredentialsProvider.builder().build()) {
      System.setProperty(address, loopback.uri().toString());
      provider.resolveCredentials();
    } finally {
      System.clearProperty(address);
    }
  }

  private static void playEverything(Settings settings, LoopbackKey key)
      throws IOException, GeneralSecurityException {
    try (var loopback = new Loopback(key);
        var http = new RehearsalHttp(AwsClients.http(key.trustManagers()), loopback.uri());
        var s3 = S3Clients.rehearsing(settings, http)) {
      Connections.askFor(settings.sourceBucket(), settings, s3);
      play(settings, true, s3, event(settings, 1));
      play(settings, true, s3, batch(List.of(event(settings, 1), event(settings, 2))));
    }
  }

  private static void play(Settings settings, boolean keepLatest, S3Client s3, String payload)
      throws IOException {
    var own =
        new Settings(
            settings.sourceBucket(),
            settings.ledgerBucket(),
            settings.bucketOwner(),
            keepLatest,
            settings.concurrency(),
            settings.logLevel(),
            settings.region(),
            settings.functionVersion());
    new LedgerHandler(new Ledger(own, s3, Pause.jittered()), silent(own))
        .handle(
            new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            new Deadline(() -> MILLIS_LEFT));
  }

  /** An event of a put, as S3 words it. */
  private static String event(Settings settings, int number) {
    return """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"rehearsal",
        "eventTime":"1970-01-01T00:00:00.000Z","eventName":"ObjectCreated:Put",
        "userIdentity":{"principalId":"nobody"},
        "requestParameters":{"sourceIPAddress":"127.0.0.1"},
        "responseElements":{"x-amz-request-id":"rehearsal"},
        "s3":{"bucket":{"name":"BUCKET"},"object":{"key":"rehearsal+NUMBER","size":0,
        "eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"null","sequencer":"NUMBER"}}}]}
        """
        .replace("BUCKET", settings.sourceBucket())
        .replace("NUMBER", Integer.toString(number));
  }

  private static String batch(List<String> events) {
    var messages =
        events.stream()
            .map(event -> Map.of("messageId", "1", "eventSource", "aws:sqs", "body", event))
            .toList();
    return new String(JsonLine.of(Map.of("Records", messages)), StandardCharsets.UTF_8);
  }

  private static Log silent(Settings settings) {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Log(nowhere, InstantSource.system(), settings.logLevel());
  }
}
