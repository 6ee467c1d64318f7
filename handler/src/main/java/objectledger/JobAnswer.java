package objectledger;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Answers an S3 Batch Operations job, task by task, in its own schema. */
final class JobAnswer {
  /** S3 cuts longer ones in its completion report. */
  private static final int MAX_TEXT = 1_000;

  private JobAnswer() {}

  static Map<String, Object> of(Payload.Job job, Function<BatchTask, Outcome> record) {
    var answer = new LinkedHashMap<String, Object>();
    answer.put("invocationSchemaVersion", job.schemaVersion());
    answer.put("treatMissingKeysAs", "PermanentFailure");
    answer.put("invocationId", job.invocationId());
    answer.put("results", job.tasks().stream().map(task -> result(task, record)).toList());
    return answer;
  }

  private static Map<String, Object> result(Json json, Function<BatchTask, Outcome> record) {
    try {
      return result(json, record.apply(BatchTask.read(json)));
    } catch (Malformed e) {
      return result(json, Outcome.Failed.of(json.path(), e));
    }
  }

  private static Map<String, Object> result(Json json, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Recorded recorded -> result(json, "Succeeded", recorded.record().id());
      case Outcome.Duplicate duplicate -> result(json, "Succeeded", duplicate.record().id());
      case Outcome.Ignored ignored -> result(json, "Succeeded", ignored.reason());
      case Outcome.Failed failed ->
          result(
              json,
              failed.fault() == Fault.RETRY ? "TemporaryFailure" : "PermanentFailure",
              failed.toString());
    };
  }

  private static Map<String, Object> result(Json json, String code, String text) {
    var cut = text.length() <= MAX_TEXT ? text : Log.cut(text, MAX_TEXT);
    return Map.of("taskId", json.get("taskId").text(), "resultCode", code, "resultString", cut);
  }
}
