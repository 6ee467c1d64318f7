package objectledger.ops.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;

/** Proves what each format prints of odd keys, of values that are not known, and of versions. */
class RowFormatTest {
  private static final List<String> NAMES =
      List.of("key", "version_id", "is_latest", "is_undecided", "size", "last_modified_date");

  private static final List<String> OLD = row("a", "v1", "false", "false", "1", "2026-01-01");
  private static final List<String> NEW =
      row("a \"b\",\n+ü", "v2", "true", "false", "2", "2026-01-02");
  private static final List<String> OPEN = row("c", "null", null, "true", null, null);
  private static final List<String> PLAIN = row("d", "null", "true", "false", "0", "2026-01-03");

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void tableSaysWhatIsCurrentAndWhatIsUndecidedAndHarmsNoTerminal() {
    print("table", OLD, NEW, OPEN);

    assertThat(text().lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "BYTES LAST MODIFIED VERSION KEY",
            "older 1 2026-01-01 v1 a",
            "current 2 2026-01-02 v2 a \"b\",\\u000a+ü",
            "undecided - - - c");
  }

  @Test
  void csvQuotesWhatIsThereAndLeavesOutWhatIsNot() {
    print("csv", NEW, OPEN);

    assertThat(text())
        .isEqualTo(
            """
            key,version_id,is_latest,is_undecided,size,last_modified_date\r
            "a ""b"",
            +ü","v2","true","false","2","2026-01-02"\r
            "c","null",,"true",,\r
            """);
  }

  @Test
  void jsonHasTypesAndNoNulls() {
    print("json", NEW, OPEN);

    assertThat(text().lines())
        .containsExactly(
            "{\"key\":\"a \\\"b\\\",\\n+ü\",\"version_id\":\"v2\",\"is_latest\":true,"
                + "\"is_undecided\":false,\"size\":2,\"last_modified_date\":\"2026-01-02\"}",
            "{\"key\":\"c\",\"version_id\":\"null\",\"is_undecided\":true}");
  }

  @Test
  void manifestHasTheCurrentObjectsWithTheirVersions() {
    print("manifest", OLD, NEW, OPEN, PLAIN);

    assertThat(text()).isEqualTo("bucket,a%20%22b%22%2C%0A%2B%C3%BC,v2\nbucket,d,null\n");
  }

  @Test
  void manifestOfABucketWithoutVersionsNamesNone() {
    print("manifest", OPEN, PLAIN);

    assertThat(text()).isEqualTo("bucket,d\n");
  }

  @Test
  void manifestOfAnIncompleteAnswerIsNotPrinted() {
    try (var format = format("manifest", false)) {
      format.columns(NAMES);
      format.row(PLAIN);
    }

    assertThat(text()).isEmpty();
  }

  @Test
  void refusesAFormatThatThereIsNot() {
    assertThatThrownBy(() -> format("xml", false))
        .isInstanceOf(CommandException.class)
        .hasMessage("FORMAT is \"xml\": set table, csv, json or manifest");
    assertThatThrownBy(() -> format("manifest", true))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("set AT");
  }

  @Test
  void countsWhatTheRowsSay() {
    var counts = new RowCounts(format("csv", false));
    assertThat(counts.isEmpty()).isTrue();
    counts.columns(NAMES);
    List.of(OLD, NEW, OPEN, PLAIN).forEach(counts::row);

    assertThat(counts.inWords()).isEqualTo("1 older versions, 2 current, 1 undecided");
  }

  @SafeVarargs
  private void print(String name, List<String>... rows) {
    try (var format = format(name, false)) {
      format.columns(NAMES);
      for (var row : rows) {
        format.row(row);
      }
      format.end();
    }
  }

  private RowFormat format(String name, boolean isDiff) {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return RowFormats.of(name, out, "bucket", isDiff);
  }

  private String text() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static List<String> row(String... values) {
    return Arrays.asList(values);
  }
}
