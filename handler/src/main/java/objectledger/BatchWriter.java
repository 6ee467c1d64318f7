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
 * @param refreshLatest updates the latest document of a record's object; returns the failure, if
 *     any
 * @param onRecorded is called after a record is written; returns the failure, if any
 */
record BatchWriter(
    Journal journal,
    Function<LedgerRecord, Optional<Outcome.Failed>> refreshLatest,
    Function<LedgerRecord, Optional<Outcome.Failed>> onRecorded,
    WorkerPool workers) {

  /** Writes the records that are ready. Returns the outcome of each event, in their order. */
  List<Outcome> write(List<PreparedRecord> prepared, Deadline deadline) {
    var records =
        prepared.stream()
            .filter(PreparedRecord.Ready.class::isInstance)
            .map(one -> ((PreparedRecord.Ready) one).record())
            .collect(toMap(LedgerRecord::id, Function.identity(), (one, same) -> one))
            .values();
    var outcomes = append(records, deadline);
    forWritten(records, LedgerRecord::uri, refreshLatest, outcomes, deadline);
    forWritten(records, LedgerRecord::id, onRecorded, outcomes, deadline);
    return prepared.stream()
        .map(
            one ->
                switch (one) {
                  case PreparedRecord.Failed failed -> failed.failure();
                  case PreparedRecord.Ready ready -> outcomes.get(ready.record().id());
                })
        .toList();
  }

  /** Appends the records to the journal. Returns the outcomes by record id. */
  private Map<String, Outcome> append(Collection<LedgerRecord> records, Deadline deadline) {
    var segments = Segment.of(records);
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
  private void forWritten(
      Collection<LedgerRecord> records,
      Function<LedgerRecord, String> subject,
      Function<LedgerRecord, Optional<Outcome.Failed>> step,
      Map<String, Outcome> outcomes,
      Deadline deadline) {
    var written =
        records.stream()
            .filter(record -> !(outcomes.get(record.id()) instanceof Outcome.Failed))
            .collect(groupingBy(subject, LinkedHashMap::new, toList()));
    var groups = List.copyOf(written.values());
    var failures =
        workers.forEach(
            groups,
            deadline,
            group -> step.apply(group.getFirst()),
            (group, reason) -> Optional.of(Outcome.Failed.of(group.getFirst().uri(), reason)));
    for (var i = 0; i < groups.size(); i++) {
      var group = groups.get(i);
      failures.get(i).ifPresent(failure -> group.forEach(one -> outcomes.put(one.id(), failure)));
    }
  }
}
