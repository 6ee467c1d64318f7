package objectledger.ops.database;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonWriter;

/**
 * The values of a stack with two labels, whose tables are in the database of this machine: {@code
 * orders} comes out of a table's own stream, and {@code payments} through Kinesis.
 *
 * @param ca the certificate that the server's clients trust, in PEM
 */
record LocalValues(int port, String ca) {
  /** The values for PLAN_VARS, in which white space separates one from the next. */
  String planVars() {
    return "changes="
        + compact(Map.of("orders", orders(), "payments", payments()))
        + " changes_bucket="
        + compact(Map.of("force_destroy", true))
        + "\n";
  }

  private Map<String, Object> orders() {
    var target = target("orders", "order_id");
    return Map.of(
        "stream", Map.of("kind", "dynamodb", "table", table("order_id")), "target", target);
  }

  private Map<String, Object> payments() {
    var target = target("payments", "payment_id");
    target.put(
        "columns",
        Map.of(
            "amount", Map.of("type", "numeric(12,2)"),
            "note", Map.of("type", "text"),
            "paid", Map.of("type", "boolean"),
            "revision", Map.of("type", "bigint")));
    var stream = Map.of("kind", "kinesis", "shards", 2, "table", table("payment_id"));
    return Map.of("stream", stream, "target", target);
  }

  /** A table that make down can delete. */
  private static Map<String, Object> table(String key) {
    return Map.of("deletion_protection", false, "hash_key", key, "point_in_time_recovery", false);
  }

  private Map<String, Object> target(String table, String key) {
    var target = new LinkedHashMap<String, Object>();
    target.put("ca", ca);
    target.put("database", LocalDatabaseCommand.NAME);
    target.put("dialect", "postgresql");
    target.put("host", "127.0.0.1");
    target.put("keys", List.of(Map.of("name", key)));
    target.put("port", port);
    target.put("table", table);
    return target;
  }

  /** JSON without white space: outside of texts it has none, and in texts it is escaped. */
  private static String compact(Map<String, ?> value) {
    return new String(JsonWriter.toLine(value), StandardCharsets.UTF_8)
        .strip()
        .replace(" ", "\\u0020");
  }
}
