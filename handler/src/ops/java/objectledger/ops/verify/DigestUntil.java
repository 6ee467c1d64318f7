package objectledger.ops.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * The digest of an hour's records that were written up to a time, which takes them in their order:
 * each distinct pair of a record's id and the digest of its line.
 */
final class DigestUntil {
  private final long until;
  private final MessageDigest digest = JournalLine.newDigest();
  private RecordRow last;
  private long records;

  DigestUntil(long until) {
    this.until = until;
  }

  /** Takes a record, of which the row is the one that was written first. */
  void add(RecordRow first) {
    if (first.modified() > until) {
      return;
    }
    if (!first.hasIdOf(last)) {
      records++;
    }
    last = first;
    var hex = HexFormat.of();
    var line = hex.formatHex(first.id()) + " " + hex.formatHex(first.sha256()) + "\n";
    digest.update(line.getBytes(StandardCharsets.US_ASCII));
  }

  HourDigest finish() {
    return new HourDigest(records, HexFormat.of().formatHex(digest.digest()));
  }
}
