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
import objectledger.lambda.Invocation;
import objectledger.lambda.Log;

/**
 * Synthetic events that run the code of the function before the first real event. They use no
 * bucket, no credentials, no secret and no log.
 *
 * @param settings of the function
 * @param handlers creates the function from a ledger and a log
 */
record PrimingEvents(LedgerSettings settings, BiFunction<Ledger, Log, Handler> handlers) {
  private static final Invocation INVOCATION = new Invocation(() -> 10_000, false);

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
    var log = used.log().silent();
    var handler = handlers.apply(ledger, log);
    var payloads = new ArrayList<>(List.of(put));
    if (everything) {
      payloads.add(SyntheticEvents.sqsBatch(List.of(put, SyntheticEvents.put(bucket, 2))));
    }
    var out = OutputStream.nullOutputStream();
    for (var payload : payloads) {
      var in = new ByteArrayInputStream(payload.getBytes(StandardCharsets.UTF_8));
      INVOCATION.run(log, deadline -> handler.handle(in, out, deadline));
    }
  }
}
