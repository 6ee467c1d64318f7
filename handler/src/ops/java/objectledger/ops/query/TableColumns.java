package objectledger.ops.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;

/**
 * The columns of the tables, which terraform/queries/columns.json lists for Glue too.
 *
 * @param types the type of each column in Hive's words, in the order of the list
 */
public record TableColumns(SequencedMap<String, String> types) {
  private static final Map<String, String> DUCKDB =
      Map.of(
          "string", "VARCHAR",
          "bigint", "BIGINT",
          "boolean", "BOOLEAN",
          "map<string,string>", "MAP(VARCHAR, VARCHAR)",
          "struct<e_tag:string,name:string,size:bigint>",
              "STRUCT(e_tag VARCHAR, name VARCHAR, size BIGINT)");

  /**
   * Reads the columns of a table.
   *
   * @param table journal or latest
   */
  public static TableColumns of(String table) {
    try (var in = Files.newInputStream(QueryStatement.folder().resolve("columns.json"))) {
      var types = new LinkedHashMap<String, String>();
      for (var column : JsonValue.read(in).get(table).items()) {
        types.put(column.get("name").text(), column.get("type").text());
      }
      return new TableColumns(types);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The columns as DuckDB is told those of JSON, a line each. */
  String inJson() {
    return types.entrySet().stream()
        .map(column -> "%s: '%s'".formatted(column.getKey(), DUCKDB.get(column.getValue())))
        .collect(Collectors.joining(",\n    "));
  }

  /** The type of a line with these columns, for DuckDB. */
  String struct() {
    return types.entrySet().stream()
        .map(column -> column.getKey() + " " + DUCKDB.get(column.getValue()))
        .collect(Collectors.joining(", ", "STRUCT(", ")"));
  }
}
