package objectledger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import objectledger.aws.S3ClientFactory;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.Invocation;
import objectledger.lambda.Log;
import objectledger.startup.SnapStartHooks;
import objectledger.startup.YoungGeneration;

/**
 * The Lambda entry point: parses the request, runs the use case and writes the response. Lambda
 * creates one instance and calls it for one request at a time.
 */
public final class LedgerHandler implements RequestStreamHandler {
  private final Ledger ledger;
  private final Log log;

  /**
   * The function as Lambda creates it, with its settings from the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  public LedgerHandler() {
    var environment = System.getenv();
    var settings = LedgerSettings.from(environment);
    SnapStartHooks.loadClassesInBackground(
        settings.sourceBuckets().getFirst(), settings.region(), environment);
    var s3 =
        S3ClientFactory.create(
            settings.region(), settings.concurrency(), settings.sourceBuckets().size() + 1);
    var backoff = Backoff.jittered();
    this.ledger =
        new Ledger(settings, s3, backoff, SuccessHandler.of(settings, s3, backoff, environment));
    this.log = settings.log().toStandardOutput();
    var priming =
        new PrimingEvents(
            settings, (stubbed, silent) -> new LedgerHandler(stubbed, silent)::handle);
    SnapStartHooks.begin(priming::handle, settings.region(), settings.buckets(s3), environment);
  }

  /** The function with given collaborators, for tests and priming. */
  LedgerHandler(Ledger ledger, Log log) {
    this.ledger = ledger;
    this.log = log;
  }

  /**
   * Records the events of one payload.
   *
   * @throws InvalidInputException if the payload is not of a supported kind
   * @throws EventsNotRecordedException if an event of a payload that gets one response for all its
   *     events was not recorded
   */
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    Invocation.of(context).run(log, deadline -> handle(in, out, deadline));
  }

  void handle(InputStream in, OutputStream out, Deadline deadline) throws IOException {
    YoungGeneration.resizeOnce();
    switch (payload(in)) {
      case Payload.TestEvent test ->
          log.info("test event ignored", Map.of("bucket", test.bucket()));
      case Payload.Events events ->
          throwIfAnyFailed(logAll(ledger.record(events.events(), deadline)));
      case Payload.SqsBatch batch -> out.write(JsonWriter.toLine(failedMessages(batch, deadline)));
      case Payload.BatchJob job ->
          out.write(
              JsonWriter.toLine(
                  BatchJobResponse.of(job, logAll(ledger.backfill(job.tasks(), deadline)))));
    }
  }

  /** An unreadable payload is logged as a failure too, because an alarm counts these lines. */
  private Payload payload(InputStream in) throws IOException {
    try {
      return Payload.of(JsonValue.read(in));
    } catch (InvalidInputException e) {
      Outcome.Failed.of("payload", e).writeTo(log, "");
      throw e;
    }
  }

  private List<Outcome> logAll(List<Outcome> outcomes) {
    outcomes.forEach(outcome -> outcome.writeTo(log, ""));
    return outcomes;
  }

  private static void throwIfAnyFailed(List<Outcome> outcomes) {
    var failures =
        outcomes.stream()
            .filter(Outcome.Failed.class::isInstance)
            .map(Outcome.Failed.class::cast)
            .toList();
    if (!failures.isEmpty()) {
      throw new EventsNotRecordedException(failures, outcomes.size());
    }
  }

  /** The partial batch response: SQS delivers the named messages again, and deletes all others. */
  private Map<String, Object> failedMessages(Payload.SqsBatch batch, Deadline deadline) {
    var messageIds = new ArrayList<String>();
    var events = new ArrayList<JsonValue>();
    var failed = new LinkedHashSet<String>();
    for (var message : batch.messages()) {
      try {
        for (var event : message.events()) {
          messageIds.add(message.id());
          events.add(event);
        }
      } catch (InvalidInputException e) {
        Outcome.Failed.of(message.body().path(), e).writeTo(log, message.id());
        failed.add(message.id());
      }
    }
    var outcomes = ledger.recordTogether(events, deadline);
    for (var i = 0; i < outcomes.size(); i++) {
      outcomes.get(i).writeTo(log, messageIds.get(i));
      if (outcomes.get(i) instanceof Outcome.Failed) {
        failed.add(messageIds.get(i));
      }
    }
    return Map.of(
        "batchItemFailures", failed.stream().map(id -> Map.of("itemIdentifier", id)).toList());
  }
}
