package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import objectledger.changes.StreamRecord.Dynamo;
import objectledger.changes.StreamRecord.Kinesis;
import objectledger.changes.StreamRecord.Slice;

/**
 * Reads one record, without the image before the change, which nothing needs. Members of another
 * type than expected are as if they were absent.
 */
final class StreamRecordReader {
  private static final String DYNAMO_ITSELF = "dynamodb.amazonaws.com";

  private final JsonParser in;
  private final byte[] bytes;
  private String source = "";
  private String arn = "";
  private String id = "";
  private String event = "";
  private String table = "";
  private boolean isExpired;
  private String number = "";
  private String data = "";
  private String sequenceNumber = "";
  private Value keys;
  private Value image;
  private Slice types;
  private String time = "";
  private String precision = "";
  private boolean isOfKinesis;
  private boolean isOfDynamo;

  private StreamRecordReader(JsonParser in, byte[] bytes) {
    this.in = in;
    this.bytes = bytes;
  }

  /**
   * Reads a record.
   *
   * @param in at its first token; afterwards at its last
   * @param bytes that the parser reads
   */
  static StreamRecord read(JsonParser in, byte[] bytes) throws IOException {
    var reader = new StreamRecordReader(in, bytes);
    var whole = reader.slice(() -> reader.members(reader::member));
    return new StreamRecord(
        reader.source,
        reader.arn,
        reader.id,
        reader.event,
        reader.table,
        reader.isExpired,
        reader.isOfKinesis ? new Kinesis(reader.number, reader.data) : null,
        reader.isOfDynamo
            ? new Dynamo(
                reader.sequenceNumber,
                reader.keys,
                reader.image,
                reader.types,
                reader.time,
                reader.precision)
            : null,
        whole);
  }

  /** Reads a value. */
  @FunctionalInterface
  private interface Reading {
    void run() throws IOException;
  }

  /** Reads a member, with the parser at its value. */
  @FunctionalInterface
  private interface Member {
    void read(String name) throws IOException;
  }

  private Slice slice(Reading reading) throws IOException {
    var from = in.currentTokenLocation().getByteOffset();
    reading.run();
    return new Slice(bytes, (int) from, (int) in.currentLocation().getByteOffset());
  }

  private void members(Member member) throws IOException {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      in.skipChildren();
      return;
    }
    while (in.nextToken() != JsonToken.END_OBJECT) {
      var name = in.currentName();
      in.nextToken();
      member.read(name);
    }
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "eventSource" -> source = scalar();
      case "eventSourceARN" -> arn = scalar();
      case "eventID" -> id = scalar();
      case "eventName" -> event = scalar();
      case "tableName" -> table = scalar();
      case "userIdentity" -> members(this::identity);
      case "kinesis" -> {
        isOfKinesis = true;
        members(this::kinesis);
      }
      case "dynamodb" -> {
        isOfDynamo = true;
        members(this::dynamo);
      }
      default -> in.skipChildren();
    }
  }

  private void identity(String name) throws IOException {
    var text = scalar();
    // The names of both ways in differ in their first letter.
    isExpired |= name.equalsIgnoreCase("principalId") && text.equals(DYNAMO_ITSELF);
  }

  private void kinesis(String name) throws IOException {
    switch (name) {
      case "sequenceNumber" -> number = scalar();
      case "data" -> data = scalar();
      default -> in.skipChildren();
    }
  }

  private void dynamo(String name) throws IOException {
    switch (name) {
      case "SequenceNumber" -> sequenceNumber = scalar();
      case "ApproximateCreationDateTime" -> time = scalar();
      case "ApproximateCreationDateTimePrecision" -> precision = scalar();
      case "Keys" -> keys = DynamoReader.attributes(in);
      case "NewImage" -> {
        if (in.currentToken() != JsonToken.VALUE_NULL) {
          types = slice(() -> image = DynamoReader.attributes(in));
        }
      }
      default -> in.skipChildren();
    }
  }

  /** The text of a scalar; empty for anything else. */
  private String scalar() throws IOException {
    if (in.currentToken().isScalarValue() && in.currentToken() != JsonToken.VALUE_NULL) {
      return in.getText();
    }
    in.skipChildren();
    return "";
  }
}
