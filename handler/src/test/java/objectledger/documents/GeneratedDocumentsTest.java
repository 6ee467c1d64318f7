package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.ops.query.DuckDb;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves on thousands of documents that every row reads back equal through DuckDB. */
class GeneratedDocumentsTest {
  private static final int DOCUMENTS = 2_000;

  @TempDir private Path folder;

  @Test
  void everyRowOfEveryDocumentReadsBackEqualAndEveryOtherIsRefusedForItsReason()
      throws IOException, SQLException {
    var expected = new TreeMap<String, List<Map<String, Object>>>();
    var refusals = new EnumMap<ReasonCode, Integer>(ReasonCode.class);
    for (var seed = 0; seed < DOCUMENTS; seed++) {
      var document = GeneratedDocument.of(seed);
      var stored = stored(seed, document);
      if (stored != null) {
        Files.write(folder.resolve(seed + ".json"), stored);
        expected.put(seed + ".json", document.rows());
      } else {
        refusals.merge(document.refusal(), 1, Integer::sum);
      }
    }

    var read = readThroughDuckDb();

    assertThat(expected).hasSizeGreaterThan(DOCUMENTS * 3 / 4);
    assertThat(refusals).hasSize(8);
    assertThat(read.keySet()).isEqualTo(expected.keySet());
    expected.forEach((file, rows) -> assertThat(read.get(file)).as(file).isEqualTo(rows));
  }

  /** The lines of a document; null if it was refused, as it must be. */
  private static byte[] stored(long seed, GeneratedDocument document) {
    try {
      var lines = Copied.bytes(TableDeclaration.NONE, document.content());
      assertThat(document.refusal()).as("seed " + seed).isNull();
      return lines;
    } catch (RefusalException e) {
      assertThat(e.refusal().code()).as("seed " + seed + e).isEqualTo(document.refusal());
      return null;
    }
  }

  private Map<String, List<Map<String, Object>>> readThroughDuckDb() throws SQLException {
    var read = new TreeMap<String, List<Map<String, Object>>>();
    try (var duckDb = DuckDb.open(folder.resolve("engine"))) {
      duckDb.execute("SET preserve_insertion_order = true");
      try (var statement = duckDb.connection().createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT parse_filename(filename), json, json ->> 'ingest_id', json ->> 'ingest_time'"
                      + " FROM read_ndjson_objects('%s/*.json', filename = true)"
                          .formatted(folder))) {
        while (rows.next()) {
          var row = ReadBack.line(rows.getString(2));
          assertThat(row.remove("ingest_id")).isEqualTo("7").isEqualTo(rows.getString(3));
          assertThat(row.remove("ingest_time"))
              .isEqualTo("2026-11-27 10:00:00")
              .isEqualTo(rows.getString(4));
          read.computeIfAbsent(rows.getString(1), file -> new ArrayList<>()).add(row);
        }
      }
    }
    return read;
  }

  @Test
  void declaredColumnsReadBackEqualAsTheirTypes() throws IOException, SQLException {
    var table = Copied.table(TypedRow.COLUMNS);
    var rows = new ArrayList<TypedRow>();
    var document = new StringBuilder();
    for (var seed = 0; seed < DOCUMENTS; seed++) {
      rows.add(TypedRow.of(seed));
      document.append(rows.getLast().document()).append('\n');
    }
    Files.write(
        folder.resolve("typed.json"), Copied.bytes(table, document.toString().getBytes(UTF_8)));

    var read = new ArrayList<String>();
    try (var duckDb = DuckDb.open(folder.resolve("engine"))) {
      duckDb.execute("SET preserve_insertion_order = true");
      try (var statement = duckDb.connection().createStatement();
          var result =
              statement.executeQuery(TypedRow.select(folder.resolve("typed.json").toString()))) {
        while (result.next()) {
          read.add(TypedRow.read(result));
        }
      }
    }

    assertThat(read).hasSize(DOCUMENTS);
    for (var i = 0; i < DOCUMENTS; i++) {
      assertThat(read.get(i)).as(rows.get(i).document()).isEqualTo(rows.get(i).expected());
    }
  }
}
