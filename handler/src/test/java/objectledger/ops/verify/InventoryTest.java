package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import objectledger.ops.CommandException;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Stacks;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.SqlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Proves that an inventory is read as S3 writes it, and that a file of another content is not. */
class InventoryTest {
  private static final String FIELDS = InventoryFolder.FIELDS;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private String prefix = "";
  private boolean needsPrefix;

  @TempDir private Path folder;

  @Test
  void readsCsvWhoseKeysAreFormEncoded() throws Exception {
    files()
        .csv(
            FIELDS,
            "\"b\",\"a%0Ab+%2B+K%C3%B6ln/%F0%9F%98%80/\",\"\",\"true\",\"false\",\"3\","
                + "\"2026-11-22T01:02:03.000Z\",\"e-2\",\"STANDARD\",\"true\"\n"
                + "\"b\",\"k\",\"v2\",\"true\",\"true\",\"\",\"2026-11-22T01:02:03.000Z\",\"\",\"\",\"\"\n");

    var listed = read();

    assertThat(rows(listed))
        .containsExactlyInAnyOrder(
            "a\nb + Köln/😀/ null true false 3 2026-11-22T01:02:03.000Z e-2",
            "k v2 true true null 2026-11-22T01:02:03.000Z null");
    assertThat(listed.scope()).isEqualTo("all");
    assertThat(listed.startedAt()).isEqualTo("2026-11-22T01:00:00Z");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("prefix of the inventory is not");
  }

  @Test
  void anInventoryOfCurrentObjectsIsComparedWithThoseOnly() throws Exception {
    files()
        .csv(
            "Bucket, Key, Size, LastModifiedDate, ETag",
            "\"b\",\"k\",\"3\",\"2026-11-22T01:02:03.000Z\",\"e\"\n");

    var listed = read();

    assertThat(listed.scope()).isEqualTo("current");
    assertThat(rows(listed)).containsExactly("k null true false 3 2026-11-22T01:02:03.000Z e");
  }

  @Test
  void readsParquet() throws Exception {
    Files.createDirectories(folder.resolve("data"));
    var file = folder.resolve("data/x.parquet");
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      duckDb.execute(
          """
          COPY (
            SELECT 'b' AS bucket, 'a+b%%41' AS key, NULL::VARCHAR AS version_id, true AS is_latest,
              false AS is_delete_marker, 7::BIGINT AS size,
              TIMESTAMP '2026-11-22 01:02:03' AS last_modified_date, 'e' AS e_tag,
              'STANDARD' AS storage_class
          ) TO %s (FORMAT parquet)
          """
              .formatted(SqlText.quote(file)));
    }
    files()
        .manifest(
            "Parquet",
            "message s3.inventory { required binary bucket (STRING); required binary key (STRING);"
                + " optional binary version_id (STRING); optional boolean is_latest;"
                + " optional boolean is_delete_marker; optional int64 size;"
                + " optional int64 last_modified_date (TIMESTAMP(MILLIS,true));"
                + " optional binary e_tag (STRING); optional binary storage_class (STRING); }",
            "p/b/id/data/x.parquet",
            Files.readAllBytes(file),
            "bucket");

    assertThat(rows(read())).containsExactly("a+b%41 null true false 7 2026-11-22T01:02:03.000Z e");
  }

  @Test
  void refusesAFileThatIsNotAsTheManifestHasIt() throws Exception {
    files().csv(FIELDS, "\"b\",\"k\"\n");
    Files.write(folder.resolve("data/x.csv.gz"), new byte[] {1});

    assertThatThrownBy(this::read)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("x.csv.gz is not as the manifest has it");
  }

  @Test
  void refusesAnInventoryOfAnotherBucketOrWithoutWhatIsCompared() throws Exception {
    files().manifest("CSV", FIELDS, "x.csv.gz", new byte[0], "other");
    assertThatThrownBy(this::read).hasMessageContaining("is an inventory of the bucket other, not");
    files().manifest("CSV", "Bucket, Key", "x.csv.gz", new byte[0], "bucket");
    assertThatThrownBy(this::read)
        .hasMessageContaining("has no size, last_modified_date, e_tag: add Size");
    files().manifest("ORC", FIELDS, "x.orc", new byte[0], "bucket");
    assertThatThrownBy(this::read).hasMessageContaining("ORC");
    Files.writeString(files().manifest(), "{}");
    assertThatThrownBy(this::read).hasMessageContaining("is not the manifest of an S3 inventory");
  }

  @Test
  void countsTheVersionsWithThePrefixAndTheOthersApart() throws Exception {
    files().csv(FIELDS, InventoryFolder.line("in/a") + InventoryFolder.line("out"));

    prefix = "in/";
    assertThat(read().versions()).isEqualTo(1);
    assertThat(read().outside()).isEqualTo(1);
    prefix = "misspelled/";
    assertThat(read().versions()).isZero();
    assertThat(read().outside()).isEqualTo(2);
  }

  @Test
  void anInventoryWhosePrefixIsNotKnownMayNotBeTheWholeBucket() throws Exception {
    files().csv(FIELDS, InventoryFolder.line("k"));

    assertThat(read().isWhole()).isFalse();
  }

  @Test
  void recordsNothingAsDeletedWhereThePrefixOfTheInventoryIsNotKnown() throws Exception {
    files()
        .csv(
            "Bucket, Key, Size, LastModifiedDate, ETag",
            "\"b\",\"k\",\"3\",\"2026-11-22T01:02:03.000Z\",\"e\"\n");
    needsPrefix = true;

    assertThatThrownBy(this::read)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("set PREFIX to it, or leave INVENTORY out");
  }

  @Test
  void comparesOnlyWhatTheInventoryAndThePrefixHaveInCommon() {
    assertThat(Inventory.both("", "in/")).isEqualTo("in/");
    assertThat(Inventory.both("in/a", "in/")).isEqualTo("in/a");
    assertThatThrownBy(() -> Inventory.both("out/", "in/"))
        .hasMessageContaining("only keys that begin with \"in/\"");
  }

  private InventoryFolder files() {
    return new InventoryFolder(folder);
  }

  private Listed read() throws IOException {
    var silent = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Inventory(
            new NoS3(),
            Stacks.source("s", "bucket"),
            "1",
            needsPrefix,
            new PrintStream(printed, true, StandardCharsets.UTF_8))
        .read(
            files().manifest().toString(),
            prefix,
            folder.resolve("fetched"),
            new Progress(silent, false, System::nanoTime),
            new ShutdownSignal());
  }

  private List<String> rows(Listed listed) {
    var rows = new ArrayList<String>();
    try (var duckDb = DuckDb.open(folder.resolve("duckdb"))) {
      new Sql(duckDb.connection())
          .rows(
              "SELECT * FROM (" + listed.view() + ")",
              List.of(),
              row ->
                  rows.add(
                      String.join(
                          " ",
                          row.getString("key"),
                          row.getString("version_id"),
                          row.getString("is_latest"),
                          row.getString("is_delete_marker"),
                          row.getString("size"),
                          row.getString("last_modified_date"),
                          row.getString("e_tag"))));
    }
    return rows;
  }

  /** Local files need no S3. */
  private static final class NoS3 implements S3Client {
    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }
}
