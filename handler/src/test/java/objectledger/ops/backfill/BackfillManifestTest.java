package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import objectledger.aws.ObjectKeyDecoder;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3control.model.JobManifest;
import software.amazon.awssdk.services.s3control.model.JobManifestFieldName;

/** Proves that the files of a query become the one manifest of a job, whatever is in the keys. */
class BackfillManifestTest {
  private static final List<String> ODD_KEYS =
      List.of(
          "a,b\"c\"",
          "line\nbreak\r\n",
          "space + plus%2B",
          "Köln/😀",
          "\\N",
          "\"quoted\"",
          "tab\t\u0001",
          "'",
          "{",
          "=1+1",
          "null");

  @TempDir Path folder;

  private final QueryResultsS3 s3 = new QueryResultsS3();

  @Test
  void severalFilesOfRowsBecomeOneManifestAlsoWhereSomeAreEmpty() throws IOException {
    s3.gzip("r/1", row("a", "") + row("b", null)).gzip("r/2", "").file("r/3", "");
    s3.gzip("r/4", row("c", "null")).gzip("r/4.metadata", "\u0008").gzip("other", row("d", ""));

    var manifest = manifest("", "s3://results/r/");

    assertThat(s3.written()).isEqualTo("source,a\nsource,b\nsource,c\n");
    assertThat(manifest.spec().fields())
        .containsExactly(JobManifestFieldName.BUCKET, JobManifestFieldName.KEY);
    assertThat(manifest.location().objectArn()).isEqualTo("arn:aws:s3:::ledger/m.csv");
    assertThat(manifest.location().eTag()).isEqualTo("\"one\"");
    assertThat(s3.calls()).containsExactly("put ledger/m.csv");
  }

  @Test
  void versionThatIsEmptyIsNullWhereTheBucketKeepsVersionsSoThatEveryLineHasThreeColumns()
      throws IOException {
    s3.versioned().gzip("r/1", row("a", "") + row("b", null) + row("c", "v/+1"));

    assertThat(manifest("", "s3://results/r/").spec().fields())
        .containsExactly(
            JobManifestFieldName.BUCKET, JobManifestFieldName.KEY, JobManifestFieldName.VERSION_ID);

    assertThat(s3.written()).isEqualTo("source,a,null\nsource,b,null\nsource,c,v/%2B1\n");
  }

  @Test
  void rowsOfAnInventoryOfCurrentVersionsNameTheCurrentObjects() throws IOException {
    s3.versioned().gzip("r/1", row("a", "") + row("b", null)).gzip("r/2", "{\"key\":\"c\"}\n");

    assertThat(manifest("", "s3://results/r/").spec().fields())
        .containsExactly(JobManifestFieldName.BUCKET, JobManifestFieldName.KEY);

    assertThat(s3.written()).isEqualTo("source,a\nsource,b\nsource,c\n");
  }

  @Test
  void versionWithoutAnIdStaysNullAlsoWhereNoOtherVersionIsMissing() throws IOException {
    s3.versioned().gzip("r/1", row("a", "null"));

    manifest("", "s3://results/r/");

    assertThat(s3.written()).isEqualTo("source,a,null\n");
  }

  @Test
  void oddKeysOfJsonAndOfCsvAreTheSameKeysInTheManifest() throws IOException {
    var json = new StringBuilder();
    var csv = new StringBuilder("\"key\",\"version_id\"\n");
    for (var key : ODD_KEYS) {
      json.append(row(key, ""));
      csv.append('"').append(key.replace("\"", "\"\"")).append("\",\"\"\r\n");
    }
    s3.gzip("r/1", json.toString()).file("r/2", csv.toString());

    manifest("", "s3://results/r/");

    var keys = s3.written().lines().map(line -> line.substring("source,".length())).toList();
    assertThat(keys).allMatch(key -> key.matches("[!-~&&[^,\"]]+"));
    assertThat(keys.stream().map(ObjectKeyDecoder::decode).toList())
        .isEqualTo(Stream.concat(ODD_KEYS.stream(), ODD_KEYS.stream()).toList());
  }

  @Test
  void filesCanBeInALocalFolder() throws IOException {
    Files.writeString(folder.resolve("rows.json"), row("a", ""));
    Files.createDirectories(folder.resolve("more"));
    Files.writeString(folder.resolve("more/rows"), "source,key\n\"source\",\"b\"\n");

    manifest("", folder.toString());

    assertThat(s3.written().lines()).containsExactlyInAnyOrder("source,a", "source,b");
  }

  @Test
  void deleteMarkersAndKeysThatAreNotRecordedAreLeftOutAndCounted() throws IOException {
    s3.versioned().file("r/1", row("2026/a.csv", "v") + row("2026/b.txt", "v") + row("x.csv", "v"));
    s3.file("r/2", "{\"key\":\"2026/c.csv\",\"version_id\":\"v\",\"is_delete_marker\":true}\n");
    s3.file("r/3", "key,version_id,is_delete_marker\n\"2026/d.csv\",\"v\",true\n");
    var manifest = new BackfillManifest(request("2026/", ".csv"), true);

    manifest.write(new FoundObjectFiles(s3, "s3://results/r/"), upload(100), "arn");

    assertThat(s3.written()).isEqualTo("source,2026/a.csv,v\n");
    assertThat(manifest.summary())
        .contains("1 objects are in the manifest", "2 delete markers are left out", "2 keys");
  }

  @Test
  void nothingFoundIsNoSuccessAndMakesNoManifest() {
    s3.gzip("r/1", "").file("r/2", "key,version_id\n");

    assertThatThrownBy(() -> manifest("", "s3://results/r/"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("nothing is recorded: the 2 files of MANIFEST have no object");
    assertThatThrownBy(() -> manifest("", "s3://results/elsewhere/"))
        .hasMessageContaining("where no file is");
    assertThatThrownBy(() -> manifest("", folder.resolve("none").toString()))
        .hasMessageContaining("where no file is");
    assertThat(s3.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // TEXTFILE, with and without commas and line breaks in the keys.
        "source,a,v1\n",
        "source,a,b,v1\n",
        "key,version_id\na,b,v1\n",
        "key,version_id\na\nb,v1\n",
        "key,version_id\n\"a\"b,v1\n",
        "key,version_id\na\"b,v1\n",
        "key,version_id\n\"a,v1\n",
        "key,version_id\n,v1\n",
        "{\"key\":7}\n",
        "{\"key\":\"a\"",
        "{\"bucket\":\"source\"}\n",
        "{\"key\":\"\"}\n",
        "[{\"key\":\"a\"}]\n"
      })
  void rowsThatCouldNameOtherObjectsAreRefusedWithTheirLine(String text) {
    s3.gzip("r/1", text);

    assertThatThrownBy(() -> manifest("", "s3://results/r/"))
        .isInstanceOfSatisfying(
            CommandException.class,
            e -> {
              assertThat(e).hasMessageContaining("\"s3://results/r/1\", line ");
              assertThat(e.cures().getFirst()).contains("format = 'JSON'");
            });
    assertThat(s3.calls()).isEmpty();
  }

  @Test
  void rowsOfAnotherBucketOrOfAVersionThatCannotBeAreRefused() {
    s3.file("r/1", "{\"source\":\"other\",\"key\":\"a\"}\n").file("v/1", row("a", "v1"));

    assertThatThrownBy(() -> manifest("", "s3://results/r/"))
        .hasMessageContaining("a row of MANIFEST is of the bucket \"other\"");
    assertThatThrownBy(() -> manifest("", "s3://results/v/"))
        .hasMessageContaining("the bucket source has never had versions");
  }

  @Test
  void brokenFilesAreRefusedByName() throws IOException {
    Files.write(folder.resolve("rows"), new byte[] {'{', '"', 'k', (byte) 0xC3, '"'});
    assertThatThrownBy(() -> manifest("", folder.toString())).hasMessageContaining("is not UTF-8");

    Files.write(folder.resolve("rows"), new byte[] {0x1F, (byte) 0x8B, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    assertThatThrownBy(() -> manifest("", folder.toString()))
        .hasMessageContaining("is a broken gzip file");
  }

  @Test
  void manifestOfMoreThanAPartIsUploadedInPartsAndOneThatFailsIsAborted() throws IOException {
    s3.file("r/1", row("a", "") + row("b", "") + row("c", ""));

    try (var out = upload(15)) {
      var manifest = new BackfillManifest(request(""), false);
      var files = new FoundObjectFiles(s3, "s3://results/r/");
      assertThat(manifest.write(files, out, "arn").location().eTag()).isEqualTo("\"many-2\"");
    }
    assertThat(s3.written()).isEqualTo("source,a\nsource,b\nsource,c\n");
    assertThat(s3.calls()).containsExactly("create ledger/m.csv", "part 1", "part 2", "complete 2");

    s3.file("r/2", "nonsense");
    s3.calls().clear();
    try (var out = upload(15)) {
      var manifest = new BackfillManifest(request(""), false);
      var files = new FoundObjectFiles(s3, "s3://results/r/");
      assertThatThrownBy(() -> manifest.write(files, out, "arn"))
          .isInstanceOf(CommandException.class);
    }
    assertThat(s3.calls()).endsWith("abort").doesNotContain("complete 2");
  }

  @Test
  void millionRowsTakeNoMoreMemoryThanAPart() throws IOException {
    try (var out =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(folder.resolve("rows.gz"))),
                StandardCharsets.UTF_8))) {
      for (var i = 0; i < 1_000_000; i++) {
        out.write("{\"key\":\"2026/" + i + " of many/" + "x".repeat(100) + "\"}\n");
      }
    }
    var most = new long[1];
    var lines = new long[1];
    var counting =
        new PartUpload(s3, "ledger", "1", "m.csv", PartUpload.PART) {
          @Override
          public void write(byte[] bytes, int offset, int length) {
            if (++lines[0] % 250_000 == 0) {
              System.gc();
              var runtime = Runtime.getRuntime();
              most[0] = Math.max(most[0], runtime.totalMemory() - runtime.freeMemory());
            }
          }

          @Override
          String finish() {
            return "";
          }
        };
    System.gc();
    var before = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();

    new BackfillManifest(request(""), false)
        .write(new FoundObjectFiles(s3, folder.toString()), counting, "arn");

    assertThat(lines[0]).isEqualTo(1_000_000);
    assertThat(most[0] - before).isLessThan(32L << 20);
  }

  private JobManifest manifest(String prefix, String place) throws IOException {
    var hasVersions = BackfillManifest.hasVersions(s3, "source", "1");
    return new BackfillManifest(request(prefix), hasVersions)
        .write(new FoundObjectFiles(s3, place), upload(1 << 20), "arn:aws:s3:::ledger/m.csv");
  }

  private PartUpload upload(int partSize) {
    return new PartUpload(s3, "ledger", "1", "m.csv", partSize);
  }

  private static BackfillRequest request(String prefix, String... suffixes) {
    var source = Stacks.source("source", "source", "", List.of(suffixes));
    return new BackfillRequest(source, prefix, false, 0, 1_000);
  }

  private static String row(String key, String version) {
    var members = new java.util.LinkedHashMap<String, Object>(Map.of("key", key));
    members.put("version_id", version);
    return new String(JsonWriter.toLine(members), StandardCharsets.UTF_8);
  }
}
