package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import objectledger.json.InvalidInputException;

/** The request of one invocation: records of a stream. It is read once, one record at a time. */
final class Payload {
  private Payload() {}

  /**
   * Reads a request.
   *
   * @param onRecord is called with each record, in their order
   * @return whether it is a redrive, whose answer says more
   * @throws InvalidInputException if it has no records of a stream
   */
  static boolean read(InputStream request, Consumer<StreamRecord> onRecord) throws IOException {
    var bytes = request.readNBytes(ChangesJson.MAX_BYTES + 1);
    if (bytes.length > ChangesJson.MAX_BYTES) {
      throw new InvalidInputException("the payload is larger than Lambda allows");
    }
    try (var in = ChangesJson.FACTORY.createParser(bytes)) {
      return read(in, bytes, onRecord);
    } catch (JsonProcessingException e) {
      // Not with the parser's message, which quotes the payload.
      throw new InvalidInputException(
          "the payload is no JSON at byte " + e.getLocation().getByteOffset());
    }
  }

  private static boolean read(JsonParser in, byte[] bytes, Consumer<StreamRecord> onRecord)
      throws IOException {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw notOfAStream();
    }
    var hasRecords = false;
    var isRedrive = false;
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = in.currentName();
      var token = in.nextToken();
      if (name.equals("Records") && token == JsonToken.START_ARRAY && !hasRecords) {
        hasRecords = true;
        while (in.nextToken() != JsonToken.END_ARRAY) {
          onRecord.accept(record(in, bytes));
        }
      } else {
        isRedrive |= name.equals("redrive") && token == JsonToken.VALUE_TRUE;
        in.skipChildren();
      }
    }
    if (!hasRecords || in.nextToken() != null) {
      throw notOfAStream();
    }
    return isRedrive;
  }

  private static StreamRecord record(JsonParser in, byte[] bytes) throws IOException {
    var read = StreamRecordReader.read(in, bytes);
    if (read.number().isEmpty()) {
      throw new InvalidInputException(
          "unsupported payload: a record has no sequence number of DynamoDB or Kinesis");
    }
    return read;
  }

  private static InvalidInputException notOfAStream() {
    return new InvalidInputException(
        "unsupported payload: expected the Records of a DynamoDB stream or of a Kinesis stream");
  }
}
