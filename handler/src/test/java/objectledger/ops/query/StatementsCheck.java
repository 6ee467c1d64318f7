package objectledger.ops.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;

/**
 * Runs what docs/query.md shows for DuckDB on a copy of a real journal, then each statement, and
 * compares what they see with the files, and the state with a listing of the bucket. The arguments
 * are the copy's folder, the source bucket and a JSON list of the keys that it shows.
 */
final class StatementsCheck {
  /**
   * Statements that need an inventory, the latest documents, or the time at which a file was
   * written, which DuckDB does not tell.
   */
  private static final Set<String> OTHERS =
      Set.of("gaps", "missing", "stale", "ghosts", "inventory", "latest", "lag", "report-lag");

  private final Path folder;
  private final Map<String, String> values;
  private final Connection connection;

  private StatementsCheck(Path folder, String source, Connection connection) {
    this.folder = folder;
    this.connection = connection;
    this.values =
        Map.ofEntries(
            Map.entry("source", source),
            Map.entry("prefix", ""),
            Map.entry("at", "9999-12-31T00:00:00.000Z"),
            Map.entry("from", LocalDate.now(ZoneOffset.UTC).minusDays(2).toString()),
            Map.entry("to", LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()),
            Map.entry("since", LocalDate.now(ZoneOffset.UTC).minusDays(2) + "T00:00:00.000Z"),
            Map.entry("until", LocalDate.now(ZoneOffset.UTC).plusDays(1) + "T00:00:00.000Z"),
            Map.entry("key", "events/day=1/_SUCCESS"),
            Map.entry("tag", "stage"),
            Map.entry("value", "raw"));
  }

  /** Ends with an exception if something is not as it should be. */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (var connection = DriverManager.getConnection("jdbc:duckdb:")) {
      var check = new StatementsCheck(Path.of(arguments[0]), arguments[1], connection);
      check.makeViews();
      check.runAll();
      check.compareRecords();
      check.compareState(Path.of(arguments[2]));
    }
  }

  private void makeViews() throws IOException, SQLException {
    var page = Files.readString(Path.of("docs/query.md"));
    var shown = Pattern.compile("(?s)<!-- duckdb -->\n```sql\n(.*?)```").matcher(page);
    require(shown.find(), "docs/query.md shows nothing for DuckDB");
    try (var statement = connection.createStatement()) {
      var unused = statement.execute(shown.group(1).replace("s3://LEDGER", folder.toString()));
    }
  }

  private void runAll() throws SQLException {
    for (var name : QueryStatement.names()) {
      if (!OTHERS.contains(name)) {
        System.out.printf("%s: %s rows%n", name, rows(QueryStatement.read(name)).size());
      }
    }
  }

  private void compareRecords() throws IOException, SQLException {
    var ids = new TreeSet<String>();
    try (var files = Files.walk(folder.resolve("journal"))) {
      for (var file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
        var found = Pattern.compile("\"record_id\":\"([0-9a-f]{64})\"");
        ids.addAll(
            found
                .matcher(Files.readString(file))
                .results()
                .map(each -> each.group(1))
                .collect(Collectors.toSet()));
      }
    }
    require(!ids.isEmpty(), "there are no records to see");
    try (var statement = connection.createStatement();
        var seen =
            statement.executeQuery(
                "SELECT count(*), count(key), count(record_timestamp) FROM journal")) {
      seen.next();
      for (var column = 1; column <= 3; column++) {
        require(
            seen.getLong(column) == ids.size(),
            "%s records, but %s are seen".formatted(ids.size(), seen.getLong(column)));
      }
    }
    System.out.printf("%s records are seen%n", ids.size());
  }

  /** All of the bucket was made while it was watched, so the journal has all of it. */
  private void compareState(Path listing) throws IOException, SQLException {
    var listed = new TreeSet<String>();
    try (var in = Files.newInputStream(listing)) {
      var keys = JsonValue.read(in);
      if (!keys.isAbsent()) {
        keys.items().forEach(key -> listed.add(key.text()));
      }
    }
    var present =
        rows(QueryStatement.read("state")).stream()
            .filter(row -> "true".equals(row.getLast()))
            .map(List::getFirst)
            .collect(Collectors.toCollection(TreeSet::new));
    require(!listed.isEmpty(), "the bucket shows nothing");
    require(present.equals(listed), "the state is %s, the bucket %s".formatted(present, listed));
    System.out.printf("%s objects are present, as the bucket shows%n", present.size());
  }

  /** The first three columns of each row. */
  private List<List<String>> rows(QueryStatement statement) throws SQLException {
    var rows = new ArrayList<List<String>>();
    try (var prepared = connection.prepareStatement(statement.text())) {
      var given = statement.values(values);
      for (var i = 0; i < given.size(); i++) {
        prepared.setString(i + 1, given.get(i));
      }
      try (var result = prepared.executeQuery()) {
        while (result.next()) {
          rows.add(Arrays.asList(result.getString(1), result.getString(2), result.getString(3)));
        }
      }
    }
    return rows;
  }

  private static void require(boolean isSo, String otherwise) {
    if (!isSo) {
      throw new IllegalStateException(otherwise);
    }
  }
}
