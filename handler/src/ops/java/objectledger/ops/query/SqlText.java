package objectledger.ops.query;

/** Values in the text of SQL. */
public final class SqlText {
  private SqlText() {}

  /** The literal of a text. */
  public static String quote(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }
}
