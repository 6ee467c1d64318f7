package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Random documents of declared tables, the objects that the function makes of them, and what an
 * engine must read of these.
 */
public final class DocumentsSample {
  private final String declared;
  private final Map<String, TableDeclaration> tables;
  private final Instant day;
  private final FakeObjects objects = new FakeObjects();
  private final Map<String, List<String>> rows = new TreeMap<>();

  /**
   * Makes and stores so many documents, of each table in turn.
   *
   * @param declared the content of the declarations
   * @param day of the first documents; others are of the day after it
   */
  public DocumentsSample(String declared, int count, Instant day) {
    this.declared = declared;
    this.tables = new TreeMap<>(Declarations.read(declared.getBytes(UTF_8)).tables());
    this.day = day.truncatedTo(ChronoUnit.DAYS);
    var function = objects.function(declared);
    var names = List.copyOf(tables.keySet());
    for (var seed = 0; seed < count; seed++) {
      store(function, names.get(seed % names.size()), seed);
    }
    objects.lake.keySet().removeIf(key -> !key.startsWith("tables/"));
  }

  private void store(Documents function, String table, int seed) {
    var random = new Random(seed * 0x9E37_79B9_7F4A_7C15L);
    var id = "A-" + seed;
    objects.time = day.plus(Duration.ofMinutes(random.nextInt(2 * 24 * 60)));
    var documents = new ArrayList<String>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      var row = TypedValue.struct(tables.get(table).columns().fields(), random);
      documents.add(row.text());
      expect(table, id, (Map<?, ?>) row.expected());
    }
    var isArray = random.nextBoolean();
    var text = isArray ? documents.toString() : String.join("\n", documents);
    var body = encoded(table, (random.nextInt(4) == 0 ? "\uFEFF" : "") + text, random);
    var outcome = function.store(objects.post("id=" + id, "v1", table, body));
    if (!outcome.equals(new Outcome.Stored(outcome.key(), documents.size()))) {
      throw new AssertionError(outcome + ": " + text);
    }
  }

  private byte[] encoded(String table, String text, Random random) {
    var bytes = text.getBytes(UTF_8);
    if (random.nextInt(4) == 0) {
      bytes = zipped(bytes);
    }
    return tables.get(table).isBase64() ? Base64.getMimeEncoder().encode(bytes) : bytes;
  }

  private static byte[] zipped(byte[] bytes) {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  private void expect(String table, String id, Map<?, ?> columns) {
    var row = new ArrayList<Object>();
    row.add(id);
    row.add(objects.time.toString());
    row.addAll(partition(table));
    tables.get(table).columns().fields().keySet().forEach(name -> row.add(columns.get(name)));
    rows.computeIfAbsent(table, name -> new ArrayList<>()).add(row.toString());
  }

  private List<String> partition(String table) {
    var time = objects.time.toString();
    return switch (tables.get(table).partition()) {
      case NONE -> List.of();
      case DAY -> List.of(time.substring(0, 10));
      case HOUR -> List.of(time.substring(0, 10), time.substring(11, 13));
    };
  }

  /** The content of the declarations. */
  public String declared() {
    return declared;
  }

  /** The tables' names. */
  public List<String> tables() {
    return List.copyOf(tables.keySet());
  }

  /** What the function has written below {@code tables/}, by its key. */
  public Map<String, byte[]> objects() {
    var written = new LinkedHashMap<String, byte[]>();
    objects.lake.forEach((key, object) -> written.put(key, object.content()));
    return written;
  }

  /**
   * Selects everything of a table.
   *
   * @param json the engine's call that makes JSON of a column, such as {@code to_json(%s)}
   */
  public String select(String table, String json, String relation) {
    var columns = new ArrayList<>(List.of("ingest_id", "CAST(ingest_time AS VARCHAR)"));
    var partitions = partition(table).size();
    columns.addAll(List.of("date", "hour").subList(0, partitions));
    tables
        .get(table)
        .columns()
        .fields()
        .forEach(
            (name, type) -> {
              // DuckDB's JSON of a decimal without digits before its point is none: .5
              var isDecimal = type.toString().startsWith("decimal");
              columns.add(
                  json.formatted(
                      (isDecimal ? "CAST(\"%s\" AS VARCHAR)" : "\"%s\"").formatted(name)));
            });
    var last = day.plus(Duration.ofDays(1)).toString().substring(0, 10);
    var where =
        partitions == 0 ? "" : " WHERE date BETWEEN '%s' AND '%s'".formatted(text(day), last);
    return "SELECT " + String.join(", ", columns) + " FROM " + relation + where;
  }

  private static String text(Instant day) {
    return day.toString().substring(0, 10);
  }

  /** The columns of a table as DuckDB is told those of JSON. */
  public String duckDbColumns(String table) {
    var columns = new ArrayList<String>();
    columns.add("ingest_id: 'VARCHAR', ingest_time: 'TIMESTAMP'");
    tables
        .get(table)
        .columns()
        .fields()
        .forEach((name, type) -> columns.add("\"%s\": '%s'".formatted(name, duckDb(type))));
    return "{" + String.join(", ", columns) + "}";
  }

  private static String duckDb(ColumnType type) {
    return switch (type) {
      case ColumnType.Scalar scalar -> scalar.name().replace("string", "VARCHAR");
      case ColumnType.ListType list -> duckDb(list.element()) + "[]";
      case ColumnType.MapType map -> "MAP(VARCHAR, " + duckDb(map.value()) + ")";
      case ColumnType.StructType struct -> {
        var fields = new ArrayList<String>();
        struct.fields().forEach((name, field) -> fields.add("\"" + name + "\" " + duckDb(field)));
        yield "STRUCT(" + String.join(", ", fields) + ")";
      }
      case ColumnType.Undeclared any -> throw new IllegalArgumentException("it has no type");
    };
  }

  /**
   * Compares what an engine has read of a table.
   *
   * @param answer the rows of {@link #select}
   * @return what is wrong, a line each
   */
  public List<String> compare(String table, List<List<String>> answer) {
    var types = List.copyOf(tables.get(table).columns().fields().values());
    var found = new ArrayList<String>();
    for (var read : answer) {
      var row = new ArrayList<Object>(read);
      row.set(1, ReadValue.time(read.get(1)).replace(' ', 'T').replace(".000", "Z"));
      var before = read.size() - types.size();
      for (var i = 0; i < types.size(); i++) {
        row.set(before + i, ReadValue.of(types.get(i), read.get(before + i)));
      }
      found.add(row.toString());
    }
    var expected = new ArrayList<>(rows.get(table));
    found.sort(null);
    expected.sort(null);
    var wrong = new ArrayList<String>();
    for (var i = 0; i < Math.max(found.size(), expected.size()); i++) {
      var one = i < expected.size() ? expected.get(i) : "none";
      var other = i < found.size() ? found.get(i) : "none";
      if (!one.equals(other)) {
        wrong.add("%s, row %s: expected %s, read %s".formatted(table, i + 1, one, other));
      }
    }
    return wrong;
  }

  /** How many rows the documents of a table have. */
  public int rows(String table) {
    return rows.get(table).size();
  }
}
