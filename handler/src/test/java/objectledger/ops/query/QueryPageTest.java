package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;
import org.junit.jupiter.api.Test;

/**
 * Proves that docs/query.md shows each statement of terraform/queries as it is, that the statements
 * name their parameters, and that the tables have a column for each field of a record. With {@code
 * UPDATE=1} in the environment it writes the page.
 */
class QueryPageTest {
  private static final Path PAGE = Path.of("../docs/query.md");
  private static final Pattern STATEMENT =
      Pattern.compile("(?s)<!-- terraform/queries/(\\S+)\\.sql -->\n(?:\n?```sql\n.*?```\n)?");
  private static final Pattern DUCKDB =
      Pattern.compile("(?s)<!-- duckdb -->\n(?:\n?```sql\n.*?```\n)?");
  private static final Pattern UNLOAD =
      Pattern.compile("(?s)<!-- unload -->\n(?:\n?```sql\n.*?```\n)?");

  @Test
  void pageShowsEachStatementAsItIs() throws IOException {
    var page = Files.readString(PAGE);
    var shown =
        STATEMENT
            .matcher(page)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        "<!-- terraform/queries/%s.sql -->\n```sql\n%s```\n"
                            .formatted(found.group(1), text(found.group(1)))));
    shown =
        DUCKDB
            .matcher(shown)
            .replaceAll(Matcher.quoteReplacement("<!-- duckdb -->\n```sql\n" + views() + "```\n"));
    shown =
        UNLOAD
            .matcher(shown)
            .replaceAll(
                Matcher.quoteReplacement(
                    "<!-- unload -->\n```sql\n" + ParquetCopy.inAthena() + "```\n"));
    if (System.getenv("UPDATE") != null) {
      Files.writeString(PAGE, shown);
    }

    assertThat(Files.readString(PAGE)).as("docs/query.md, which UPDATE=1 writes").isEqualTo(shown);
  }

  @Test
  void pageHasEachStatement() throws IOException {
    var named =
        STATEMENT.matcher(Files.readString(PAGE)).results().map(found -> found.group(1)).toList();

    assertThat(statements()).hasSizeGreaterThan(14);
    assertThat(named).containsAll(statements());
  }

  @Test
  void eachParameterOfAStatementIsNamed() throws IOException {
    for (var name : statements()) {
      var statement = QueryStatement.read(name);
      var marks = statement.withoutComments().chars().filter(c -> c == '?').count();

      assertThat(statement.parameters()).as(name).hasSize((int) marks);
      assertThat(statement.text()).as(name).startsWith("-- " + name + ": ").endsWith("\n");
    }
  }

  @Test
  void tableOfTheJournalHasAColumnForEachFieldOfARecord() throws IOException {
    assertThat(TableColumns.of("journal").types()).isEqualTo(types("record.schema.json"));
  }

  @Test
  void tableOfTheLatestDocumentsHasAColumnForEachOfTheirFields() throws IOException {
    assertThat(TableColumns.of("latest").types()).isEqualTo(types("latest.schema.json"));
  }

  @Test
  void viewsHaveTheColumnsOfTheirTables() {
    assertThat(selected(QueryStatement.read("journal").withoutComments()))
        .isEqualTo(columns("journal", "source, date, hour"));
    assertThat(selected(QueryStatement.read("latest").withoutComments()))
        .isEqualTo(columns("latest", "source"));
  }

  /** The columns that a statement selects, in one line. */
  private static String selected(String sql) {
    return sql.substring("SELECT".length(), sql.indexOf("FROM")).strip().replaceAll("\\s+", " ");
  }

  private static String columns(String table, String partitions) {
    return String.join(", ", TableColumns.of(table).types().keySet()) + ", " + partitions;
  }

  /** All but the view that reads S3's own columns, which is no question. */
  private static List<String> statements() {
    return QueryStatement.names().stream().filter(name -> !name.equals("inventory")).toList();
  }

  private static String text(String name) {
    try {
      return Files.readString(QueryStatement.folder().resolve(name + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> types(String schema) throws IOException {
    var record = json("record.schema.json").get("properties");
    var properties = json(schema).get("properties");
    return properties.names().stream()
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    type(
                        name,
                        properties.get(name).get("$ref").isAbsent()
                            ? properties.get(name)
                            : record.get(name))));
  }

  private static String type(String name, JsonValue property) {
    if (name.equals("schema_version")) {
      return "bigint";
    }
    if (name.equals("annotation")) {
      return "struct<e_tag:string,name:string,size:bigint>";
    }
    return switch (property.get("type").textOrEmpty()) {
      case "boolean" -> "boolean";
      case "integer" -> "bigint";
      case "object" -> "map<string,string>";
      default -> "string";
    };
  }

  private static JsonValue json(String name) throws IOException {
    try (var in = Files.newInputStream(Path.of("../docs", name))) {
      return JsonValue.read(in);
    }
  }

  /** The relations of the journal as DuckDB reads them in the bucket. */
  private static String views() {
    return LedgerViews.journalInBucket("s3://LEDGER")
        + ";\n"
        + "CREATE VIEW journal_whole AS "
        + DuckDb.JOURNAL_WHOLE
        + ";\n"
        + "SET TimeZone = 'UTC';\n"
        + String.join(";\n", LedgerViews.MACROS)
        + ";\nCREATE VIEW journal AS\n"
        + QueryStatement.read("journal").withoutComments().strip()
        + ";\n";
  }
}
