package objectledger.changes;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import objectledger.json.InvalidInputException;
import objectledger.lambda.Deadline;

/**
 * Writes the changes of a batch, or refuses them. Lambda calls it for one batch at a time.
 *
 * <p>A refused record is an outcome: it is kept in the bucket, and the stream goes on. All else
 * that is not written fails, and is delivered again.
 */
final class Changes {
  private final ChangesBucket bucket;
  private final String declarationsKey;
  private final Function<Target, Sink> sinks;
  private final Map<String, Sink> sinksOfLabels = new HashMap<>();
  private Declarations declarations;

  /**
   * @param sinks makes the sink of a label, when it is first used
   */
  Changes(ChangesBucket bucket, String declarationsKey, Function<Target, Sink> sinks) {
    this.bucket = bucket;
    this.declarationsKey = declarationsKey;
    this.sinks = sinks;
  }

  /**
   * Handles a batch.
   *
   * @throws InvalidInputException if the request has no records of a stream
   */
  BatchResult handle(InputStream request, Deadline deadline) throws IOException {
    var cause = declare(deadline);
    var batch = new Batch(declarations);
    var isRedrive = Payload.read(request, batch::add);
    var result = new BatchResult(isRedrive, batch.records());
    if (cause == null) {
      write(batch, result, deadline);
    } else if (batch.first() != null) {
      result.failed(batch.first(), batch.records(), cause);
    }
    return result;
  }

  /**
   * Reads the declarations with the first batch, and not before: a snapshot contains no data.
   *
   * @return why they could not be read; null if they are there
   */
  private RuntimeException declare(Deadline deadline) {
    try {
      if (declarations == null) {
        declarations = bucket.declarations(declarationsKey, deadline);
      }
      return null;
    } catch (RuntimeException e) {
      // The request is read all the same: the answer names its first record.
      return e;
    }
  }

  private void write(Batch batch, BatchResult result, Deadline deadline) {
    var refusals = new ArrayList<>(batch.refusals());
    for (var label : batch.labels()) {
      if (label.records() > 0) {
        refusals.addAll(write(label, result, deadline.withReserve()));
      }
    }
    refusals.sort(Comparator.comparingInt(refusal -> refusal.received().index()));
    var causes = bucket.keep(refusals, deadline);
    for (var i = 0; i < causes.size(); i++) {
      var refusal = refusals.get(i);
      causes
          .get(i)
          .ifPresentOrElse(
              cause -> result.failed(refusal.received(), 1, cause), () -> result.refused(refusal));
    }
  }

  private List<Refusal> write(LabelBatch label, BatchResult result, Deadline deadline) {
    try {
      var declaration = label.declaration();
      var sink =
          sinksOfLabels.computeIfAbsent(
              declaration.label(), name -> sinks.apply(declaration.target()));
      var refused = label.write(sink, deadline);
      result.written(label, refused.size());
      return refused;
    } catch (RuntimeException e) {
      // What of it is written is written again, which changes nothing.
      result.failed(label.first(), label.records(), e);
      return List.of();
    }
  }
}
