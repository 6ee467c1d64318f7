package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Proves that the tables of docs/query.md have a column for each field of a record, of its type,
 * and that Athena finds and reads every record.
 */
class QueryTest {
  private static final Map<String, String> DUCKDB =
      Map.of("boolean", "BOOLEAN", "integer", "BIGINT", "object", "MAP(VARCHAR, VARCHAR)");
  private static final Pattern TIMES =
      Pattern.compile(
          "record_timestamp|last_modified_date|.*_until|restore_expiry_time|.*_request_time");
  private static final Map<String, String> ATHENA =
      Map.of("boolean", "boolean", "integer", "bigint", "object", "map<string,string>");

  @Test
  void eachFieldIsAColumnOfTheTableForDuckDb() throws IOException {
    var expected = types(DUCKDB, "VARCHAR");
    expected.keySet().stream()
        .filter(name -> TIMES.matcher(name).matches())
        .forEach(name -> expected.put(name, "TIMESTAMPTZ"));

    expected.put("annotation", "STRUCT(e_tag VARCHAR, name VARCHAR, size BIGINT)");

    assertThat(columns("duckdb: journal", " {4}(\\w+): '([^']+)'")).isEqualTo(expected);
  }

  @Test
  void eachFieldIsAColumnOfTheTableForAthena() throws IOException {
    var expected = types(ATHENA, "string");
    expected.put("annotation", "struct<e_tag:string,name:string,size:bigint>");

    assertThat(columns("athena: journal", " {2}`(\\w+)` ([^ ]+?),?\n")).isEqualTo(expected);
  }

  /** The SerDe of OpenX gives rows of nulls, or half of a line, where Hive's fails. */
  @Test
  void athenaReadsRecordsWithTheSerDeOfHive() throws IOException {
    assertThat(statement("athena: journal"))
        .contains("ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'\nLOCATION");
  }

  /** An object that is backfilled stands at its own date, which Athena would not look for. */
  @Test
  void rangeOfDatesBeginsWhenS3Did() throws IOException {
    assertThat(statement("athena: journal"))
        .contains("'projection.date.range' = '2006-03-14,NOW+1DAY'");
  }

  @Test
  void eachQueryForAthenaIsBoundToDates() throws IOException {
    var text = Files.readString(Path.of("../docs/query.md"));
    var athena = text.substring(text.indexOf("\n## Athena\n"));

    assertThat(Pattern.compile("```sql\n(SELECT.*?)```", Pattern.DOTALL).matcher(athena).results())
        .isNotEmpty()
        .allSatisfy(query -> assertThat(query.group(1)).containsPattern("WHERE date >="));
  }

  private static Map<String, String> types(Map<String, String> types, String usual)
      throws IOException {
    var schema = TestEvents.json(Files.readString(Path.of("../docs/record.schema.json")));
    var properties = schema.get("properties");
    return new TreeMap<>(
        properties.names().stream()
            .collect(
                Collectors.toMap(
                    name -> name,
                    name ->
                        name.equals("schema_version")
                            ? types.get("integer")
                            : types.getOrDefault(
                                String.valueOf(properties.get(name).get("type").value()), usual))));
  }

  private static Map<String, String> columns(String statement, String form) throws IOException {
    var column = Pattern.compile(form).matcher(statement(statement));
    return column
        .results()
        .collect(
            Collectors.toMap(
                found -> found.group(1), found -> found.group(2), (a, b) -> a, TreeMap::new));
  }

  private static String statement(String name) throws IOException {
    var text = Files.readString(Path.of("../docs/query.md"));
    var from = text.indexOf("<!-- " + name + " -->");
    return text.substring(from, text.indexOf(";\n", from));
  }
}
