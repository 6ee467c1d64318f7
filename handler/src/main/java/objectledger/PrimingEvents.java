package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import objectledger.aws.S3Api;
import objectledger.aws.SyntheticEvents;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.Log;

/**
 * Synthetic events that run the code of the function before the first real event. They use no
 * bucket, no credentials, no secret and no log.
 *
 * @param settings of the function
 * @param handlers creates the function from a ledger and a log
 */
record PrimingEvents(LedgerSettings settings, BiFunction<Ledger, Log, Handler> handlers) {
  private static final int MILLIS_LEFT = 10_000;

  /** The function that handles the events. */
  @FunctionalInterface
  interface Handler {
    void handle(InputStream in, OutputStream out, Deadline deadline) throws IOException;
  }

  /**
   * Handles one direct event with the settings of the function; or that event and an SQS batch,
   * with latest documents. The workflow is not called, because the ledger has no success handler.
   *
   * @param s3 the stub
   */
  void handle(S3Api s3, boolean everything) throws IOException {
    var bucket = settings.sourceBuckets().getFirst();
    var put = SyntheticEvents.put(bucket, 1);
    var used = everything ? settings.withLatest() : settings;
    var ledger = new Ledger(used, s3, Backoff.jittered());
    var handler = handlers.apply(ledger, Log.silent(used.logLevel()));
    var payloads = new ArrayList<>(List.of(put));
    if (everything) {
      payloads.add(SyntheticEvents.sqsBatch(List.of(put, SyntheticEvents.put(bucket, 2))));
    }
    for (var payload : payloads) {
      handler.handle(
          new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8)),
          OutputStream.nullOutputStream(),
          new Deadline(() -> MILLIS_LEFT));
    }
  }
}
