package objectledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import objectledger.lambda.Deadline;
import objectledger.lambda.WorkerPool;

/**
 * Writes the records of a batch: many records of an hour share one journal object, which costs a
 * fraction of one object per record. The records of a segment are written, or fail, together; any
 * other failure concerns one key or one record only.
 *
 * @param refreshLatest updates the latest document of a key; returns the failure, if any
 * @param onRecorded is called after a record is written; returns the failure, if any
 */
record BatchWriter(
    Journal journal,
    Function<String, Optional<Outcome.Failed>> refreshLatest,
    Function<LedgerRecord, Optional<Outcome.Failed>> onRecorded,
    WorkerPool workers) {

  /** Writes the records that are ready. Returns the outcome of each event, in their order. */
  List<Outcome> write(List<PreparedRecord> prepared, Deadline deadline) {
    var ready =
        prepared.stream()
            .filter(PreparedRecord.Ready.class::isInstance)
            .map(PreparedRecord.Ready.class::cast)
            .collect(toMap(BatchWriter::id, Function.identity(), (one, same) -> one))
            .values();
    var outcomes = append(ready, deadline);
    forWritten(ready, one -> one.event().key(), refreshLatest, outcomes, deadline);
    forWritten(ready, PreparedRecord.Ready::record, onRecorded, outcomes, deadline);
    return prepared.stream()
        .map(
            one ->
                switch (one) {
                  case PreparedRecord.Failed failed -> failed.failure();
                  case PreparedRecord.Ready record -> outcomes.get(id(record));
                })
        .toList();
  }

  private static String id(PreparedRecord.Ready ready) {
    return ready.record().id();
  }

  /** Appends the records to the journal. Returns the outcomes by record id. */
  private Map<String, Outcome> append(Collection<PreparedRecord.Ready> ready, Deadline deadline) {
    var segments = Segment.of(ready.stream().map(PreparedRecord.Ready::record).toList());
    var outcomes = new HashMap<String, Outcome>();
    workers
        .forEach(segments, deadline, segment -> append(segment, deadline), BatchWriter::failed)
        .forEach(outcomes::putAll);
    return outcomes;
  }

  private Map<String, Outcome> append(Segment segment, Deadline deadline) {
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
   * Runs a step once for each subject of the written records. A failure replaces the outcomes of
   * all records of the subject.
   */
  private <T> void forWritten(
      Collection<PreparedRecord.Ready> ready,
      Function<PreparedRecord.Ready, T> subject,
      Function<T, Optional<Outcome.Failed>> step,
      Map<String, Outcome> outcomes,
      Deadline deadline) {
    var records =
        ready.stream()
            .filter(one -> !(outcomes.get(id(one)) instanceof Outcome.Failed))
            .collect(groupingBy(subject, LinkedHashMap::new, toList()));
    var subjects = List.copyOf(records.keySet());
    var failures =
        workers.forEach(
            subjects,
            deadline,
            step,
            (one, reason) ->
                Optional.of(Outcome.Failed.of(records.get(one).getFirst().record().uri(), reason)));
    for (var i = 0; i < subjects.size(); i++) {
      var sharing = records.get(subjects.get(i));
      failures.get(i).ifPresent(failure -> sharing.forEach(one -> outcomes.put(id(one), failure)));
    }
  }
}
