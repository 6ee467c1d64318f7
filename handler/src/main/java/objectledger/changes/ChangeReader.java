package objectledger.changes;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Reads the changes of records of one label. */
final class ChangeReader {
  /** Names of what identifies an appended record. */
  static final String SHARD = "shard";

  static final String NUMBER = "number";

  /** The beginning of records that the Kinesis Producer Library joined into one. */
  private static final byte[] AGGREGATED = {(byte) 0xF3, (byte) 0x89, (byte) 0x9A, (byte) 0xC2};

  private final Declaration declaration;
  private final ItemPath seq;
  private final ItemPath deleted;

  ChangeReader(Declaration declaration) {
    this.declaration = declaration;
    this.seq = path(declaration.seq());
    this.deleted = path(declaration.deleted());
  }

  /** Null for what is not declared. */
  private static ItemPath path(String text) {
    return text.isEmpty() ? null : ItemPath.parse(text);
  }

  /**
   * Reads the change of a record.
   *
   * @throws RefusalException if it can never be read
   */
  Change read(StreamRecord read) {
    if (read.kinesis() == null) {
      return ofDynamo(read, Sequence.ofDynamo(declaration.epoch(), read.dynamo().number()));
    }
    var data = data(read.kinesis());
    return declaration.format() == Declaration.Format.JSON
        ? ofData(read, PlainReader.document(data))
        : ofDynamoInKinesis(read, data);
  }

  private static byte[] data(StreamRecord.Kinesis kinesis) {
    byte[] data;
    try {
      data = Base64.getDecoder().decode(kinesis.data());
    } catch (IllegalArgumentException e) {
      throw new RefusalException(ReasonCode.NOT_JSON, "the data are no Base64");
    }
    if (data.length > AGGREGATED.length
        && Arrays.equals(data, 0, AGGREGATED.length, AGGREGATED, 0, AGGREGATED.length)) {
      throw new RefusalException(
          ReasonCode.AGGREGATED,
          "the record has several, which the Kinesis Producer Library joined: switch"
              + " AggregationEnabled off in what writes to the stream");
    }
    return data;
  }

  private Change ofDynamoInKinesis(StreamRecord outer, byte[] data) {
    var inner = PlainReader.document(data, in -> StreamRecordReader.read(in, data));
    if (inner.dynamo() == null) {
      throw new RefusalException(ReasonCode.UNKNOWN_EVENT, "the data are no change of DynamoDB");
    }
    if (!declaration.table().isEmpty() && !declaration.table().equals(inner.table())) {
      throw new RefusalException(
          ReasonCode.OTHER_TABLE, "the change is of another table than " + declaration.table());
    }
    var order =
        Sequence.ofDynamoInKinesis(
            declaration.epoch(),
            inner.dynamo().time(),
            inner.dynamo().precision(),
            outer.kinesis().number());
    return ofDynamo(inner, order);
  }

  private static Change ofDynamo(StreamRecord read, String seq) {
    var dynamo = read.dynamo();
    return switch (read.event()) {
      case "REMOVE" -> new Change(seq, true, read.isExpired(), dynamo.keys(), null, null);
      case "INSERT", "MODIFY" -> {
        if (dynamo.image() == null) {
          throw new RefusalException(
              ReasonCode.NO_NEW_IMAGE,
              "the change has no new image: the stream's view must be NEW_IMAGE or"
                  + " NEW_AND_OLD_IMAGES");
        }
        yield new Change(seq, false, false, dynamo.keys(), dynamo.image(), dynamo.types());
      }
      default ->
          throw new RefusalException(
              ReasonCode.UNKNOWN_EVENT, "the event is none of INSERT, MODIFY and REMOVE");
    };
  }

  private Change ofData(StreamRecord outer, Value item) {
    var epoch = declaration.epoch();
    if (declaration.isAppended()) {
      var number = outer.kinesis().number();
      var place =
          new Value.Members(
              Map.of(SHARD, new Value.Text(shard(outer.id())), NUMBER, new Value.Text(number)));
      return new Change(Sequence.ofAppended(epoch, number), false, false, place, item, null);
    }
    var order = Sequence.ofData(epoch, seq.find(item));
    var isDeleted = deleted != null && isTrue(deleted.find(item));
    return new Change(order, isDeleted, false, item, isDeleted ? null : item, null);
  }

  private static boolean isTrue(Value value) {
    return switch (value) {
      case Value.Truth truth -> truth.value();
      case Value.Null none -> false;
      case null -> false;
      default ->
          throw new RefusalException(
              ReasonCode.VALUE_INVALID, "what says that an item is deleted is no boolean");
    };
  }

  private static String shard(String id) {
    var end = id.indexOf(':');
    if (end < 1) {
      throw new RefusalException(ReasonCode.KEY_MISSING, "the record does not name its shard");
    }
    return id.substring(0, end);
  }
}
