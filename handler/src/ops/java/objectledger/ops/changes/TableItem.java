package objectledger.ops.changes;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import objectledger.changes.Declaration;
import objectledger.ops.CommandException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An item of a DynamoDB table. */
final class TableItem implements FlightItem {
  private final DynamoDbClient dynamoDb;
  private final Declaration declaration;
  private final String table;
  private final Map<String, AttributeValue> keys = new HashMap<>();

  /** An item of the table whose changes the label has, with a key that no other item has. */
  TableItem(DynamoDbClient dynamoDb, Declaration declaration) {
    this.dynamoDb = dynamoDb;
    this.declaration = declaration;
    this.table =
        declaration.table().isEmpty()
            ? declaration.source().replaceFirst(".*:table/", "")
            : declaration.table();
    var described = dynamoDb.describeTable(describe -> describe.tableName(table)).table();
    var names = described.keySchema().stream().map(key -> key.attributeName()).toList();
    described.attributeDefinitions().stream()
        .filter(attribute -> names.contains(attribute.attributeName()))
        .forEach(attribute -> keys.put(attribute.attributeName(), value(attribute)));
  }

  private static AttributeValue value(AttributeDefinition attribute) {
    return switch (attribute.attributeType()) {
      case N ->
          AttributeValue.fromN("-" + ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50));
      case B ->
          AttributeValue.fromB(SdkBytes.fromByteArray(name().getBytes(StandardCharsets.US_ASCII)));
      default -> AttributeValue.fromS(name());
    };
  }

  private static String name() {
    return "flight-" + UUID.randomUUID();
  }

  @Override
  public List<String> key() {
    return declaration.target().keys().stream().map(column -> text(column.path())).toList();
  }

  private String text(String path) {
    var value = keys.get(path.replaceFirst("^\\$\\.", ""));
    if (value == null) {
      throw new CommandException(
          "the key column of the path %s is no key of the table %s, which has %s"
              .formatted(path, table, String.join(", ", keys.keySet())));
    }
    return switch (value.type()) {
      case N -> value.n();
      case B -> Base64.getEncoder().encodeToString(value.b().asByteArray());
      default -> value.s();
    };
  }

  @Override
  public void put() {
    var item = new HashMap<>(keys);
    item.put("flight", AttributeValue.fromS("put"));
    var key = keys.keySet().iterator().next();
    dynamoDb.putItem(
        put ->
            put.tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(#key)")
                .expressionAttributeNames(Map.of("#key", key)));
  }

  @Override
  public boolean update() {
    dynamoDb.updateItem(
        update ->
            update
                .tableName(table)
                .key(keys)
                .updateExpression("SET #flight = :now")
                .expressionAttributeNames(Map.of("#flight", "flight"))
                .expressionAttributeValues(Map.of(":now", AttributeValue.fromS("updated"))));
    return true;
  }

  @Override
  public boolean delete() {
    dynamoDb.deleteItem(delete -> delete.tableName(table).key(keys));
    return true;
  }

  @Override
  public void close() {
    dynamoDb.close();
  }
}
