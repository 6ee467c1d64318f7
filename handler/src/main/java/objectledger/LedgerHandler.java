package objectledger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/** The front door: bytes in, the use case, bytes out. Lambda makes one and calls it in turn. */
public final class LedgerHandler implements RequestStreamHandler {
  private final Ledger ledger;
  private final Log log;

  /**
   * The function as Lambda starts it, from the environment.
   *
   * @throws IllegalArgumentException if settings are missing or wrong; the message names them all
   */
  public LedgerHandler() {
    var settings = Settings.from(System.getenv());
    this.ledger = Ledger.create(settings, S3Clients.create(settings));
    this.log = Log.toStandardOutput(settings.logLevel());
  }

  /** The function with other collaborators. */
  LedgerHandler(Ledger ledger, Log log) {
    this.ledger = ledger;
    this.log = log;
  }

  /**
   * Records the events of one payload.
   *
   * @throws Malformed if the payload is none that the function knows
   * @throws NotRecorded if an event has no record in the end
   */
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    switch (Payload.of(Json.read(in))) {
      case Payload.TestEvent test ->
          log.info("test event ignored", Map.of("bucket", test.bucket()));
      case Payload.Notification notification -> answer(ledger.record(notification.events()));
    }
  }

  private void answer(List<Outcome> outcomes) {
    outcomes.forEach(this::report);
    var failures =
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .toList();
    if (!failures.isEmpty()) {
      throw new NotRecorded(failures, outcomes.size());
    }
  }

  private void report(Outcome outcome) {
    switch (outcome) {
      case Outcome.Recorded recorded -> log.info("recorded", recorded.record().summary());
      case Outcome.Duplicate duplicate -> log.info("recorded before", duplicate.record().summary());
      case Outcome.Failed failed -> log.error("not recorded", failed.summary());
    }
  }
}
