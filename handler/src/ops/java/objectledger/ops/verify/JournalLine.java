package objectledger.ops.verify;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;

/**
 * A record as a line of a journal object.
 *
 * @param file of the object below its date, as in {@code hour=12/<name>.json}
 * @param hour since the epoch
 * @param modified when the object was written, in milliseconds
 * @param line the bytes as they are in S3, without the line break
 */
record JournalLine(String file, int hour, long modified, byte[] line) {
  private static final byte[] ID = "\"record_id\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final byte[] NO_ID = new byte[32];

  /** Records of these are legitimate at any time: they tell of what was there before. */
  private static final Pattern FOUND_LATER =
      Pattern.compile("Backfill:Existing|ObjectRemoved:FoundByVerify");

  /** What identifies it. */
  RecordRow row(byte mark) {
    return new RecordRow(hour, id(), Sha256.digest(line), modified, mark);
  }

  /** The record's id; zeros where the line has none. */
  private byte[] id() {
    var begin = indexOf(line, ID);
    if (begin < 0 || begin + ID.length + 64 > line.length) {
      return NO_ID;
    }
    var id = new String(line, begin + ID.length, 64, StandardCharsets.ISO_8859_1);
    return SHA256.matcher(id).matches() ? HexFormat.of().parseHex(id) : NO_ID;
  }

  /** Where a part begins; -1 if there is none. */
  static int indexOf(byte[] line, byte[] part) {
    for (var i = 0; i + part.length <= line.length; i++) {
      if (line[i] == part[0] && Arrays.equals(line, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Whether it was written by a backfill, or by the repair of a verify. A delete marker that a
   * verify found has no sequencer and no requester, which every event of S3's has.
   */
  boolean isFoundLater() {
    try {
      var json = new JsonValue("", JsonReader.read(new String(line, StandardCharsets.UTF_8)));
      var event = json.get("event_name").textOrEmpty();
      return FOUND_LATER.matcher(event).matches()
          || (event.equals("ObjectRemoved:DeleteMarkerCreated")
              && json.get("sequence_number").isAbsent()
              && json.get("requester").isAbsent());
    } catch (InvalidInputException e) {
      return false;
    }
  }

  /** A digest of SHA-256 that is fed piece by piece. */
  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
