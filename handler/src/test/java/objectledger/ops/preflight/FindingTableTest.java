package objectledger.ops.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Proves how the findings are shown: to a person, and to a program. */
class FindingTableTest {
  private static final List<Finding> FINDINGS =
      List.of(
          Finding.ok("account", "arn:me"),
          Finding.mistake("backend", "there is no bucket \033[31mstate", "make bootstrap ENV=dev"),
          Finding.notAsked("rights", "there is no bucket"));

  private static String printed(BiConsumer<FindingTable, PrintStream> print) {
    var bytes = new ByteArrayOutputStream();
    print.accept(new FindingTable(FINDINGS), new PrintStream(bytes, true, UTF_8));
    return bytes.toString(UTF_8);
  }

  @Test
  void printsALineForEachFindingAndBelowAMistakeWhatToType() {
    assertThat(printed(FindingTable::print).lines())
        .containsExactly(
            "check    result     what was found, and what to type",
            "account  ok         arn:me",
            "backend  mistake    there is no bucket \\u001b[31mstate",
            "                      make bootstrap ENV=dev",
            "rights   not asked  because there is no bucket",
            "",
            "1 ok, 1 mistakes, 0 not allowed to ask, 0 not answered, 1 not asked");
  }

  @Test
  void printsTheSameAsJsonForPrograms() {
    var json = Accounts.value(printed(FindingTable::printJson));

    assertThat(json.get("ready").isEqualTo(false)).isTrue();
    assertThat(json.get("findings").items().get(1).get("result").text()).isEqualTo("mistake");
    assertThat(json.get("findings").items().get(1).get("to_type").items().getFirst().text())
        .isEqualTo("make bootstrap ENV=dev");
  }

  @Test
  void breaksALongLineBetweenWords() {
    assertThat(TerminalLines.wrap("one two three", 8)).containsExactly("one two", "three");
    assertThat(TerminalLines.wrap("a-word-that-is-longer than", 8))
        .containsExactly("a-word-that-is-longer", "than");
  }
}
