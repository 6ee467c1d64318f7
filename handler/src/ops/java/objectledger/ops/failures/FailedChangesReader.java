package objectledger.ops.failures;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.ChangesFunction;

/**
 * Reads what an object of the changes bucket says of its records, without the records: a batch has
 * some megabytes of them.
 */
final class FailedChangesReader {
  private final ChangesFunction function;

  FailedChangesReader(ChangesFunction function) {
    this.function = function;
  }

  /**
   * Reads an object.
   *
   * @throws InvalidInputException if it does not say which records were not written
   */
  FailedChanges read(String key, Instant time, InputStream object) throws IOException {
    var json = new JsonValue("", MembersBeforeRecords.read(object));
    return key.startsWith("refused/") ? refused(key, time, json) : batch(key, time, json);
  }

  private static FailedChanges refused(String key, Instant time, JsonValue json) {
    if (!json.get("record").isEqualTo(true)) {
      throw new InvalidInputException("it has no record");
    }
    var label = json.get("label").textOrEmpty();
    return new FailedChanges(
        key,
        time,
        label.isEmpty() ? FailedChanges.NO_LABEL : label,
        1,
        json.get("sequence_number").textOrEmpty(),
        Optional.empty(),
        json.get("reason_code").text(),
        json.get("reason").textOrEmpty());
  }

  private FailedChanges batch(String key, Instant time, JsonValue json) {
    var dynamo = json.get("DDBStreamBatchInfo");
    var info = dynamo.isAbsent() ? json.get("KinesisBatchInfo") : dynamo;
    if (!json.get("payload").isEqualTo(true)) {
      throw new InvalidInputException("it has no payload");
    }
    var first = info.get("startSequenceNumber").text();
    var last = info.get("endSequenceNumber").text();
    return new FailedChanges(
        key,
        instant(json.get("timestamp").textOrEmpty()).orElse(time),
        label(info.get("streamArn").textOrEmpty(), key),
        count(info.get("batchSize").textOrEmpty()),
        "%s %s%s"
            .formatted(info.get("shardId").text(), first, first.equals(last) ? "" : " to " + last),
        Optional.of(
            new FailedChanges.Batch(
                instant(info.get("approximateArrivalOfFirstRecord").textOrEmpty()).orElse(time),
                first,
                last)),
        condition(json),
        "");
  }

  /** The cause, unless the function's log has a better one. */
  private static String condition(JsonValue json) {
    var error = json.get("responseContext").get("functionError").textOrEmpty();
    return "the log has no cause for it: Lambda gave it up: %s%s"
        .formatted(
            JsonText.oneLine(json.get("requestContext").get("condition").textOrEmpty()),
            error.isEmpty() ? "" : ", " + JsonText.oneLine(error));
  }

  private String label(String stream, String key) {
    var parts = key.split("/", -1);
    return function
        .labelOfStream(stream)
        .or(() -> parts.length > 2 ? function.labelOfMapping(parts[2]) : Optional.empty())
        .orElse(FailedChanges.NO_LABEL);
  }

  private static long count(String size) {
    return size.matches("[1-9][0-9]{0,8}") ? Long.parseLong(size) : 1;
  }

  private static Optional<Instant> instant(String time) {
    try {
      return time.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
