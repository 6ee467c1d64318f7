package objectledger.ops.changes;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import objectledger.changes.ColumnType;
import objectledger.changes.Declaration;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Records of one key in a Kinesis stream whose payloads are JSON of an application's own. */
final class StreamItem implements FlightItem {
  private final KinesisClient kinesis;
  private final Declaration declaration;
  private final String name = "flight-" + UUID.randomUUID();
  private final long number;
  private List<String> place = List.of();
  private long seq;

  /**
   * Records of a key that no other record has.
   *
   * @param number of the first record, and the key where that has to be a number
   */
  StreamItem(KinesisClient kinesis, Declaration declaration, long number) {
    this.kinesis = kinesis;
    this.declaration = declaration;
    this.number = number;
    this.seq = number;
  }

  @Override
  public List<String> key() {
    return isAppended()
        ? place
        : declaration.target().keys().stream()
            .map(column -> column.type() == ColumnType.TEXT ? name : "-" + number)
            .toList();
  }

  private boolean isAppended() {
    return declaration.seq().isEmpty();
  }

  @Override
  public void put() {
    send(false);
  }

  @Override
  public boolean update() {
    if (isAppended()) {
      return false;
    }
    send(false);
    return true;
  }

  @Override
  public boolean delete() {
    if (isAppended() || declaration.deleted().isEmpty()) {
      return false;
    }
    send(true);
    return true;
  }

  private void send(boolean isDeleted) {
    var sent =
        kinesis.putRecord(
            put ->
                put.streamARN(declaration.source())
                    .partitionKey(name)
                    .data(SdkBytes.fromByteArray(JsonWriter.toLine(payload(isDeleted)))));
    place = List.of(sent.shardId(), sent.sequenceNumber());
  }

  private Map<String, Object> payload(boolean isDeleted) {
    var payload = new LinkedHashMap<String, Object>();
    payload.put("flight", name);
    if (!isAppended()) {
      declaration
          .target()
          .keys()
          .forEach(
              column ->
                  set(
                      payload,
                      column.path(),
                      column.type() == ColumnType.TEXT ? name : (Object) (-number)));
      set(payload, declaration.seq(), seq++);
      if (isDeleted) {
        set(payload, declaration.deleted(), true);
      }
    }
    return payload;
  }

  @SuppressWarnings("unchecked")
  private static void set(Map<String, Object> payload, String path, Object value) {
    if (!path.matches("\\$(\\.[A-Za-z0-9_-]+)+")) {
      throw new CommandException(
          "a flight makes members of plain names only, not " + path + ": set EVENT=");
    }
    var names = path.substring(2).split("\\.");
    var at = payload;
    for (var i = 0; i < names.length - 1; i++) {
      at = (Map<String, Object>) at.computeIfAbsent(names[i], any -> new HashMap<String, Object>());
    }
    at.put(names[names.length - 1], value);
  }

  @Override
  public void close() {
    kinesis.close();
  }
}
