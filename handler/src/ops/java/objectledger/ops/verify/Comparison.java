package objectledger.ops.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.CommandException;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.QueryStatement;

/**
 * Compares a listing with the local copies of the journal and the latest documents, in DuckDB. The
 * statement gaps of terraform/queries gives a table findings, of which the rest is made.
 */
final class Comparison implements AutoCloseable {
  private final DuckDb duckDb;
  private final Judged judged;
  private final Map<String, String> values;

  /**
   * A comparison.
   *
   * @param folder for what does not fit into memory
   * @param inventory the SELECT of the view inventory
   * @param cut what changed after it is too young
   * @param scope all, or current
   */
  Comparison(Path folder, Judged judged, String inventory, Instant cut, String scope) {
    this.duckDb = DuckDb.open(folder);
    this.judged = judged;
    this.values =
        Map.of(
            "source", judged.source().bucket(),
            "prefix", judged.prefix(),
            "dt", ListingView.DT,
            "cut", ListedVersion.time(cut),
            "scope", scope);
    duckDb.execute("CREATE VIEW inventory AS " + inventory);
  }

  /** Reads the copy of the journal, which may have no day yet. */
  void readJournal(Path journal, Path empty) throws IOException {
    duckDb.journal(hasFiles(journal) ? journal : emptyCopy(empty));
  }

  private static boolean hasFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.walk(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".ndjson.gz"));
    }
  }

  /** DuckDB reads no file where there is none. */
  private static Path emptyCopy(Path folder) throws IOException {
    var file = folder.resolve("source=none/date=1970-01-01.ndjson.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.flush();
    }
    return folder;
  }

  /** Compares with the journal, and notes gaps and what is left out. */
  void compareJournal(Gaps gaps) {
    run("CREATE OR REPLACE TABLE findings AS " + text("gaps"), "gaps");
    rows(
        """
        SELECT finding, count(*) AS keys FROM findings
        WHERE finding NOT IN ('missing', 'stale', 'ghost') GROUP BY finding
        """,
        List.of(),
        row -> gaps.leaveOut(FindingWords.of(row.getString(1)), row.getLong(2)));
    rows(
        """
        SELECT * FROM findings WHERE finding IN ('missing', 'stale', 'ghost')
        ORDER BY CASE finding WHEN 'missing' THEN 1 WHEN 'stale' THEN 2 ELSE 3 END, key, version_id
        """,
        List.of(),
        row -> note(gaps, FindingWords.gap(row)));
  }

  private void note(Gaps gaps, Gap gap) {
    var reason = judged.leftOut(gap);
    if (!reason.isEmpty()) {
      gaps.leaveOut(reason, 1);
      return;
    }
    gaps.add(gap);
    // An object was there before the cut, but an upload in parts is as old as its beginning.
    var isOld = gap.kind() == Gap.Kind.MISSING && !gap.detail().equals(FindingWords.IN_PARTS);
    if (!isOld) {
      gaps.unconfirmed();
    }
  }

  /** Compares the latest documents with the listing; keys that have gaps already are not named. */
  void compareLatest(Path latest, Gaps gaps) throws IOException {
    if (!hasFiles(latest)) {
      return;
    }
    duckDb.latest(latest);
    var source = values.get("source");
    var prefix = values.get("prefix");
    var cut = values.get("cut");
    rows(
        LatestSql.GAPS,
        List.of(source, prefix, source, prefix, source, cut, cut),
        row -> note(gaps, LatestSql.gap(row)));
  }

  /** The delete markers that the ledger has and the bucket has not, of keys that are stale. */
  void forgottenMarkers(Consumer<Gap> consumer) {
    var source = values.get("source");
    rows(
        FindingWords.FORGOTTEN_MARKERS,
        List.of(source, source),
        row ->
            consumer.accept(
                new Gap(
                    Gap.Kind.STALE,
                    row.getString(1),
                    row.getString(2),
                    false,
                    false,
                    false,
                    "",
                    "")));
  }

  /** How many records, and how many listed versions, were compared. */
  List<Long> compared() {
    var counts = new ArrayList<Long>();
    var source = values.get("source");
    var prefix = values.get("prefix");
    for (var relation : List.of("journal_raw", "inventory")) {
      rows(
          "SELECT count(*) FROM %s WHERE source = ? AND starts_with(key, ?)".formatted(relation),
          List.of(source, prefix),
          row -> counts.add(row.getLong(1)));
    }
    return counts;
  }

  private static String text(String name) {
    return QueryStatement.read(name).text();
  }

  private void run(String sql, String name) {
    try (var statement = duckDb.connection().prepareStatement(sql)) {
      var given = QueryStatement.read(name).values(values);
      for (var i = 0; i < given.size(); i++) {
        statement.setString(i + 1, given.get(i));
      }
      statement.execute();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private void rows(String sql, List<String> parameters, DuckDb.RowReader reader) {
    try (var statement = duckDb.connection().prepareStatement(sql)) {
      for (var i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          reader.read(rows);
        }
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static CommandException failure(SQLException e) {
    return new CommandException("the listing cannot be compared: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
