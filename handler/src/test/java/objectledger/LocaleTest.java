package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.json.JsonWriter;
import objectledger.lambda.FailureKind;
import objectledger.ops.FailedEvent;
import objectledger.ops.FailureReport;
import objectledger.ops.Sources;
import objectledger.ops.Stacks;
import objectledger.ops.cost.Cost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Proves that no number depends on the locale of the machine: formatted by it, digits become others
 * in Egypt and in Hindi with its own digits, and a point becomes a comma in Germany.
 */
class LocaleTest {
  /** A conversion of {@code java.util.Formatter} whose result the locale decides. */
  private static final Pattern NUMBER =
      Pattern.compile("%(\\d+\\$)?[-#+ 0,(]*\\d*(\\.\\d+)?[dfeEgG](?![A-Za-z])");

  private static final Pattern FORMAT = Pattern.compile("formatted\\(|format\\(|printf\\(");
  private static final Pattern STATEMENT_END = Pattern.compile("[;{]\\s*\\n");

  private final Locale usual = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(usual);
  }

  @ParameterizedTest
  @ValueSource(strings = {"de-DE", "ar-EG", "hi-IN-u-nu-deva", "fa-IR", "tr-TR"})
  void messagesAndRecordsAreTheSameInEveryLocale(String tag) {
    var expected = written();

    Locale.setDefault(Locale.forLanguageTag(tag));

    assertThat(written()).isEqualTo(expected);
  }

  /** Texts with numbers, of the function and of the tools. */
  private static List<String> written() {
    var failed = new Outcome.Failed("a", FailureKind.RETRY, "busy");
    var failure = new FailedEvent("a", Instant.EPOCH, "busy");
    var sources = Sources.of(Stacks.source("a", "a"), Stacks.source("b", "b"));
    var report = new ByteArrayOutputStream();
    var out = new PrintStream(report, true, StandardCharsets.UTF_8);
    new FailureReport(out, sources, false).print(Collections.nCopies(1234, failure));
    return List.of(
        new EventsNotRecordedException(Collections.nCopies(1234, failed), 5678).getMessage(),
        new String(JsonWriter.toLine(Map.of("size", 1_234_567L)), StandardCharsets.UTF_8),
        Cost.markdown(1_234_567),
        report.toString(StandardCharsets.UTF_8));
  }

  @Test
  void everyFormatOfANumberNamesItsLocale() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.walk(Path.of("src"))) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        found.addAll(unlocalised(file));
      }
    }

    assertThat(found).isEmpty();
  }

  /** Of a test, only what is formatted at once: other texts there are data. */
  private static List<String> unlocalised(Path file) throws IOException {
    var found = new ArrayList<String>();
    for (var statement : STATEMENT_END.split(Files.readString(file))) {
      var number = NUMBER.matcher(statement);
      var formats = !file.startsWith("src/test") || FORMAT.matcher(statement).find();
      if (formats && !statement.contains("Locale.ROOT") && number.find()) {
        found.add(file + ": " + number.group());
      }
    }
    return found;
  }
}
