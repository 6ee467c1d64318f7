package objectledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** The response to an S3 Batch Operations job, with a result for each task. */
final class BatchJobResponse {
  /** S3 truncates longer texts in its completion report. */
  private static final int MAX_TEXT = 1_000;

  private BatchJobResponse() {}

  /**
   * The response to a job.
   *
   * @param outcomes of its tasks, in their order
   */
  static Map<String, Object> of(Payload.BatchJob job, List<Outcome> outcomes) {
    var results = new ArrayList<Map<String, Object>>(outcomes.size());
    for (var i = 0; i < outcomes.size(); i++) {
      results.add(result(job.tasks().get(i), outcomes.get(i)));
    }
    var answer = new LinkedHashMap<String, Object>();
    answer.put("invocationSchemaVersion", job.schemaVersion());
    answer.put("treatMissingKeysAs", "PermanentFailure");
    answer.put("invocationId", job.invocationId());
    answer.put("results", results);
    return answer;
  }

  private static Map<String, Object> result(JsonValue json, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded recorded -> result(json, "Succeeded", recorded.record().id());
      case Outcome.Duplicate duplicate -> result(json, "Succeeded", duplicate.record().id());
      case Outcome.Skipped ignored -> result(json, "Succeeded", ignored.reason());
      case Outcome.Failed failed ->
          result(
              json,
              failed.kind() == FailureKind.RETRY ? "TemporaryFailure" : "PermanentFailure",
              failed.toString());
    };
  }

  private static Map<String, Object> result(JsonValue json, String code, String text) {
    var cut = text.length() <= MAX_TEXT ? text : JsonText.cut(text, MAX_TEXT);
    return Map.of("taskId", json.get("taskId").text(), "resultCode", code, "resultString", cut);
  }
}
