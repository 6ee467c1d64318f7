package objectledger.ops.post;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/** Runs what a page shows for DuckDB, and prints the rows. The argument is the page. */
final class PageQuery {
  private static final Pattern SHOWN = Pattern.compile("(?s)<!-- duckdb -->\n```sql\n(.*?)```");

  private PageQuery() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    var shown = SHOWN.matcher(Files.readString(Path.of(arguments[0])));
    if (!shown.find()) {
      throw new IllegalArgumentException(arguments[0] + " shows nothing for DuckDB");
    }
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows = statement.executeQuery(shown.group(1))) {
      var columns = rows.getMetaData();
      var names = new StringJoiner(" | ");
      for (var i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnLabel(i));
      }
      System.out.println(names);
      while (rows.next()) {
        var values = new StringJoiner(" | ");
        for (var i = 1; i <= columns.getColumnCount(); i++) {
          values.add(String.valueOf(rows.getString(i)));
        }
        System.out.println(values);
      }
    }
  }
}
