package objectledger.changes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The statement that creates the table of a target, for {@code make table}. */
public final class TableDefinition {
  /** Of changes that are older than the row; fixed width, so that text sorts as numbers do. */
  static final String SEQ = "seq";

  static final String DELETED = "deleted";

  /** The columns of a table, as both dialects have them; CrateDB lists members of objects, too. */
  static final String COLUMNS =
      "SELECT column_name, data_type FROM information_schema.columns WHERE table_schema = ?"
          + " AND table_name = ? ORDER BY ordinal_position";

  private TableDefinition() {}

  /** The type of each column by name, as {@code information_schema} says it. */
  public static Map<String, String> types(Target target) {
    var types = new LinkedHashMap<String, String>();
    target.keys().forEach(key -> types.put(key.name(), listed(target.dialect(), key)));
    types.put(SEQ, "text");
    types.put(DELETED, "boolean");
    target.columns().forEach(column -> types.put(column.name(), listed(target.dialect(), column)));
    return types;
  }

  private static String listed(Dialect dialect, Column column) {
    return switch (SqlNames.type(dialect, column).replaceFirst("\\(.*", "")) {
      case "timestamptz" -> "timestamp with time zone";
      case String type -> type;
    };
  }

  /**
   * The statement, without a semicolon. Text of the key and {@code seq} are compared by their
   * bytes, whatever the language of the database is.
   */
  public static String of(Target target) {
    var lines = new ArrayList<String>();
    for (var key : target.keys()) {
      lines.add(column(key.name(), type(target.dialect(), key)) + " NOT NULL");
    }
    var text = new Column(SEQ, "", ColumnType.TEXT, 0, 0);
    lines.add(column(SEQ, type(target.dialect(), text)) + " NOT NULL");
    lines.add(column(DELETED, "boolean") + " NOT NULL");
    for (var column : target.columns()) {
      lines.add(column(column.name(), SqlNames.type(target.dialect(), column)));
    }
    lines.add("  PRIMARY KEY (" + keys(target) + ")");
    return "CREATE TABLE IF NOT EXISTS %s (\n%s\n)"
        .formatted(SqlNames.table(target), String.join(",\n", lines));
  }

  /** The names of the key's columns, separated. */
  static String keys(Target target) {
    return target.keys().stream()
        .map(key -> SqlNames.quote(key.name()))
        .collect(Collectors.joining(", "));
  }

  private static String column(String name, String type) {
    return "  " + SqlNames.quote(name) + " " + type;
  }

  private static String type(Dialect dialect, Column column) {
    var type = SqlNames.type(dialect, column);
    var isText = column.type() == ColumnType.TEXT && dialect == Dialect.POSTGRESQL;
    return isText ? type + " COLLATE \"C\"" : type;
  }
}
