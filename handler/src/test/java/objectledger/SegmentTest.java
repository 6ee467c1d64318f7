package objectledger;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Proves that records are divided into segments of a limited size, the same ones every time. */
class SegmentTest {
  private static final Instant TIME = Instant.parse("2026-01-31T12:30:00Z");

  @Property(tries = 15, seed = "20261201")
  void sameRecordsMakeTheSameSegmentsInWhateverOrder(
      @ForAll @IntRange(min = 1, max = 1_200) int count, @ForAll long shuffle) {
    var records = records(count, 1_500);
    var shuffled = new ArrayList<>(records);
    Collections.shuffle(shuffled, new Random(shuffle));

    var segments = Segment.of(records);

    assertThat(names(Segment.of(shuffled))).isEqualTo(names(segments));
    assertThat(segments)
        .allSatisfy(
            segment -> assertThat(segment.content().length).isLessThanOrEqualTo(Segment.MAX_BYTES));
    assertThat(segments.stream().flatMap(segment -> segment.records().stream()))
        .containsExactlyInAnyOrderElementsOf(records);
  }

  @Test
  void recordsThatFitAreOneSegmentOfAtMostTheLimit() {
    var each = records(1, 1_500).getFirst().toJson().length;
    var fit = Segment.MAX_BYTES / each;

    // Their keys are of the same length, so the records are.
    assertThat(Segment.of(records(fit, 1_500))).hasSize(1);
    assertThat(Segment.of(records(fit + 1, 1_500))).hasSize(2);
  }

  @Test
  void recordThatBecameShorterChangesNoSegmentButItsOwn() {
    var records = new ArrayList<>(records(1_000, 1_500));
    var before = names(Segment.of(records));
    var gone = event(500);
    records.set(500, LedgerRecord.of(gone, new ObjectState.Gone()));

    var after = names(Segment.of(records));

    assertThat(before).hasSizeGreaterThan(4);
    after.removeAll(before);
    assertThat(after).hasSizeLessThanOrEqualTo(1);
  }

  @Test
  void recordThatIsLargerThanASegmentStandsAlone() {
    var records = new ArrayList<>(records(3, 10));
    var large = record(9_999, Segment.MAX_BYTES);
    records.add(large);

    var segments = Segment.of(records);

    assertThat(segments)
        .filteredOn(segment -> segment.records().contains(large))
        .singleElement()
        .satisfies(segment -> assertThat(segment.name()).isEqualTo(large.id()));
    assertThat(segments.stream().mapToInt(segment -> segment.records().size()).sum()).isEqualTo(4);
  }

  @Property(tries = 30, seed = "20261202")
  void segmentHasRecordsOfOneBucketAndOneHour(
      @ForAll @IntRange(min = 1, max = 300) int count, @ForAll long seed) {
    var random = new Random(seed);
    var records = new ArrayList<LedgerRecord>();
    var s3 =
        new ModelS3(Map.of("a-b", ModelS3.Versioning.OFF, "a-b-c", ModelS3.Versioning.ENABLED));
    for (var i = 0; i < count; i++) {
      var bucket = random.nextBoolean() ? "a-b" : "a-b-c";
      var put = s3.in(bucket).put("k" + random.nextInt(3), "x".repeat(9), Map.of(), Map.of());
      var event = TestEvents.at(put, TIME.plusSeconds(3_600L * random.nextInt(2)));
      var head = HeadObjectResponse.builder().metadata(Map.of("about", "x".repeat(2_000))).build();
      records.add(LedgerRecord.of(event, new ObjectState.Present(head, Map.of())));
    }

    var segments = Segment.of(records);

    assertThat(segments.stream().flatMap(segment -> segment.records().stream()))
        .containsExactlyInAnyOrderElementsOf(records);
    for (var segment : segments) {
      var bucket = segment.records().getFirst().bucket();
      assertThat(segment.partition()).startsWith("journal/source=" + bucket + "/");
      assertThat(segment.records()).extracting(LedgerRecord::bucket).containsOnly(bucket);
      assertThat(segment.records())
          .extracting(Segment::partitionOf)
          .containsOnly(segment.partition());
    }
  }

  private static Set<String> names(List<Segment> segments) {
    return segments.stream().map(Segment::name).collect(toSet());
  }

  private static List<LedgerRecord> records(int count, int bytes) {
    var records = new ArrayList<LedgerRecord>();
    for (var i = 0; i < count; i++) {
      records.add(record(i, bytes));
    }
    return records;
  }

  private static LedgerRecord record(int number, int bytes) {
    var head =
        HeadObjectResponse.builder()
            .contentLength(1L)
            .eTag("\"e\"")
            .lastModified(Instant.EPOCH)
            .metadata(Map.of("about", "x".repeat(bytes)))
            .build();
    return LedgerRecord.of(event(number), new ObjectState.Present(head, Map.of()));
  }

  /** All in one hour. */
  private static ObjectEvent event(int number) {
    var event = new ModelS3(ModelS3.Versioning.OFF).put("key " + number, "x");
    return TestEvents.at(event, TIME);
  }
}
