package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import objectledger.ModelS3;
import objectledger.TestFunction;
import objectledger.json.JsonText;
import objectledger.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves which keys start the workflow: as a marker is named, and not out of a staging folder. */
class KeyMatchTest {
  /** As terraform/variables-workflow.tf has them. */
  private static final List<String> STAGING =
      List.of("_temporary/", ".spark-staging-*/", ".hive-staging*/", "__magic/", "__magic_job-*/");

  private final List<String> problems = new ArrayList<>();

  private WorkflowSettings read(Map<String, ?> match) {
    var setting =
        Map.of("url", "https://example.com/", "match", match, "body", "{\"uri\":\"{{uri}}\"}");
    return WorkflowSettingsReader.read(
            new String(JsonWriter.toLine(setting), StandardCharsets.UTF_8), problems)
        .orElseThrow();
  }

  private boolean starts(Map<String, ?> match, String key) {
    var event = new ModelS3(ModelS3.Versioning.ENABLED).put(key, "");
    return read(match).matches(TestFunction.created(event));
  }

  private static boolean isLike(String pattern, String key) {
    return new KeyPattern(pattern).matches(key);
  }

  @ParameterizedTest
  @CsvSource({
    "events/_SUCCESS, true",
    "events/day=1/_SUCCESS, true",
    "events/_temporary/0/_SUCCESS, false",
    "_temporary/0/_temporary/attempt_2026_m_000000_0/day=1/_SUCCESS, false",
    "events/.spark-staging-0a1b2c3d-4e5f/day=1/_SUCCESS, false",
    ".spark-staging-0a1b2c3d/_SUCCESS, false",
    "events/.hive-staging_hive_2026-01-31_12-00-00_123_456-1/-ext-10000/_SUCCESS, false",
    "events/__magic/job-1/tasks/_SUCCESS, false",
    "events/__magic_job-0a1b/tasks/_SUCCESS, false",
    "events/my_temporary/_SUCCESS, true",
    "events/_temporary2/_SUCCESS, true",
    "events/_TEMPORARY/_SUCCESS, true",
    "events/x.spark-staging-1/_SUCCESS, true"
  })
  void keyThroughAStagingFolderStartsNothing(String key, boolean starts) {
    assertThat(starts(Map.of("suffix", "/_SUCCESS", "exclude", STAGING), key)).isEqualTo(starts);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "_SUCCESS, _SUCCESS, true",
    "_SUCCESS, a/b/_SUCCESS, true",
    "_SUCCESS, a/x_SUCCESS, false",
    "_SUCCESS, x_SUCCESS, false",
    "_SUCCESS, _SUCCESS/a, false",
    "_SUCCESS, _SUCCESS/, false",
    "_committed_*, _committed_4711, true",
    "_committed_*, a/day=1/_committed_4711, true",
    "_committed_*, a/_committed_, true",
    "_committed_*, a/x_committed_4711, false",
    "_committed_*, a/_committed_1/part-0, false",
    "_committed_*, a/_started_4711, false",
    "part-*-*.parquet, a/part-0-c000.snappy.parquet, true",
    "part-*-*.parquet, a/part-0.parquet, false",
    "*.csv, .csv, true"
  })
  void markerIsKnownByItsNameAtEveryDepthAndAtTheRoot(String name, String key, boolean starts) {
    assertThat(starts(Map.of("name", name), key)).isEqualTo(starts);
    assertThat(problems).isEmpty();
  }

  @Test
  void prefixSuffixAndNameAllHold() {
    var match = Map.of("prefix", "events/", "suffix", ".csv", "name", "part-*");

    assertThat(starts(match, "events/a/part-1.csv")).isTrue();
    assertThat(starts(match, "other/a/part-1.csv")).isFalse();
    assertThat(starts(match, "events/a/part-1.txt")).isFalse();
    assertThat(starts(match, "events/a/x-part-1.csv")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    // A folder, at any depth, and everything in it; its own object as well.
    "tmp/, tmp/a, true",
    "tmp/, x/y/tmp/z/a, true",
    "tmp/, x/tmp/, true",
    "tmp/, x/tmp, false",
    "a/*/tmp/, x/a/b/tmp/c, true",
    "a/*/tmp/, x/a/b/c/tmp/d, false",
    "a/*/tmp/, a//tmp/d, true",
    // An object, at any depth.
    "*.tmp, a.tmp, true",
    "*.tmp, x/y/a.tmp, true",
    "*.tmp, a.tmp/b, false",
    "day=*/*.tmp, x/day=1/a.tmp, true",
    "day=*/*.tmp, day=1/x/a.tmp, false",
    "x/y/z, y/z, false",
    // From the bucket's root.
    "/tmp/, tmp/a, true",
    "/tmp/, x/tmp/a, false",
    "/tmp/, tmp, false",
    "/*, a, true",
    "/*, x/a, false",
    "/x/*, x/a, true",
    "/x/*, x/y/a, false",
    // A key may begin with a slash, and have two of them.
    "tmp/, /tmp/a, true",
    "/tmp/, /tmp/a, false",
    "//tmp/, /tmp/a, true",
    // Of all characters the star alone is special.
    "a.b, axb, false",
    "[ab], a, false",
    "a?, ab, false",
    "a*b*b, ab, false",
    "a*b*b, axbxb, true",
    "aba*ba, aba, false",
    "a*ba*a, abaa, true",
    "a*c*a, aca, true",
    "*x*x*, x, false",
    "*x*x*, axbxc, true"
  })
  void patternIsComparedPartByPart(String pattern, String key, boolean isLike) {
    assertThat(isLike(pattern, key)).isEqualTo(isLike);
  }

  @Property
  void everyTextIsLikeItselfAndLikeItsEndsWithAStarBetween(
      @ForAll @StringLength(min = 2, max = 30) @CharRange(from = 'a', to = 'c') String text) {
    var head = text.substring(0, text.length() / 2);
    var tail = text.substring(text.length() / 2);

    assertThat(isLike(text, "x/" + text)).isTrue();
    assertThat(isLike(head + "*" + tail, text)).isTrue();
    assertThat(isLike(head + "*" + tail, head + "/" + tail)).isFalse();
    assertThat(isLike(head + "*" + tail, head)).isFalse();
  }

  @Test
  void longestKeyIsComparedWithManyStarsAtOnce() {
    var start = System.nanoTime();

    assertThat(isLike("a*".repeat(200) + "b/", "a".repeat(1_000) + "/x")).isFalse();
    assertThat(isLike("*a".repeat(200) + "*b", "a".repeat(1_024))).isFalse();
    assertThat(isLike("a/*/a/", "a/".repeat(512))).isTrue();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/_SUCCESS", "/_SUCCESS", "_SUCCESS/", "*", "**", "a**", "/"})
  void nameIsTheLastPartOfAKey(String name) {
    read(Map.of("name", name));

    assertThat(problems)
        .containsExactly(
            "WORKFLOW.match.name is %s: set the last part of a key, as _SUCCESS or _committed_*"
                .formatted(JsonText.quote(name)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/", "*", "*/", "**/_temporary/**", "_temporary/**"})
  void exclusionIsAFolderOrAName(String pattern) {
    read(Map.of("suffix", "x", "exclude", List.of("_temporary/", pattern)));

    assertThat(problems)
        .containsExactly(
            "WORKFLOW.match.exclude has %s: set folders, as _temporary/, or names, as *.tmp"
                .formatted(JsonText.quote(pattern)));
  }

  @Test
  void matchOfNothingIsRefused() {
    read(Map.of("exclude", STAGING));

    assertThat(problems)
        .containsExactly(
            "WORKFLOW.match is empty, so every object would match: set prefix, suffix or name");
  }
}
