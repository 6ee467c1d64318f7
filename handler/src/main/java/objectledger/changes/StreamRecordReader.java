package objectledger.changes;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** Reads one record of a stream, or the change of DynamoDB that is in the data of one. */
final class StreamRecordReader {
  private static final String DYNAMO_ITSELF = "dynamodb.amazonaws.com";

  private final JsonParser in;
  private final byte[] bytes;
  private String arn = "";
  private String id = "";
  private String event = "";
  private String table = "";
  private boolean isExpired;
  private boolean isOfKinesis;
  private String number = "";
  private String data = "";
  private StreamRecord.Dynamo dynamo;

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
    var from = in.currentTokenLocation().getByteOffset();
    StreamMembers.read(in, reader::member);
    return new StreamRecord(
        reader.arn,
        reader.id,
        reader.event,
        reader.table,
        reader.isExpired,
        reader.isOfKinesis ? new StreamRecord.Kinesis(reader.number, reader.data) : null,
        reader.dynamo,
        new Slice(bytes, from, in.currentLocation().getByteOffset()));
  }

  private void member(String name) throws IOException {
    switch (name) {
      case "eventSourceARN" -> arn = StreamMembers.scalar(in);
      case "eventID" -> id = StreamMembers.scalar(in);
      case "eventName" -> event = StreamMembers.scalar(in);
      case "tableName" -> table = StreamMembers.scalar(in);
      case "userIdentity" -> StreamMembers.read(in, this::identity);
      case "kinesis" -> {
        isOfKinesis = true;
        StreamMembers.read(in, this::kinesis);
      }
      case "dynamodb" -> dynamo = DynamoPartReader.read(in, bytes);
      default -> in.skipChildren();
    }
  }

  private void identity(String name) throws IOException {
    var text = StreamMembers.scalar(in);
    // AWS documents this name in both cases.
    var isPrincipal = name.equals("principalId") || name.equals("PrincipalId");
    isExpired |= isPrincipal && text.equals(DYNAMO_ITSELF);
  }

  private void kinesis(String name) throws IOException {
    switch (name) {
      case "sequenceNumber" -> number = StreamMembers.scalar(in);
      case "data" -> data = StreamMembers.scalar(in);
      default -> in.skipChildren();
    }
  }
}
