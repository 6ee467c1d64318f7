package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import objectledger.aws.S3Api;
import objectledger.json.JsonWriter;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;

/**
 * Synthetic events that run the code of the function before the first real event. They use no
 * bucket, no credentials, no secret and no log.
 */
final class PrimingEvents {
  private static final int MILLIS_LEFT = 10_000;

  private final LedgerSettings settings;
  private final BiFunction<Ledger, Log, Handler> handlers;

  /**
   * @param handlers creates the function from a ledger and a log
   */
  PrimingEvents(LedgerSettings settings, BiFunction<Ledger, Log, Handler> handlers) {
    this.settings = settings;
    this.handlers = handlers;
  }

  /** The function that handles the events. */
  @FunctionalInterface
  interface Handler {
    void handle(InputStream in, OutputStream out, Deadline deadline) throws IOException;
  }

  /**
   * Handles one direct event with the settings of the function; or that event and an SQS batch,
   * with latest documents.
   *
   * @param s3 the stub
   */
  void handle(S3Api s3, boolean everything) throws IOException {
    handle(event(1), everything || settings.keepLatest(), s3);
    if (everything) {
      handle(batch(List.of(event(1), event(2))), true, s3);
    }
  }

  private void handle(String payload, boolean keepLatest, S3Api s3) throws IOException {
    var own =
        new LedgerSettings(
            settings.sourceBucket(),
            settings.ledgerBucket(),
            settings.bucketOwner(),
            keepLatest,
            settings.concurrency(),
            settings.logLevel(),
            settings.region(),
            settings.functionVersion());
    handlers
        .apply(new Ledger(own, s3, Backoff.jittered()), silent(own))
        .handle(
            new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
            OutputStream.nullOutputStream(),
            new Deadline(() -> MILLIS_LEFT));
  }

  /** The S3 notification of a put. */
  private String event(int number) {
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
    return new String(JsonWriter.toLine(Map.of("Records", messages)), StandardCharsets.UTF_8);
  }

  private static Log silent(LedgerSettings settings) {
    var nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Log(nowhere, InstantSource.system(), settings.logLevel());
  }
}
