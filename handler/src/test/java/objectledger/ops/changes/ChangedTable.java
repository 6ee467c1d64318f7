package objectledger.ops.changes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A table of DynamoDB of a local stack, and the table of the database that must equal it. */
record ChangedTable(DeployedStack stack, Path database, String label) {
  /** The columns of the label payments; orders has one with the whole item. */
  private static final List<String> MAPPED = List.of("amount", "note", "paid", "revision");

  String name() {
    return "object-ledger-%s-%s".formatted(label, stack.stack().environment());
  }

  String key() {
    return label.equals("orders") ? "order_id" : "payment_id";
  }

  /** Every item, by its key. */
  Map<String, Map<String, AttributeValue>> items(DynamoDbClient client) {
    var items = new TreeMap<String, Map<String, AttributeValue>>();
    client.scanPaginator(request -> request.tableName(name()).consistentRead(true)).items().stream()
        .forEach(item -> items.put(item.get(key()).s(), item));
    return items;
  }

  /** Each item whose row is another, or missing, and each row without its item. */
  List<String> problems(Map<String, Map<String, AttributeValue>> items) throws SQLException {
    var problems = new ArrayList<String>();
    var missing = new TreeMap<>(items);
    try (var connection = connect();
        var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT * FROM " + label)) {
      while (rows.next()) {
        var key = rows.getString(key());
        var item = missing.remove(key);
        if (rows.getBoolean("deleted") != (item == null)) {
          problems.add(key + (item == null ? " has a row and no item" : " is deleted in its row"));
        } else if (item != null && !expected(item).equals(found(rows))) {
          problems.add("%s is %s, and its row %s".formatted(key, expected(item), found(rows)));
        }
      }
    }
    missing.keySet().forEach(key -> problems.add(key + " has no row"));
    return problems;
  }

  /** Runs a statement as the owner of the table. */
  void run(String sql) throws SQLException {
    try (var connection = connect();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Object expected(Map<String, AttributeValue> item) {
    if (label.equals("orders")) {
      return ExpectedRow.of(item);
    }
    var mapped = new TreeMap<>(item);
    mapped.keySet().retainAll(MAPPED);
    return ExpectedRow.of(mapped);
  }

  private Object found(ResultSet row) throws SQLException {
    if (label.equals("orders")) {
      return ExpectedRow.of(row.getString("data"));
    }
    var values = new TreeMap<String, Object>();
    put(values, "amount", row.getString("amount") == null ? null : number(row, "amount"));
    put(values, "note", row.getString("note"));
    put(values, "paid", row.getObject("paid"));
    put(values, "revision", row.getString("revision") == null ? null : number(row, "revision"));
    return values;
  }

  private static Object number(ResultSet row, String column) throws SQLException {
    return ExpectedRow.number(row.getString(column));
  }

  private static void put(Map<String, Object> values, String name, Object value) {
    if (value != null) {
      values.put(name, value);
    }
  }

  private Connection connect() throws SQLException {
    try {
      var secret = Files.readString(database.resolve("secret.json"));
      var login = new JsonValue("", JsonReader.read(secret));
      return DriverManager.getConnection(
          Files.readString(database.resolve("jdbc.url")),
          login.get("DATABASE_USER").text(),
          login.get("DATABASE_PASSWORD").text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
