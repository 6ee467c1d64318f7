package objectledger.ops.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import objectledger.lambda.Sha256;
import objectledger.ops.UtcTime;

/**
 * The records of a {@link SampleJournal}.
 *
 * @param texts names in keys, labels and requesters of some of them
 */
record SampleRecords(List<String> texts) {
  private static final List<String> AREAS =
      List.of("events", "events", "events", "images", "images", "exports", "logs", "backup");
  private static final List<String> CLASSES =
      List.of("STANDARD", "STANDARD", "STANDARD", "STANDARD_IA", "INTELLIGENT_TIERING");
  private static final List<String> PEOPLE =
      List.of("AROAEXAMPLE:lifecycle-job", "AROAEXAMPLE:importer", "AIDAEXAMPLE");

  private String text(int number, String otherwise) {
    return !texts.isEmpty() && number / 10 < 20 * texts.size()
        ? texts.get(number / 10 % texts.size())
        : otherwise;
  }

  /** A created object. */
  Map<String, Object> creation(int number, Instant time, Random random) {
    var size = (long) Math.pow(2, 3 + random.nextInt(20) + random.nextDouble());
    var fields = fields("ObjectCreated:Put", "CREATE", key(number), time);
    fields.put("requester", "AWS:" + PEOPLE.get(1));
    fields.put("size", number % 97 == 0 ? 0L : size);
    fields.put("storage_class", CLASSES.get(number % CLASSES.size()));
    fields.put("encryption_status", number % 4 == 0 ? "SSE-KMS" : "SSE-S3");
    if (number % 4 == 0) {
      fields.put("kms_key_arn", "arn:aws:kms:eu-west-1:123456789012:key/1b2c");
    }
    var tags = new LinkedHashMap<String, String>();
    tags.put("stage", number % 3 == 0 ? "raw" : "clean");
    tags.put(text(number, "owner"), text(number, "team-" + number % 4));
    fields.put("object_tags", tags);
    var metadata = new LinkedHashMap<String, String>();
    metadata.put("origin", number % 2 == 0 ? "api" : "batch");
    metadata.put("job", "job-" + number % 40);
    fields.put("user_metadata", metadata);
    fields.put("object_state", "present");
    return fields;
  }

  /** A deleted one. */
  Map<String, Object> deletion(int number, Instant time) {
    var fields = fields("ObjectRemoved:Delete", "DELETE", text(number, key(number)), time);
    fields.put("requester", text(number, "AWS:" + PEOPLE.get(number / 10 % PEOPLE.size())));
    fields.put("object_state", "unread");
    return fields;
  }

  private String key(int number) {
    var area = AREAS.get(number % AREAS.size());
    return String.format(
        Locale.ROOT, "%s/%s/%06d.json", area, text(number, "day=" + number % 7), number);
  }

  private static Map<String, Object> fields(String name, String type, String key, Instant time) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("schema_version", 1);
    fields.put("record_id", Sha256.ofAll(List.of(name, key, UtcTime.text(time))));
    fields.put("record_type", type);
    fields.put("event_name", name);
    fields.put("record_timestamp", UtcTime.text(time));
    fields.put("bucket", SampleJournal.BUCKET);
    fields.put("key", key);
    fields.put("is_delete_marker", false);
    return fields;
  }
}
