package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import objectledger.aws.EventKind;
import objectledger.json.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that one event has one identity and that its sequence numbers sort as S3 means them. */
class ObjectEventTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:00:00.123Z");

  @Test
  void identityIsTheSameForBothFormsOfTheSequencer() {
    assertThat(RecordId.of(event("key", "0055AED6DCD90281E5")))
        .isEqualTo(RecordId.of(event("key", "55aed6dcd90281e5")))
        .isEqualTo("55794ce1d527976d95a570def6b4328986b64357d3d9f7595b6eb8c689d5b3af");
  }

  @Test
  void identityDependsOnEveryOneOfItsParts() {
    assertThat(
            List.of(
                RecordId.of(event("key", "1")),
                RecordId.of(event("key", "2")),
                RecordId.of(event("yek", "1")),
                RecordId.of(event("key", "")),
                RecordId.of(
                    new ObjectEvent(
                        "ObjectCreated:Copy",
                        TIME,
                        "b",
                        "key",
                        "v",
                        "1",
                        5,
                        "e",
                        "r",
                        "w",
                        "i",
                        "q",
                        Map.of())),
                RecordId.of(
                    new ObjectEvent(
                        "ObjectCreated:Put",
                        TIME,
                        "c",
                        "key",
                        "v",
                        "1",
                        5,
                        "e",
                        "r",
                        "w",
                        "i",
                        "q",
                        Map.of())),
                RecordId.of(
                    new ObjectEvent(
                        "ObjectCreated:Put",
                        TIME,
                        "b",
                        "key",
                        "w",
                        "1",
                        5,
                        "e",
                        "r",
                        "w",
                        "i",
                        "q",
                        Map.of()))))
        .doesNotHaveDuplicates();
  }

  @Test
  void partsCannotFlowIntoOneAnother() {
    var one =
        new ObjectEvent("n", TIME, "b", "k1:v", "v", "1", 5, "e", "r", "w", "i", "q", Map.of());
    var other =
        new ObjectEvent("n", TIME, "b", "k", "1:v1:v", "1", 5, "e", "r", "w", "i", "q", Map.of());

    assertThat(RecordId.of(one)).isNotEqualTo(RecordId.of(other));
  }

  @Test
  void identityIgnoresWhoAskedAndFromWhere() {
    var one =
        new ObjectEvent(
            "ObjectCreated:Put",
            TIME,
            "b",
            "k",
            "v",
            "1",
            5,
            "e",
            "r",
            "AWS:ONE",
            "i",
            "q",
            Map.of());
    var other =
        new ObjectEvent(
            "ObjectCreated:Put",
            TIME,
            "b",
            "k",
            "v",
            "1",
            6,
            "f",
            "s",
            "AWS:TWO",
            "j",
            "p",
            Map.of());

    assertThat(RecordId.of(one)).isEqualTo(RecordId.of(other));
  }

  @Test
  void changesOfLabelsAreToldApartByTheirRequest() {
    var tagged =
        new ObjectEvent(
            "ObjectTagging:Put", TIME, "b", "k", "v", "", 5, "e", "r", "w", "i", "R1", Map.of());

    assertThat(RecordId.of(tagged))
        .isEqualTo(
            RecordId.of(
                new ObjectEvent(
                    "ObjectTagging:Put",
                    TIME.truncatedTo(ChronoUnit.SECONDS),
                    "b",
                    "k",
                    "v",
                    "1",
                    5,
                    "e",
                    "r",
                    "w",
                    "i",
                    "R1",
                    Map.of())))
        .isNotEqualTo(
            RecordId.of(
                new ObjectEvent(
                    "ObjectTagging:Put",
                    TIME,
                    "b",
                    "k",
                    "v",
                    "",
                    5,
                    "e",
                    "r",
                    "w",
                    "i",
                    "R2",
                    Map.of())));
  }

  @Test
  void annotationsAreToldApartByTheirRequest() {
    assertThat(RecordId.of(annotated("1", "R1")))
        .isEqualTo(RecordId.of(annotated("", "R1")))
        .isNotEqualTo(RecordId.of(annotated("1", "R2")));
  }

  private static ObjectEvent annotated(String sequencer, String request) {
    return new ObjectEvent(
        "ObjectAnnotation:Put",
        TIME,
        "b",
        "k",
        "v",
        sequencer,
        5,
        "e",
        "r",
        "w",
        "i",
        request,
        Map.of());
  }

  @Test
  void replicationsOfOneRequestAreToldApartByTheirDestination() {
    var event = TestEvents.recorded("s3-replication-failed.json");
    var other = event.replace("amzn-s3-demo-bucket2", "amzn-s3-demo-bucket3");
    var later = event.replace("2024-09-05T21:04:32.527Z", "2024-09-05T21:04:33.000Z");

    assertThat(RecordId.of(replication(event)))
        .isEqualTo(RecordId.of(replication(later)))
        .isNotEqualTo(RecordId.of(replication(other)));
  }

  @Test
  void destinationIsPartOfTheIdentityOfReplicationsOnly() {
    var event = TestEvents.recorded("s3-replication-failed.json");
    var tagging = "Tagging:Put";
    var named = event.replace("Replication:OperationFailedReplication", tagging);
    var other = named.replace("amzn-s3-demo-bucket2", "amzn-s3-demo-bucket3");
    var without = event.replace("\"destinationBucket\"", "\"unknown\"");

    assertThat(RecordId.of(replication(named))).isEqualTo(RecordId.of(replication(other)));
    assertThat(RecordId.of(replication(without)))
        .isEqualTo(RecordId.of(TestEvents.named(replication(without), replication(event).name())));
  }

  private static ObjectEvent replication(String notification) {
    return EventReader.read(TestEvents.json(notification).get("Records").items().getFirst());
  }

  @Test
  void timeIsTheLastResort() {
    var one =
        new ObjectEvent(
            "ObjectTagging:Put", TIME, "b", "k", "v", "", 5, "e", "r", "w", "i", "", Map.of());

    assertThat(RecordId.of(one))
        .isNotEqualTo(
            RecordId.of(
                new ObjectEvent(
                    "ObjectTagging:Put",
                    TIME.plusMillis(1),
                    "b",
                    "k",
                    "v",
                    "",
                    5,
                    "e",
                    "r",
                    "w",
                    "i",
                    "",
                    Map.of())));
  }

  @Test
  void sequenceNumbersSortAsTextInTheOrderOfEvents() {
    assertThat(event("k", "0055AED6DCD90281E5").sequenceNumber())
        .isEqualTo("000000000000000055AED6DCD90281E5")
        .isLessThan(event("k", "55AED6DCD90281E6").sequenceNumber());
    assertThat(event("k", "").sequenceNumber()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ObjectCreated:Put, CREATE",
    "ObjectCreated:CompleteMultipartUpload, CREATE",
    "ObjectRemoved:Delete, DELETE",
    "ObjectRemoved:DeleteMarkerCreated, DELETE",
    "LifecycleExpiration:Delete, DELETE",
    "ObjectTagging:Put, UPDATE_METADATA",
    "LifecycleTransition, UPDATE_METADATA",
    "ObjectAnnotation:Put, CREATE_ANNOTATION",
    "ObjectAnnotation:Delete, DELETE_ANNOTATION",
    "ObjectAnnotation:Tomorrow, UPDATE_ANNOTATION_METADATA",
    "SomethingNew:Tomorrow, UPDATE_METADATA",
  })
  void kindFollowsFromTheName(String name, EventKind kind) {
    assertThat(
            new ObjectEvent(name, TIME, "b", "k", "", "", 0, "", "", "", "", "", Map.of()).kind())
        .isEqualTo(kind);
  }

  @Test
  void onlyAnEventThatMakesADeleteMarkerIsOne() {
    assertThat(named("ObjectRemoved:DeleteMarkerCreated").isDeleteMarker()).isTrue();
    assertThat(named("LifecycleExpiration:DeleteMarkerCreated").isDeleteMarker()).isTrue();
    assertThat(named("ObjectRemoved:Delete").isDeleteMarker()).isFalse();
    assertThat(named("Something:DeleteMarkerCreated").isDeleteMarker()).isFalse();
  }

  @Test
  void creationWithoutASequencerIsToldByItsRequest() {
    var one =
        new ObjectEvent(
            "ObjectCreated:Put", TIME, "b", "k", "v", "", 5, "e", "r", "w", "i", "R1", Map.of());
    var same =
        new ObjectEvent(
            "ObjectCreated:Put",
            TIME.plusMillis(1),
            "b",
            "k",
            "v",
            "",
            5,
            "e",
            "r",
            "w",
            "i",
            "R1",
            Map.of());

    assertThat(RecordId.of(one)).isEqualTo(RecordId.of(same));
  }

  private static ObjectEvent named(String name) {
    return new ObjectEvent(name, TIME, "b", "k", "", "", 0, "", "", "", "", "", Map.of());
  }

  @Test
  void textThatIdentifiesTheEventIsRefusedWhereItHasNoUtf8() {
    assertThatThrownBy(() -> event("k\ud800", "1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a lone surrogate");
    for (var part : List.of("name", "bucket", "version", "request")) {
      assertThatThrownBy(
              () ->
                  new ObjectEvent(
                      part.equals("name") ? "\udc00" : "ObjectTagging:Put",
                      TIME,
                      part.equals("bucket") ? "\udc00" : "b",
                      "k",
                      part.equals("version") ? "\udc00" : "v",
                      "",
                      5,
                      "e",
                      "r",
                      "w",
                      "i",
                      part.equals("request") ? "\udc00" : "q",
                      Map.of()))
          .as(part)
          .isInstanceOf(InvalidInputException.class);
    }
  }

  @Test
  void sequencerThatIsNoHexIsRefused() {
    assertThatThrownBy(() -> event("key", "12G4")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> event("key", "0".repeat(33)))
        .isInstanceOf(InvalidInputException.class);
  }

  private static ObjectEvent event(String key, String sequencer) {
    return new ObjectEvent(
        "ObjectCreated:Put", TIME, "b", key, "v", sequencer, 5, "e", "r", "w", "i", "q", Map.of());
  }
}
