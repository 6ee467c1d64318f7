package objectledger.changes;

import java.util.Locale;

/** Names and types as each dialect writes them. */
final class SqlNames {
  private SqlNames() {}

  /** An identifier in quotes: no name is a keyword then, and none ends the quotes. */
  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /** The table of a target with its schema. */
  static String table(Target target) {
    return quote(target.schema()) + "." + quote(target.table());
  }

  /** The type of a column in a table. */
  static String type(Dialect dialect, Column column) {
    var isCrate = dialect == Dialect.CRATEDB;
    return switch (column.type()) {
      case BIGINT -> "bigint";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case DOUBLE -> "double precision";
      case INTEGER -> "integer";
      // Any other object of CrateDB makes columns of the names in it, and loses newer data by it.
      case JSON -> isCrate ? "object(ignored)" : "jsonb";
      case NUMERIC -> numeric(column);
      case TEXT -> "text";
      case TIMESTAMP -> isCrate ? "timestamp with time zone" : "timestamptz";
    };
  }

  /**
   * The type that the text of a value is cast to. It has no length: a cast to one cuts or rounds
   * without an error, whereas the assignment to the column checks.
   */
  static String cast(Dialect dialect, Column column) {
    var isCrate = dialect == Dialect.CRATEDB;
    return switch (column.type()) {
      case TEXT -> "";
      case JSON -> isCrate ? "::object" : "::jsonb";
      // CrateDB has no numeric without a precision.
      case NUMERIC -> isCrate ? "::" + numeric(column) : "::numeric";
      case BIGINT, BOOLEAN, DATE, DOUBLE, INTEGER, TIMESTAMP -> "::" + type(dialect, column);
    };
  }

  private static String numeric(Column column) {
    return column.precision() == 0
        ? "numeric"
        : String.format(Locale.ROOT, "numeric(%d,%d)", column.precision(), column.scale());
  }
}
