package objectledger.ops.backfill;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.FunctionInvoker;

/** A request to the function in the protocol of S3 Batch Operations, and its results. */
public final class BatchJobRequest {
  private static final Pattern RECORD_ID = Pattern.compile("[0-9a-f]{64}");

  private BatchJobRequest() {}

  /** The result of one object. */
  public enum Code {
    SUCCEEDED,
    /** The object was deleted after it was listed. */
    SKIPPED,
    TEMPORARY,
    PERMANENT
  }

  /**
   * What the function returned for one object.
   *
   * @param text the record's id, or why there is none
   */
  public record Result(Listing.Item item, Code code, String text) {}

  /** The payload for these objects; their keys are form-encoded. */
  static byte[] payload(String bucket, List<Listing.Item> items) {
    var tasks = new ArrayList<Map<String, Object>>(items.size());
    for (var i = 0; i < items.size(); i++) {
      var task = new LinkedHashMap<String, Object>();
      task.put("taskId", Integer.toString(i));
      task.put("s3Key", URLEncoder.encode(items.get(i).key(), StandardCharsets.UTF_8));
      task.put("s3VersionId", items.get(i).versionId().isEmpty() ? null : items.get(i).versionId());
      task.put("s3Bucket", bucket);
      tasks.add(task);
    }
    var payload = new LinkedHashMap<String, Object>();
    payload.put("invocationSchemaVersion", "2.0");
    payload.put("invocationId", "make-backfill");
    payload.put("job", Map.of("id", "make-backfill"));
    payload.put("tasks", tasks);
    return JsonWriter.toLine(payload);
  }

  /**
   * The result of each object. One that the response does not contain may succeed the next time.
   */
  static List<Result> results(List<Listing.Item> items, FunctionInvoker.Response answer) {
    var byTask = new HashMap<String, JsonValue>();
    if (!answer.isError()) {
      answer.json().get("results").items().forEach(r -> byTask.put(r.get("taskId").text(), r));
    }
    var missing = answer.problem().orElse("the response does not contain the object");
    var results = new ArrayList<Result>(items.size());
    for (var i = 0; i < items.size(); i++) {
      var task = byTask.get(Integer.toString(i));
      results.add(
          task == null
              ? new Result(items.get(i), Code.TEMPORARY, missing)
              : new Result(items.get(i), code(task), task.get("resultString").textOrEmpty()));
    }
    return results;
  }

  private static Code code(JsonValue task) {
    return switch (task.get("resultCode").text()) {
      // The function says the record's id, or why there is none.
      case "Succeeded" ->
          RECORD_ID.matcher(task.get("resultString").textOrEmpty()).matches()
              ? Code.SUCCEEDED
              : Code.SKIPPED;
      case "TemporaryFailure" -> Code.TEMPORARY;
      default -> Code.PERMANENT;
    };
  }
}
