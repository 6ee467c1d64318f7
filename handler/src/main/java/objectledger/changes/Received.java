package objectledger.changes;

import java.nio.charset.StandardCharsets;
import objectledger.lambda.Sha256;

/**
 * What is kept of a record while its batch is handled.
 *
 * @param index in the batch
 * @param label that it belongs to; empty if none is declared for its stream
 * @param arn of its stream
 * @param id that AWS gave it
 * @param number that names it in an answer
 * @param whole the record as it came
 */
record Received(int index, String label, String arn, String id, String number, Slice whole) {

  /** The key of its refusal: the same at each attempt. */
  String refusalKey() {
    var identity = (arn + "\n" + number).getBytes(StandardCharsets.UTF_8);
    return "refused/%s/%s.json".formatted(label.isEmpty() ? "_none" : label, Sha256.hex(identity));
  }
}
