package objectledger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.HashMap;
import objectledger.aws.S3ClientFactory;
import objectledger.lambda.Backoff;

/**
 * The function twice in one process, with the metrics and without, which share all but the log. An
 * event that begins with a space is for the one with metrics.
 *
 * <p>Two processes would differ by more than the metrics cost: each compiles its code in another
 * order, to other places in memory.
 */
public final class MetricsPair implements RequestStreamHandler {
  /** What is put before an event. */
  static final char MARK = ' ';

  private final RequestStreamHandler without;
  private final RequestStreamHandler with;

  /** As Lambda creates it, with its settings from the environment. */
  public MetricsPair() {
    var environment = new HashMap<>(System.getenv());
    var settings = LedgerSettings.from(environment);
    environment.put("METRICS_SOURCES", "source");
    var measured = LedgerSettings.from(environment);
    if (settings.log().metrics().labels().isEmpty()
        == measured.log().metrics().labels().isEmpty()) {
      throw new IllegalStateException("METRICS_SOURCES does not switch the metrics on");
    }
    var s3 = S3ClientFactory.create(settings.region(), settings.concurrency(), 2);
    var ledger = new Ledger(settings, s3, Backoff.jittered());
    this.without = new LedgerHandler(ledger, settings.log().toStandardOutput());
    this.with = new LedgerHandler(ledger, measured.log().toStandardOutput());
  }

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = new PushbackInputStream(in);
    var first = event.read();
    if (first == MARK) {
      with.handleRequest(event, out, context);
    } else {
      event.unread(first);
      without.handleRequest(event, out, context);
    }
  }
}
