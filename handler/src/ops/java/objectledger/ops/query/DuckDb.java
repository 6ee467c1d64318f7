package objectledger.ops.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import objectledger.ops.CommandException;

/**
 * DuckDB in this process, with the relations that the statements of terraform/queries read. It has
 * a fixed amount of memory and writes what does not fit into a folder, so that a large ledger needs
 * time and disk, not memory.
 */
public final class DuckDb implements AutoCloseable {
  /** The SELECT of the view journal_whole, in which no partition is listed by itself. */
  public static final String JOURNAL_WHOLE = "SELECT * EXCLUDE (date, hour) FROM journal_raw";

  private static final String MEMORY = "2GB";

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
      duckDb.execute("SET temp_directory = %s".formatted(SqlText.quote(spill.path())));
      duckDb.execute("SET preserve_insertion_order = false");
      duckDb.execute("SET TimeZone = 'UTC'");
      LedgerViews.MACROS.forEach(duckDb::execute);
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
    execute(LedgerViews.journal(folder, source));
    execute("CREATE VIEW journal_whole AS " + JOURNAL_WHOLE);
    view("journal");
  }

  /**
   * Makes latest_raw and latest from a local copy of the latest documents.
   *
   * @param folder with source=….ndjson.gz
   */
  public void latest(Path folder) {
    execute(LedgerViews.latest(folder));
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

  private static CommandException failure(String what, SQLException cause) {
    return new CommandException(what + ": " + cause.getMessage(), cause);
  }
}
