package objectledger.ops.failures;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import objectledger.json.InvalidInputException;

/**
 * What the function is sent to write the records of an object again: each record as it came, and as
 * many of them as one synchronous invocation takes.
 *
 * @param bytes of the payload
 * @param count of the records in it
 */
record ChangesPayload(byte[] bytes, int count) {
  /** Lambda takes 6 MB of a synchronous invocation, and its own envelope counts. */
  static final int LIMIT = 6_000_000;

  private static final byte[] BEGIN =
      "{\"redrive\":true,\"Records\":[".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "]}".getBytes(StandardCharsets.UTF_8);

  /**
   * The payloads for an object of the changes bucket.
   *
   * @throws InvalidInputException if it has no records
   */
  static List<ChangesPayload> of(JsonSlice object, int limit) {
    var payloads = new ArrayList<ChangesPayload>();
    var bytes = new ByteArrayOutputStream();
    var count = 0;
    for (var record : records(object)) {
      var next = record.bytes();
      if (count > 0 && bytes.size() + 1 + next.length + END.length > limit) {
        payloads.add(ended(bytes, count));
        bytes = new ByteArrayOutputStream();
        count = 0;
      }
      bytes.writeBytes(count == 0 ? BEGIN : new byte[] {','});
      bytes.writeBytes(next);
      count++;
    }
    payloads.add(ended(bytes, count));
    return payloads;
  }

  private static ChangesPayload ended(ByteArrayOutputStream bytes, int count) {
    bytes.writeBytes(END);
    return new ChangesPayload(bytes.toByteArray(), count);
  }

  private static List<JsonSlice> records(JsonSlice object) {
    var record = object.member("record");
    if (record.isPresent()) {
      return List.of(record.get());
    }
    var payload =
        object.member("payload").orElseThrow(() -> new InvalidInputException("it has no payload"));
    var records =
        payload
            .parseText()
            .member("Records")
            .orElseThrow(() -> new InvalidInputException("its payload has no records"))
            .items();
    if (records.isEmpty()) {
      throw new InvalidInputException("its payload has no records");
    }
    return records;
  }
}
