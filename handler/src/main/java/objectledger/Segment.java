package objectledger;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import objectledger.lambda.Sha256;

/**
 * Records of one journal partition that are written as one object, one line each.
 *
 * <p>A segment has a limited size, because S3 can reject a large request while its body is still
 * being sent, and the response is then lost with the connection: a batch that is delivered again
 * would fail instead of being a duplicate. Larger segments are divided by the bits of the record
 * ids. So the same records give the same segments in any order, and a record that became shorter,
 * because its object is gone, changes at most the two segments that are then one.
 */
final class Segment {
  /** S3 reads this much before it responds. A single record may be larger. */
  static final int MAX_BYTES = 256 << 10;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH").withZone(ZoneOffset.UTC);

  private final List<Line> lines;

  private Segment(List<Line> lines) {
    this.lines = lines;
  }

  /** A record and its JSON. */
  private static final class Line {
    private final LedgerRecord record;
    private final byte[] json;

    Line(LedgerRecord record) {
      this.record = record;
      this.json = record.toJson();
    }

    /**
     * A bit of the record id. The id is a digest, so each bit is 0 or 1 with the same probability.
     */
    boolean hasBit(int bit) {
      return ((Character.digit(record.id().charAt(bit / 4), 16) >> (3 - bit % 4)) & 1) == 1;
    }
  }

  /** The segment of a single record. */
  static Segment of(LedgerRecord record) {
    return new Segment(List.of(new Line(record)));
  }

  /** Divides records into segments. No two records may have the same id. */
  static List<Segment> of(Collection<LedgerRecord> records) {
    var segments = new ArrayList<Segment>();
    records.stream()
        .map(Line::new)
        .collect(groupingBy(line -> partitionOf(line.record)))
        .values()
        .forEach(lines -> divide(lines, 0, segments));
    return segments;
  }

  /**
   * The partition of a record. It contains only the bucket's name and the time, no part of a key.
   */
  static String partitionOf(LedgerRecord record) {
    return "journal/source=" + record.bucket() + "/" + HOUR.format(record.time()) + "/";
  }

  /** The partition of all its records. */
  String partition() {
    return partitionOf(lines.getFirst().record);
  }

  private static void divide(List<Line> lines, int bit, List<Segment> into) {
    if (lines.size() == 1 || size(lines) <= MAX_BYTES) {
      into.add(new Segment(lines));
      return;
    }
    for (var half : lines.stream().collect(partitioningBy(line -> line.hasBit(bit))).values()) {
      if (!half.isEmpty()) {
        divide(half, bit + 1, into);
      }
    }
  }

  private static int size(List<Line> lines) {
    return lines.stream().mapToInt(line -> line.json.length).sum();
  }

  List<LedgerRecord> records() {
    return lines.stream().map(line -> line.record).toList();
  }

  boolean isOneRecord() {
    return lines.size() == 1;
  }

  /**
   * The digest of the sorted record ids; for a single record its id, the same name that it has
   * outside a batch.
   */
  String name() {
    if (isOneRecord()) {
      return lines.getFirst().record.id();
    }
    var ids = lines.stream().map(line -> line.record.id()).sorted().collect(joining("\n"));
    return Sha256.hex(ids.getBytes(StandardCharsets.US_ASCII));
  }

  byte[] content() {
    var content = new ByteArrayOutputStream(size(lines));
    lines.forEach(line -> content.writeBytes(line.json));
    return content.toByteArray();
  }
}
