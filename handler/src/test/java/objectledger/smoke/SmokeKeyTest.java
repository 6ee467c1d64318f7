package objectledger.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that the smoke test of the workflow puts a key that reaches it, if there is one. */
class SmokeKeyTest {
  @ParameterizedTest
  @CsvSource({
    // filter: prefix and suffixes; match: prefix, name and suffix; the key
    "'', '', '', _SUCCESS, '', m/_SUCCESS",
    "in/, '', '', _SUCCESS, '', in/m/_SUCCESS",
    "in/, '', in/a/, _SUCCESS, '', in/a/m/_SUCCESS",
    "in/a/, '', in/, _SUCCESS, '', in/a/m/_SUCCESS",
    "'', .csv .json, '', '', .json, m.json",
    "'', .csv .json, '', '', '', m.csv",
    "in/, .csv, in/, '', '', in/m.csv",
    "'', .csv .json, '', part-*.json, '', m/part-x.json",
    "'', .csv, '', part-*, '', m/part-x.csv",
    "'', .csv .done, '', _committed_*.done, '', m/_committed_x.done",
    "'', -1.csv, '', part-*.csv, '', m/part-x-1.csv",
    "'', CCESS, '', _SUCCESS, '', m/_SUCCESS",
    "'', /day=1/_SUCCESS, '', _SUCCESS, '', m/day=1/_SUCCESS",
    "'', '', '', _SUCCESS, /_SUCCESS, m/_SUCCESS",
    "'', '', '', a*b*, '', m/axbx",
  })
  void keyPassesTheFilterAndTheMatch(
      String prefix, String suffixes, String matched, String name, String suffix, String key)
      throws IOException {
    assertThat(key(prefix, suffixes, Map.of("prefix", matched, "name", name, "suffix", suffix)))
        .contains(key);
  }

  @ParameterizedTest
  @CsvSource({
    "in/, '', out/, _SUCCESS, ''",
    "'', .csv .json, '', _SUCCESS, ''",
    "'', .csv, '', '', .json",
    "'', .csv, '', part-*.txt, ''",
  })
  void thereIsNoKeyWhereFilterAndMatchContradict(
      String prefix, String suffixes, String matched, String name, String suffix)
      throws IOException {
    assertThat(key(prefix, suffixes, Map.of("prefix", matched, "name", name, "suffix", suffix)))
        .isEmpty();
  }

  @Test
  void thereIsNoKeyThatTheMatchExcludes() throws IOException {
    var match = Map.of("name", "_SUCCESS", "exclude", List.of("_temporary/", "_SUC*"));

    assertThat(key("", "", match)).isEmpty();
    assertThat(key("", "", Map.of("name", "_SUCCESS", "exclude", List.of("_temporary/"))))
        .contains("m/_SUCCESS");
  }

  private static Optional<String> key(String prefix, String suffixes, Map<String, ?> match)
      throws IOException {
    var list = Arrays.stream(suffixes.split(" ")).filter(text -> !text.isEmpty()).toList();
    var source = Stacks.source("source", "bucket", prefix, list);
    var json = JsonValue.read(new ByteArrayInputStream(JsonWriter.toLine(match)));
    return SmokeKey.of(source, json, "m");
  }
}
