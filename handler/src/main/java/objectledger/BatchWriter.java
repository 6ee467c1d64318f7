package objectledger;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import objectledger.lambda.Deadline;
import objectledger.lambda.WorkerPool;

/**
 * Writes the records of a batch with one object for many records of an hour, which costs a fraction
 * of one object per record. The records of a segment are written, or fail, together; any other
 * failure concerns one record only.
 */
final class BatchWriter {
  private final String bucket;
  private final Journal journal;
  private final Function<String, Optional<Outcome.Failed>> refreshLatest;
  private final Function<LedgerRecord, Optional<Outcome.Failed>> onRecorded;
  private final WorkerPool workers;

  /**
   * @param bucket the source bucket of the records
   * @param refreshLatest updates the latest document of a key; returns the failure, if any
   * @param onRecorded is called after a record is written; returns the failure, if any
   */
  BatchWriter(
      String bucket,
      Journal journal,
      Function<String, Optional<Outcome.Failed>> refreshLatest,
      Function<LedgerRecord, Optional<Outcome.Failed>> onRecorded,
      WorkerPool workers) {
    this.bucket = bucket;
    this.journal = journal;
    this.refreshLatest = refreshLatest;
    this.onRecorded = onRecorded;
    this.workers = workers;
  }

  /** Writes the records that are ready. Returns the outcome of each event, in their order. */
  List<Outcome> write(List<PreparedRecord> prepared, Deadline deadline) {
    var ready =
        prepared.stream()
            .filter(PreparedRecord.Ready.class::isInstance)
            .map(PreparedRecord.Ready.class::cast)
            .collect(toMap(one -> one.record().id(), Function.identity(), (one, same) -> one));
    var written = new HashMap<String, Outcome>();
    var segments = Segment.of(ready.values().stream().map(PreparedRecord.Ready::record).toList());
    workers
        .forEach(
            segments, deadline, segment -> writeSegment(segment, deadline), BatchWriter::failed)
        .forEach(written::putAll);
    var latest = refreshAll(ready, written, deadline);
    onRecorded(ready, written, latest, deadline);
    return prepared.stream().map(one -> outcome(one, written, latest)).toList();
  }

  private Map<String, Outcome> writeSegment(Segment segment, Deadline deadline) {
    try {
      var isNew = journal.append(segment, deadline);
      return each(segment, r -> isNew ? new Outcome.Recorded(r) : new Outcome.Duplicate(r));
    } catch (RuntimeException e) {
      return failed(segment, e);
    }
  }

  private static Map<String, Outcome> failed(Segment segment, RuntimeException e) {
    return each(segment, record -> Outcome.Failed.of(record.uri(), e));
  }

  private static Map<String, Outcome> each(
      Segment segment, Function<LedgerRecord, Outcome> outcome) {
    return segment.records().stream().collect(toMap(LedgerRecord::id, outcome));
  }

  /**
   * Updates the latest document of each object whose record is in the journal. Returns the failures
   * by key.
   */
  private Map<String, Outcome.Failed> refreshAll(
      Map<String, PreparedRecord.Ready> ready, Map<String, Outcome> written, Deadline deadline) {
    var keys =
        ready.values().stream()
            .filter(one -> !(written.get(one.record().id()) instanceof Outcome.Failed))
            .map(one -> one.event().key())
            .distinct()
            .toList();
    var failures = new HashMap<String, Outcome.Failed>();
    var results =
        workers.forEach(
            keys,
            deadline,
            refreshLatest,
            (key, reason) -> Optional.of(Outcome.Failed.of("s3://" + bucket + "/" + key, reason)));
    for (var i = 0; i < keys.size(); i++) {
      var key = keys.get(i);
      results.get(i).ifPresent(failure -> failures.put(key, failure));
    }
    return failures;
  }

  /**
   * Calls the success handler for each record that is completely written. A failure replaces its
   * outcome.
   */
  private void onRecorded(
      Map<String, PreparedRecord.Ready> ready,
      Map<String, Outcome> written,
      Map<String, Outcome.Failed> latest,
      Deadline deadline) {
    var kept =
        ready.values().stream()
            .filter(one -> !(outcome(one, written, latest) instanceof Outcome.Failed))
            .map(PreparedRecord.Ready::record)
            .toList();
    var results =
        workers.forEach(
            kept,
            deadline,
            onRecorded,
            (record, reason) -> Optional.of(Outcome.Failed.of(record.uri(), reason)));
    for (var i = 0; i < kept.size(); i++) {
      var id = kept.get(i).id();
      results.get(i).ifPresent(failure -> written.put(id, failure));
    }
  }

  private static Outcome outcome(
      PreparedRecord one, Map<String, Outcome> written, Map<String, Outcome.Failed> latest) {
    return switch (one) {
      case PreparedRecord.Failed failed -> failed.failure();
      case PreparedRecord.Ready ready ->
          latest.containsKey(ready.event().key())
              ? latest.get(ready.event().key())
              : written.get(ready.record().id());
    };
  }
}
