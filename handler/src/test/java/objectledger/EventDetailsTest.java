package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Proves that the facts which only an event tells are in its record, in the same words whichever
 * way it came, and that an odd one of them keeps no event from being recorded.
 */
class EventDetailsTest {
  private static final List<String> FIELDS =
      List.of(
          "destination_storage_class",
          "destination_access_tier",
          "restore_expiry_time",
          "source_storage_class",
          "replication_rule_id",
          "replication_destination_bucket",
          "replication_operation",
          "replication_request_time",
          "replication_failure_reason",
          "replication_threshold",
          "replication_time",
          "has_object_annotation",
          "annotation");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3-lifecycle-transition | destination_storage_class=INTELLIGENT_TIERING",
        "eventbridge-object-storage-class-changed | destination_storage_class=GLACIER_IR",
        "s3-intelligent-tiering | destination_access_tier=ARCHIVE_ACCESS",
        "eventbridge-object-access-tier-changed | destination_access_tier=ARCHIVE_ACCESS",
        "s3-restore-completed | restore_expiry_time=2023-07-15T00:00:00.000Z"
            + " source_storage_class=GLACIER",
        "eventbridge-object-restore-completed | restore_expiry_time=2021-11-13T00:00:00.000Z"
            + " source_storage_class=GLACIER",
        "eventbridge-object-restore-initiated | source_storage_class=GLACIER",
        "s3-replication-failed | replication_rule_id=notification-test-replication-rule"
            + " replication_destination_bucket=arn:aws:s3:::amzn-s3-demo-bucket2"
            + " replication_operation=OBJECT_PUT"
            + " replication_request_time=2024-09-05T21:03:59.168Z"
            + " replication_failure_reason=AssumeRoleNotPermitted",
        "s3-replication-after-threshold | replication_rule_id=notification-test-replication-rule"
            + " replication_destination_bucket=arn:aws:s3:::amzn-s3-demo-bucket2"
            + " replication_operation=OBJECT_PUT"
            + " replication_request_time=2024-09-05T21:03:59.168Z"
            + " replication_threshold=15 replication_time=18",
        "s3-annotation-put | annotation={e_tag=05df351ea190dffc26f55c74425b9d7a,"
            + " name=my-annotation, size=24}",
        "eventbridge-object-annotation-created"
            + " | annotation={e_tag=05df351ea190dffc26f55c74425b9d7a, name=my-annotation, size=24}",
        "s3-annotation-delete | annotation={name=my-annotation}",
        "eventbridge-object-annotation-removed | annotation={name=my-annotation}",
        "s3-copy-2.6-has-annotation | has_object_annotation=false",
        "eventbridge-object-created-copy-has-annotation | has_object_annotation=true",
        "s3-put | ''",
        "eventbridge-object-created-put | ''",
      })
  void recordHasTheFactsThatOnlyTheEventTells(String payload, String told) {
    var json = TestEvents.json(TestEvents.recorded(payload + ".json"));
    var event = json.get("Records").isAbsent() ? json : json.get("Records").items().getFirst();

    assertThat(details(record(event)).toString().replaceAll("^\\{|}$", ""))
        .isEqualTo(told.replaceAll(" (?=(?:source|replication)_)", ", "));
  }

  @Test
  void numbersAreReadWhereTextsAreExpected() {
    var event =
        TestEvents.recorded("s3-replication-after-threshold.json")
            .replace("\"15\"", "15")
            .replace("\"18\"", "18.5");

    assertThat(details(record(first(event))))
        .containsEntry("replication_threshold", "15")
        .containsEntry("replication_time", "18.5");
  }

  @Test
  void oddFactIsLeftOutAndTheEventIsRecorded() {
    for (var name :
        List.of(
            "s3-lifecycle-transition",
            "s3-intelligent-tiering",
            "s3-restore-completed",
            "s3-replication-failed",
            "s3-annotation-put")) {
      var event = first(TestEvents.recorded(name + ".json"));
      for (var odd : new Object[] {null, "", "odd", 7L, List.of(), List.of(1L), Map.of("x", 1L)}) {
        var members = new TreeMap<>(TestEvents.members(event));
        members.replaceAll((member, value) -> member.endsWith("EventData") ? odd : value);
        var s3 = new TreeMap<>(TestEvents.members(event.get("s3")));
        s3.replaceAll((member, value) -> member.equals("objectAnnotation") ? odd : value);
        members.put("s3", s3);

        assertThat(details(record(new JsonValue("", members)))).as(name + " " + odd).isEmpty();
      }
    }
    var restored = TestEvents.recorded("s3-restore-completed.json");

    assertThat(details(record(first(restored.replace("2023-07-15T00:00:00.000Z", "some day")))))
        .isEqualTo(Map.of("source_storage_class", "GLACIER"));
    assertThat(details(record(first(restored.replace("2023-07-15T00", "+12023-07-15T00")))))
        .isEqualTo(Map.of("source_storage_class", "GLACIER"));
  }

  @Test
  void annotationOfAnOddSizeKeepsItsName() {
    var event = TestEvents.recorded("s3-annotation-put.json");

    for (var size : List.of("-1", "\"24\"", "1.5", "null", "99999999999999999999")) {
      assertThat(details(record(first(event.replace("\"size\": 24", "\"size\": " + size)))))
          .as(size)
          .isEqualTo(
              Map.of(
                  "annotation",
                  Map.of("name", "my-annotation", "e_tag", "05df351ea190dffc26f55c74425b9d7a")));
    }
  }

  private static JsonValue first(String notification) {
    return TestEvents.json(notification).get("Records").items().getFirst();
  }

  private static JsonValue record(JsonValue event) {
    var record = LedgerRecord.of(EventReader.read(event), new ObjectState.Gone());
    RecordSchema.check(Segment.partitionOf(record), record.toJson());
    return TestEvents.json(new String(record.toJson(), StandardCharsets.UTF_8));
  }

  private static Map<String, Object> details(JsonValue record) {
    var details = TestEvents.members(record);
    details.keySet().retainAll(FIELDS);
    return details;
  }
}
