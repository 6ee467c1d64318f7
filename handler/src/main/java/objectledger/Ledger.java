package objectledger;

import java.util.List;
import java.util.Optional;
import objectledger.aws.S3Api;
import objectledger.aws.WriteConflictException;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.WorkerPool;

/** The use case: for each event, reads its object, builds the record and writes it. */
final class Ledger {
  private final LedgerSettings settings;
  private final S3Api s3;
  private final Backoff backoff;
  private final Journal journal;
  private final SuccessHandler successHandler;
  private final WorkerPool workers;

  Ledger(LedgerSettings settings, S3Api s3, Backoff backoff) {
    this(settings, s3, backoff, SuccessHandler.NONE);
  }

  Ledger(LedgerSettings settings, S3Api s3, Backoff backoff, SuccessHandler successHandler) {
    this.settings = settings;
    this.s3 = s3;
    this.backoff = backoff;
    this.journal = new Journal(settings.ledger(s3), settings.retention());
    this.successHandler = successHandler;
    this.workers = new WorkerPool(settings.concurrency());
  }

  /**
   * Records each event as an object of its own. A failure does not affect the other events.
   *
   * @return the outcome of each event, in their order
   */
  List<Outcome> record(List<JsonValue> events, Deadline deadline) {
    return workers.forEach(
        events,
        deadline,
        event ->
            switch (prepare(event, deadline)) {
              case PreparedRecord.Failed failed -> failed.failure();
              case PreparedRecord.Ready ready -> write(ready.record(), deadline);
            },
        Ledger::deadlineExceeded);
  }

  /**
   * Records the events of a batch in few journal objects, one or more for each hour.
   *
   * @return the outcome of each event, in their order
   */
  List<Outcome> recordTogether(List<JsonValue> events, Deadline deadline) {
    // Reading ends early, so that there is time to write what was read.
    var reading = deadline.withReserve();
    var prepared =
        workers.forEach(
            events,
            reading,
            event -> prepare(event, reading),
            (event, reason) -> new PreparedRecord.Failed(deadlineExceeded(event, reason)));
    return new BatchWriter(
            journal,
            record -> refreshLatest(record, deadline),
            record ->
                Outcome.failureOf(record.uri(), () -> successHandler.onRecorded(record, deadline)),
            workers)
        .write(prepared, deadline);
  }

  private static Outcome.Failed deadlineExceeded(JsonValue json, DeadlineExceededException reason) {
    return Outcome.Failed.of(EventReader.label(json), reason);
  }

  private PreparedRecord prepare(JsonValue json, Deadline deadline) {
    try {
      var event = EventReader.read(json);
      var state = source(event.bucket()).read(event, deadline);
      return new PreparedRecord.Ready(LedgerRecord.of(event, state));
    } catch (RuntimeException e) {
      // All exceptions, because the SDK does not wrap every exception in its own.
      return new PreparedRecord.Failed(Outcome.Failed.of(EventReader.label(json), e));
    }
  }

  /**
   * Records objects that existed before the ledger, with a synthetic event for each. Each record is
   * an object of its own, so that a repetition writes the same names however the tasks are grouped.
   *
   * @return the outcome of each task, in their order
   */
  List<Outcome> backfill(List<JsonValue> tasks, Deadline deadline) {
    return workers.forEach(
        tasks, deadline, task -> backfill(task, deadline), Ledger::deadlineExceeded);
  }

  private Outcome backfill(JsonValue json, Deadline deadline) {
    try {
      var task = BatchJobTask.read(json);
      var state = source(task.bucket()).read(task.key(), task.versionId(), "", deadline);
      return switch (state) {
        case ObjectState.Present present ->
            write(
                LedgerRecord.of(task.event(present.head(), settings.region()), present), deadline);
        case ObjectState.CustomerEncrypted hidden ->
            throw new InvalidInputException(
                "it is encrypted with SSE-C: without its key, its creation time is unknown");
        case ObjectState.Gone gone -> new Outcome.Skipped("it is gone");
        case ObjectState.Superseded later ->
            throw new WriteConflictException(
                "it was overwritten while it was read: run the backfill again");
        case ObjectState.Unread unread -> throw new AssertionError("it was read");
      };
    } catch (RuntimeException e) {
      return Outcome.Failed.of(EventReader.label(json), e);
    }
  }

  /** Writes the journal first: it is authoritative, and the latest document can be built again. */
  private Outcome write(LedgerRecord record, Deadline deadline) {
    try {
      var isNew = journal.append(Segment.of(record), deadline);
      var failure = refreshLatest(record, deadline);
      if (failure.isPresent()) {
        return failure.get();
      }
      successHandler.onRecorded(record, deadline);
      return isNew ? new Outcome.Recorded(record) : new Outcome.Duplicate(record);
    } catch (RuntimeException e) {
      return Outcome.Failed.of(record.uri(), e);
    }
  }

  private Optional<Outcome.Failed> refreshLatest(LedgerRecord record, Deadline deadline) {
    if (!settings.keepLatest()) {
      return Optional.empty();
    }
    var latest = new LatestDocuments(settings.ledger(s3), source(record.bucket()), backoff);
    return Outcome.failureOf(record.uri(), () -> latest.refresh(record.key(), deadline));
  }

  private SourceObjectReader source(String bucket) {
    return new SourceObjectReader(settings.source(bucket, s3));
  }
}
