package objectledger.changes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.FailureClassifier;
import objectledger.json.JsonFields;
import objectledger.json.JsonText;
import objectledger.lambda.Log;

/** What became of the records of a batch. */
final class BatchResult {
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Failure> failures = new ArrayList<>();
  private final List<Map<String, Object>> summaries = new ArrayList<>();
  private final boolean isRedrive;
  private final int records;
  private int failed;

  /**
   * @param isRedrive whether the answer says more
   * @param records of the batch
   */
  BatchResult(boolean isRedrive, int records) {
    this.isRedrive = isRedrive;
    this.records = records;
  }

  /**
   * Records that are neither written nor refused.
   *
   * @param first of them
   */
  private record Failure(Received first, RuntimeException cause) {}

  void refused(Refusal kept) {
    refusals.add(kept);
  }

  /**
   * Records that are neither written nor refused.
   *
   * @param first of them
   */
  void failed(Received first, int count, RuntimeException cause) {
    failures.add(new Failure(first, cause));
    failed += count;
  }

  /**
   * The records of a label are written.
   *
   * @param refused of them by the database
   */
  void written(LabelBatch label, int refused) {
    summaries.add(
        new JsonFields()
            .put("label", label.declaration().label())
            .put("records", label.records() - refused)
            .put("keys", label.keys())
            .put("expired", label.expired())
            .only("label", "records", "keys", "expired"));
  }

  /** Writes the log lines: never a value of a record. */
  void writeTo(Log log) {
    summaries.forEach(summary -> log.info("changes written", summary));
    refusals.forEach(refusal -> log.warn("change refused", refusal.summary()));
    for (var failure : failures) {
      var line = new LinkedHashMap<String, Object>();
      line.put("label", failure.first().label());
      line.put("stream", failure.first().arn());
      line.put("sequence_number", failure.first().number());
      line.put("fault", FailureClassifier.kindOf(failure.cause()));
      line.put("reason", JsonText.oneLine(failure.cause().getMessage()));
      log.error("changes not written", line);
    }
  }

  /**
   * The answer. The stream goes on from the record that it names, which is the first that is
   * neither written nor refused: those before it are done, and repeating those after it changes
   * nothing.
   */
  Map<String, Object> answer() {
    var answer = new LinkedHashMap<String, Object>();
    answer.put(
        "batchItemFailures",
        firstFailed().map(number -> List.of(Map.of("itemIdentifier", number))).orElse(List.of()));
    if (isRedrive) {
      answer.put("refused", refusals.stream().map(Refusal::answer).toList());
      answer.put("written", records - refusals.size() - failed);
    }
    return answer;
  }

  private Optional<String> firstFailed() {
    return failures.stream()
        .map(Failure::first)
        .min(Comparator.comparingInt(Received::index))
        .map(Received::number);
  }
}
