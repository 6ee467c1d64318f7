package objectledger.ops.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The values that a source leaves out are those of the stack. */
class SourceValuesTest {
  private static final Path VARIABLES = Path.of("..", "terraform", "variables-sources.tf");

  @Test
  void theDefaultEventsAreThoseOfTheStack() throws IOException {
    var variables = Files.readString(VARIABLES);
    var list = variables.substring(variables.indexOf("events = optional(set(string), ["));
    var events =
        Pattern.compile("\"(s3:[^\"]+)\"")
            .matcher(list.substring(0, list.indexOf(']')))
            .results()
            .map(MatchResult::group)
            .map(text -> text.replace("\"", ""))
            .toList();

    assertThat(SourceValues.DEFAULT_EVENTS).isNotEmpty().isEqualTo(events);
  }

  @Test
  void theDefaultNameIsThatOfTheStack() throws IOException {
    var variables = Files.readString(Path.of("..", "terraform", "variables.tf"));
    var variable = variables.substring(variables.indexOf("variable \"name\""));
    var values = Adopting.json("{'environment': 'dev', 'sources': {'landing': {}}}");

    assertThat(variable.substring(0, variable.indexOf("\n}")))
        .containsPattern("default += \"" + SourceValues.DEFAULT_NAME + "\"");
    assertThat(new SourceValues(values, "landing").function())
        .isEqualTo("object-ledger-handler-dev");
  }
}
