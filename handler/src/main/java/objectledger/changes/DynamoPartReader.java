package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Reads what DynamoDB says in a record, without the image before the change. */
final class DynamoPartReader {
  private final JsonParser in;
  private final byte[] bytes;
  private String number = "";
  private Value keys;
  private Value image;
  private Slice types;
  private String time = "";
  private String precision = "";

  private DynamoPartReader(JsonParser in, byte[] bytes) {
    this.in = in;
    this.bytes = bytes;
  }

  /**
   * Reads it.
   *
   * @param in at its first token; afterwards at its last
   * @param bytes that the parser reads
   */
  static StreamRecord.Dynamo read(JsonParser in, byte[] bytes) throws IOException {
    var reader = new DynamoPartReader(in, bytes);
    StreamMembers.read(in, reader::member);
    return new StreamRecord.Dynamo(
        reader.number, reader.keys, reader.image, reader.types, reader.time, reader.precision);
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "SequenceNumber" -> number = StreamMembers.scalar(in);
      case "ApproximateCreationDateTime" -> time = StreamMembers.scalar(in);
      case "ApproximateCreationDateTimePrecision" -> precision = StreamMembers.scalar(in);
      case "Keys" -> keys = DynamoReader.attributes(in);
      case "NewImage" -> {
        if (in.currentToken() != JsonToken.VALUE_NULL) {
          var from = in.currentTokenLocation().getByteOffset();
          image = DynamoReader.attributes(in);
          types = new Slice(bytes, from, in.currentLocation().getByteOffset());
        }
      }
      default -> in.skipChildren();
    }
  }
}
