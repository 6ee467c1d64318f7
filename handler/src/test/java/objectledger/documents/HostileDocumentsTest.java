package objectledger.documents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that no document takes more time or memory than its size, and each ends with a reason. */
class HostileDocumentsTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final long MAX_BYTES = 64L << 20;

  /** So many bytes of a text that repeats. */
  private static InputStream repeating(String text, long count) {
    var block = text.repeat(Math.max(1, 8_192 / text.length())).getBytes(UTF_8);
    return new BlockStream() {
      private long left = count;

      @Override
      public int read(byte[] buffer, int offset, int length) {
        if (left <= 0) {
          return -1;
        }
        var at = (int) ((count - left) % block.length);
        var part = (int) Math.min(left, Math.min(length, block.length - at));
        System.arraycopy(block, at, buffer, offset, part);
        left -= part;
        return part;
      }
    };
  }

  private static Refusal refusal(InputStream document) {
    return assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try (var body = DocumentBody.open(document, false, MAX_BYTES)) {
            var rows =
                new DocumentReader("7", Instant.EPOCH, TableDeclaration.NONE)
                    .copy(body, OutputStream.nullOutputStream());
            throw new AssertionError(rows + " rows were stored");
          } catch (RefusalException e) {
            return e.refusal();
          }
        });
  }

  private static byte[] gzip(InputStream content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      content.transferTo(gzip);
    }
    return packed.toByteArray();
  }

  @Test
  void aHundredMegabytesOfRowsEndAtTheLimit() {
    var refusal = refusal(repeating("{\"a\":1}\n", 100L << 20));

    assertThat(refusal.code()).isEqualTo(ReasonCode.TOO_LARGE);
    assertThat(refusal.offset()).isEqualTo(MAX_BYTES);
    assertThat(refusal.row()).isBetween(MAX_BYTES / 8, MAX_BYTES / 8 + 1);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "{\"a\":, TOO_DEEP",
        "[, NOT_AN_OBJECT",
        "`{\"a\":[[`, TOO_DEEP",
        "` `, TOO_LARGE",
        "9, TOO_LARGE",
        "a, NOT_JSON",
        "\", TOO_LARGE",
        "{}, TOO_LARGE",
      })
  void whatRepeatsForeverEndsAtItsLimit(String text, ReasonCode code) {
    // A text has no end if only its first character is a quote.
    var document =
        text.equals("\"")
            ? new java.io.SequenceInputStream(
                new ByteArrayInputStream("{\"a\":\"".getBytes(UTF_8)), repeating("x", 1L << 32))
            : repeating(text, 1L << 32);

    assertThat(refusal(document).code()).isEqualTo(code);
  }

  @Test
  void depthOfTenThousandIsRefused() {
    assertThat(Copied.refusal("{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000)).code())
        .isEqualTo(ReasonCode.TOO_DEEP);
    assertThat(Copied.refusal("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}").code())
        .isEqualTo(ReasonCode.TOO_DEEP);
  }

  @Test
  void aMillionNamesInARowEndAtTheSizeOfARow() {
    var row = new StringBuilder("{");
    for (var i = 0; i < 1_000_000; i++) {
      row.append("\"n").append(i).append("\":1,");
    }

    assertThat(Copied.refusal(row.toString()).code()).isEqualTo(ReasonCode.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({"columns", "map"})
  void namesWithoutValuesEndAtTheSizeOfARowToo(String kind) {
    // Nothing is written of them, and each is remembered until its object ends.
    var names = new StringBuilder();
    for (var i = 0; i < 1_000_000; i++) {
      names.append("\"n").append(i).append("\":null,");
    }
    var row = "{\"c\":{" + names + "\"n\":1}}";

    var declared =
        kind.equals("map") ? Copied.table("c", "map<string,int>") : TableDeclaration.NONE;
    assertThat(Copied.refusal(declared, row).code()).isEqualTo(ReasonCode.TOO_LARGE);
    assertThat(Copied.rows(declared, "{\"c\":{\"n\":null}}\n".repeat(1_000_000)))
        .hasSize(1_000_000);
  }

  @Test
  void aLongNameIsRefusedBecauseTheParserRemembersNames() {
    assertThat(Copied.rows("{\"" + "n".repeat(1_000) + "\":1}")).hasSize(1);
    assertThat(Copied.refusal("{\"" + "n".repeat(1_005) + "\":1}").code())
        .isEqualTo(ReasonCode.TOO_LARGE);
  }

  @Test
  void aByteOrderMarkHidesNoOtherEncodingAndNoSecondMark() {
    var mark = "\uFEFF";
    for (var text : List.of("\0{\0}", "{\0}\0", "\0\0\0{", "{\0\0\0")) {
      var refusal = Copied.refusal(mark + text);
      assertThat(refusal.code()).isEqualTo(ReasonCode.NOT_UNICODE);
      assertThat(refusal.offset()).isEqualTo(3 + text.indexOf('\0'));
    }
    assertThat(Copied.refusal(mark + mark + "{}").code()).isEqualTo(ReasonCode.NOT_JSON);
  }

  @Test
  void namesWhoseHashesAreEqualTakeNoMoreTime() {
    // Aa and BB have the same hash in Java.
    var row = new StringBuilder("{\"end\":1");
    for (var i = 0; i < 1 << 15; i++) {
      row.append(",\"");
      for (var bit = 0; bit < 15; bit++) {
        row.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      row.append("\":1");
    }

    assertTimeoutPreemptively(
        LIMIT, () -> assertThat(Copied.rows(row + "}").getFirst()).hasSizeGreaterThan(1 << 20));
  }

  @Test
  void aGzipBombEndsAtTheLimitOfTheDecodedDocument() throws IOException {
    var bomb = gzip(repeating("{\"a\":1}\n", 300L << 20));

    assertThat(bomb).hasSizeLessThan(2 << 20);
    assertThat(refusal(new ByteArrayInputStream(bomb)).code()).isEqualTo(ReasonCode.TOO_LARGE);
  }

  @Test
  void gzipIsReadToItsEndWithAllItsMembersHoweverFewBytesAreThere() throws IOException {
    var twice = new ByteArrayOutputStream();
    twice.writeBytes(gzip(repeating("{\"a\":1}\n", 80_000)));
    twice.writeBytes(gzip(repeating("{\"a\":2}\n", 80_000)));

    assertThat(Copied.rows(TableDeclaration.NONE, twice.toByteArray())).hasSize(20_000);
  }

  @Test
  void gzipThatIsCutDamagedOrFollowedByAnythingIsRefused() throws IOException {
    var whole = gzip(repeating("{\"a\":1}\n", 80_000));
    for (var cut : new int[] {2, 5, 10, 100, whole.length - 8, whole.length - 1}) {
      assertThat(Copied.refusal(TableDeclaration.NONE, Arrays.copyOf(whole, cut)).code())
          .as("cut at " + cut)
          .isEqualTo(ReasonCode.NOT_GZIP);
    }
    assertThat(Copied.refusal(TableDeclaration.NONE, Arrays.copyOf(whole, whole.length + 1)).code())
        .isEqualTo(ReasonCode.NOT_GZIP);
    for (var at : new int[] {whole.length - 1, whole.length - 5}) {
      var damaged = whole.clone();
      damaged[at] ^= 1;
      assertThat(Copied.refusal(TableDeclaration.NONE, damaged).code())
          .isEqualTo(ReasonCode.NOT_GZIP);
    }
  }

  @Test
  void aDocumentThatIsCutAnywhereIsRefused() {
    var whole = "[{\"a\":[1,\"ü😀\\n\",true,null,{\"b\":-1.5e3}]},{\"c\":{}}]".getBytes(UTF_8);
    for (var cut = 1; cut < whole.length; cut++) {
      assertThat(Copied.refusal(TableDeclaration.NONE, Arrays.copyOf(whole, cut)).code())
          .as("cut at " + cut)
          .isIn(ReasonCode.NOT_JSON, ReasonCode.NOT_UNICODE, ReasonCode.EMPTY);
    }
    assertThat(Copied.rows(TableDeclaration.NONE, whole)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({
    "C0 AF",
    "C1 BF",
    "E0 80 AF",
    "F0 80 80 AF",
    "F8 88 80 80 80",
    "ED A0 80",
    "ED BF BF",
    "ED A0 BD ED B8 80",
    "F4 90 80 80",
    "80",
    "BF",
    "C3 28",
    "E2 82",
    "FF",
    "FE",
    "F0 9F 98"
  })
  void bytesThatAreNotUtf8AreRefusedWhereTheyAre(String hex) {
    var bad = java.util.HexFormat.ofDelimiter(" ").parseHex(hex);
    for (var before : new int[] {0, 1, 7, 8, 8_180, 100_000}) {
      var document = new ByteArrayOutputStream();
      document.writeBytes(("{\"a\":\"" + "x".repeat(before)).getBytes(UTF_8));
      document.writeBytes(bad);
      document.writeBytes("\"}".getBytes(UTF_8));

      var refusal = Copied.refusal(TableDeclaration.NONE, document.toByteArray());

      assertThat(refusal.code()).isEqualTo(ReasonCode.NOT_UNICODE);
      assertThat(refusal.offset()).isBetween(6L + before, 6L + before + bad.length);
      assertThat(refusal.row()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
  void otherEncodingsAreRefused(String charset) {
    var document = "{\"a\":1}".getBytes(java.nio.charset.Charset.forName(charset));

    assertThat(Copied.refusal(TableDeclaration.NONE, document).code())
        .isEqualTo(ReasonCode.NOT_UNICODE);
  }

  @Test
  void theSameDocumentIsRefusedForTheSameReasonHoweverItsBytesArrive() throws IOException {
    var document = ("{\"a\":1}\n".repeat(3_000) + "{\"a\":1,\"a\":2} \u0001").getBytes(UTF_8);
    document[25_000 - 1_000] = (byte) 0xFF;
    var whole = Copied.refusal(TableDeclaration.NONE, document);

    for (var most : new int[] {1, 3, 1_000, 8_191}) {
      assertThat(refusal(new Slow(document, most))).isEqualTo(whole);
    }
  }

  /** Delivers few bytes at a time. */
  private static final class Slow extends BlockStream {
    private final InputStream in;
    private final int most;

    Slow(byte[] content, int most) {
      this.in = new ByteArrayInputStream(content);
      this.most = most;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return in.read(buffer, offset, Math.min(length, most));
    }
  }
}
