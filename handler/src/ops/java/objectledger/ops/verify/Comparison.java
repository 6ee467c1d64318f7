package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import objectledger.ops.UtcTime;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.QueryStatement;

/**
 * Compares a listing with the local copies of the journal and the latest documents, in DuckDB. The
 * statement gaps of terraform/queries gives a table findings, of which the rest is made.
 */
final class Comparison implements AutoCloseable {
  private final DuckDb duckDb;
  private final Sql sql;
  private final Judged judged;
  private final ComparedParts parts;
  private final Map<String, String> values;
  private Path journal = Path.of("");

  /**
   * A comparison.
   *
   * @param folder for what does not fit into memory
   * @param inventory the SELECT of the view inventory
   * @param listed how many versions it has
   * @param cut what changed after it is too young
   * @param scope all, or current
   */
  Comparison(Path folder, Judged judged, String inventory, long listed, Instant cut, String scope) {
    this(folder, judged, inventory, listed, cut, scope, ComparedParts.USUAL_BYTES);
  }

  /**
   * A comparison.
   *
   * @param partBytes of the copy of the journal that are compared at once
   */
  Comparison(
      Path folder,
      Judged judged,
      String inventory,
      long listed,
      Instant cut,
      String scope,
      long partBytes) {
    this.duckDb = DuckDb.open(folder);
    this.sql = new Sql(duckDb.connection());
    this.judged = judged;
    this.values =
        Map.of(
            "source", judged.source().bucket(),
            "prefix", judged.prefix(),
            "dt", ListingView.DT,
            "cut", UtcTime.text(cut),
            "scope", scope);
    this.parts =
        new ComparedParts(
            duckDb, values, inventory, listed, duckDb.folder().resolve("parts"), partBytes);
    duckDb.execute("CREATE VIEW inventory AS " + inventory);
  }

  /** Reads the copy of the journal, which may have no day yet. */
  void readJournal(Path copy, Path empty) throws IOException {
    var bucket = judged.source().bucket();
    journal = copy.resolve("source=" + bucket);
    var hasDays = CopyFolder.hasFiles(journal);
    duckDb.journal(hasDays ? copy : CopyFolder.empty(empty, bucket), bucket);
  }

  /** Compares with the journal, and notes gaps and what is left out. */
  void compareJournal(Gaps gaps) throws IOException {
    var statement = QueryStatement.read("gaps");
    parts.forEach(journal, () -> find(statement));
    sql.rows(
        """
        SELECT finding, count(*) AS keys FROM findings
        WHERE finding NOT IN ('missing', 'stale', 'ghost') GROUP BY finding
        """,
        List.of(),
        row -> gaps.leaveOut(FindingWords.of(row.getString(1)), row.getLong(2)));
    sql.rows(
        """
        SELECT * FROM findings WHERE finding IN ('missing', 'stale', 'ghost')
        ORDER BY CASE finding WHEN 'missing' THEN 1 WHEN 'stale' THEN 2 ELSE 3 END, key, version_id
        """,
        List.of(),
        row -> note(gaps, FindingWords.gap(row)));
  }

  private void find(QueryStatement statement) {
    var given = statement.values(values);
    sql.run(
        "CREATE TABLE IF NOT EXISTS findings AS SELECT * FROM (" + statement.text() + ") LIMIT 0",
        given);
    sql.run("INSERT INTO findings " + statement.text(), given);
  }

  private void note(Gaps gaps, Gap found) {
    var gap = found.within(values.get("scope"));
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
    if (!CopyFolder.hasFiles(latest)) {
      return;
    }
    duckDb.latest(latest);
    var source = values.get("source");
    var prefix = values.get("prefix");
    var cut = values.get("cut");
    sql.rows(
        LatestSql.GAPS,
        List.of(values.get("scope"), source, prefix, source, prefix, source, cut, cut),
        row -> note(gaps, LatestSql.gap(row)));
  }

  /**
   * The delete markers that the ledger has and the bucket has not, of keys that are stale. A
   * listing of current versions has no markers, which says nothing of them.
   */
  void forgottenMarkers(Consumer<Gap> consumer) {
    if (values.get("scope").equals("all")) {
      var source = values.get("source");
      sql.rows(
          FindingWords.FORGOTTEN_MARKERS,
          List.of(source, source),
          row -> consumer.accept(FindingWords.forgotten(row)));
    }
  }

  @Override
  public void close() {
    duckDb.close();
  }
}
