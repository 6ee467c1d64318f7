package objectledger.ops.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import objectledger.ops.CommandException;

/**
 * DuckDB in this process, with the relations that the statements of terraform/queries read. It has
 * a fixed amount of memory and writes what does not fit into a folder, so that a large ledger needs
 * time and disk, not memory.
 */
public final class DuckDb implements AutoCloseable {
  private static final String MEMORY = "2GB";

  /** What Athena has by another name, or in another way. */
  static final List<String> MACROS =
      List.of(
          "CREATE MACRO from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ)",
          // The format is DuckDB's: it needs no Locale.ROOT.
          "CREATE MACRO to_iso8601(time) AS strftime(time, '%Y-%m-%dT%H:%M:%S.%g')",
          // DuckDB's own gives a list.
          "CREATE MACRO element_at(map, name) AS map_extract_value(map, name)");

  private final Connection connection;
  private final SpillFolder spill;

  private DuckDb(Connection connection, SpillFolder spill) {
    this.connection = connection;
    this.spill = spill;
  }

  /** Reads the rows of a result, one after the other. */
  @FunctionalInterface
  public interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  /**
   * Starts the engine.
   *
   * @param folder for what does not fit into memory, in a folder of this process; it is made
   */
  public static DuckDb open(Path folder) {
    try {
      var spill = SpillFolder.open(folder);
      var duckDb = new DuckDb(DriverManager.getConnection("jdbc:duckdb:"), spill);
      duckDb.execute("SET memory_limit = '%s'".formatted(MEMORY));
      duckDb.execute("SET temp_directory = %s".formatted(quoted(spill.path())));
      duckDb.execute("SET preserve_insertion_order = false");
      duckDb.execute("SET TimeZone = 'UTC'");
      MACROS.forEach(duckDb::execute);
      return duckDb;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw failure("DuckDB does not start", e);
    }
  }

  /** A folder of this process alone, which is removed at the end. */
  public Path folder() {
    return spill.path();
  }

  /** For what only one tool needs. */
  public Connection connection() {
    return connection;
  }

  /**
   * Makes journal_raw, journal_whole and journal from a local copy of the journal of one source.
   *
   * @param folder with source=…/date=….ndjson.gz, at least one
   * @param source the bucket
   */
  public void journal(Path folder, String source) {
    execute(
        """
        CREATE VIEW journal_raw AS
        SELECT
          record.*,
          regexp_extract(filename, '/source=([^/]+)/', 1) AS source,
          regexp_extract(filename, '/date=([0-9-]+)', 1) AS date,
          substr(file, 6, 2) AS hour,
          'journal/' || file AS "$path",
          CAST(modified AS TIMESTAMPTZ) AS "$file_modified_time"
        FROM read_json(
          %s, format = 'newline_delimited', filename = true,
          columns = {file: 'VARCHAR', modified: 'VARCHAR', record: '%s'})
        """
            .formatted(
                quoted(folder.resolve("source=" + source + "/date=*.ndjson.gz")),
                struct("journal")));
    execute("CREATE VIEW journal_whole AS SELECT * EXCLUDE (date, hour) FROM journal_raw");
    view("journal");
  }

  /**
   * The view journal_raw of a journal in its bucket, whose columns are those of the table in
   * Athena.
   *
   * @param ledger the bucket, as s3://NAME, or a folder
   */
  static String journalInBucket(String ledger) {
    return """
    CREATE VIEW journal_raw AS
    SELECT *
    FROM read_json(
      %s,
      format = 'newline_delimited', hive_partitioning = true, hive_types_autocast = false,
      columns = {
        %s
      }
    )"""
        .formatted(
            quoted(ledger + "/journal/source=*/date=*/hour=*/*.json"),
            TableColumns.of("journal").inJson());
  }

  /**
   * Makes latest_raw and latest from a local copy of the latest documents.
   *
   * @param folder with source=….ndjson.gz
   */
  public void latest(Path folder) {
    execute(
        """
        CREATE VIEW latest_raw AS
        SELECT
          record.*,
          regexp_extract(filename, '/source=([^/]+)[.]ndjson[.]gz$', 1) AS source
        FROM read_json(
          %s, format = 'newline_delimited', filename = true,
          columns = {file: 'VARCHAR', modified: 'VARCHAR', record: '%s'})
        """
            .formatted(quoted(folder.resolve("source=*.ndjson.gz")), struct("latest")));
    view("latest");
  }

  /** Makes the view of a statement that has its name. */
  public void view(String name) {
    execute("CREATE VIEW %s AS %s".formatted(name, QueryStatement.read(name).text()));
  }

  /** Runs what returns nothing. */
  public void execute(String sql) {
    try (var statement = connection.createStatement()) {
      var unused = statement.execute(sql);
    } catch (SQLException e) {
      throw failure("DuckDB refuses a statement", e);
    }
  }

  /**
   * Runs a statement, whose rows are read as they come.
   *
   * @param values of its parameters, by their names
   */
  public void query(QueryStatement query, Map<String, String> values, RowReader reader) {
    query(query, values, columns -> {}, reader);
  }

  /**
   * Runs a statement.
   *
   * @param header reads the columns of the result, before the first row
   */
  void query(QueryStatement query, Map<String, String> values, RowReader header, RowReader reader) {
    var given = query.values(values);
    try (var statement = connection.prepareStatement(query.text())) {
      for (var i = 0; i < given.size(); i++) {
        statement.setString(i + 1, given.get(i));
      }
      try (var rows = statement.executeQuery()) {
        header.read(rows);
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      throw failure("DuckDB cannot run the statement " + query.name(), e);
    }
  }

  @Override
  public void close() {
    try (spill) {
      connection.close();
    } catch (SQLException e) {
      throw failure("DuckDB does not end", e);
    }
  }

  private static String struct(String table) {
    return TableColumns.of(table).struct();
  }

  /** A text of SQL. */
  public static String quoted(Object text) {
    return "'" + text.toString().replace("'", "''") + "'";
  }

  private static CommandException failure(String what, SQLException cause) {
    return new CommandException(what + ": " + cause.getMessage(), cause);
  }
}
