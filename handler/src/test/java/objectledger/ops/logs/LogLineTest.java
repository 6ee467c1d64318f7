package objectledger.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that lines read as sentences, and that none of them controls the terminal. */
class LogLineTest {
  private static final Instant TIME = Instant.parse("2026-11-28T09:00:00.123Z");

  private static LogLine line(String message) {
    return LogLine.of(new LogEvent("handler", "1", TIME, message));
  }

  @Test
  void unfoldsALineOfTheFunction() {
    var line =
        line(
            """
            {"timestamp":"2026-11-28T09:00:00.100Z","level":"ERROR","message":"not recorded",\
            "object":"\\"s3://in/a b.csv\\"","fault":"FORBIDDEN","cause":"needs a right","tries":3}""");

    assertThat(line.toText())
        .isEqualTo(
            "2026-11-28T09:00:00.123Z ERROR handler   not recorded object=\"s3://in/a b.csv\""
                + " fault=FORBIDDEN cause=\"needs a right\" tries=3");
  }

  @Test
  void showsWhatIsNoJsonAsItIsWhateverTheLevel() {
    var line = line("java.lang.OutOfMemoryError: heap\n\tat objectledger.X\n");

    assertThat(line.isAtLeast(LogLevel.ERROR)).isTrue();
    assertThat(line.toText())
        .isEqualTo(
            "2026-11-28T09:00:00.123Z -     handler   java.lang.OutOfMemoryError: heap\n"
                + "    \\u0009at objectledger.X");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"level\":\"INFO\",\"message\":\"recorded\",\"key\":\"a\\u001b[2Jb\\u202ec\"}",
        "{\"level\":\"INFO\",\"message\":\"a\\u001b[2Jb\\u202ec\\nERROR forged\"}",
        "{\"\\u001b[2Jb\\u202e\":1,\"message\":\"m\"}",
        "plain \u001b[2J and \u202e",
        "{\"type\":\"platform.report\",\"record\":{\"status\":\"\\u001b[2J\\u202e\"}}",
        "{\"_aws\":{},\"\\u001b[2J\\u202e\":1}",
      })
  void nothingInALineControlsTheTerminal(String message) {
    assertThat(line(message).toText()).doesNotContain("\u001b", "\u202e", "\nERROR");
  }

  @Test
  void platformIsDebugUnlessItTellsOfAFailure() {
    var report =
        line(
            """
            {"time":"t","type":"platform.report","record":{"requestId":"r","status":"success",\
            "metrics":{"durationMs":12.3,"maxMemoryUsedMB":90}}}""");
    var timeout =
        line(
            "{\"type\":\"platform.report\",\"record\":{\"requestId\":\"r\",\"status\":\"timeout\"}}");

    assertThat(report.isAtLeast(LogLevel.INFO)).isFalse();
    assertThat(report.toText())
        .endsWith("[report] success durationMs=12.3 maxMemoryUsedMB=90 request_id=r");
    assertThat(timeout.isAtLeast(LogLevel.ERROR)).isTrue();
    assertThat(line("REPORT RequestId: r Duration: 1 ms").isAtLeast(LogLevel.INFO)).isFalse();
  }

  @Test
  void metricsAreDebug() {
    var line = line("{\"_aws\":{\"Timestamp\":1},\"Recorded\":1,\"Function\":\"f\"}");

    assertThat(line.isAtLeast(LogLevel.INFO)).isFalse();
    assertThat(line.toText()).endsWith("DEBUG handler   metrics Recorded=1 Function=f");
  }

  @Test
  void levelThatIsNoneIsRefused() {
    assertThat(LogLevel.setting("warn")).isEqualTo(LogLevel.WARN);
    assertThat(LogLevel.setting("")).isEqualTo(LogLevel.INFO);
    assertThatThrownBy(() -> LogLevel.setting("LOUD"))
        .isInstanceOf(CommandException.class)
        .hasMessage("LEVEL is \"LOUD\": write one of DEBUG, INFO, WARN, ERROR");
    assertThatThrownBy(() -> LogLevel.setting("none")).isInstanceOf(CommandException.class);
  }

  @Test
  void sinceIsSoLongAgoOrATime() {
    assertThat(LogSince.parse("", TIME)).isEqualTo("2026-11-28T08:45:00.123Z");
    assertThat(LogSince.parse("2h", TIME)).isEqualTo("2026-11-28T07:00:00.123Z");
    assertThat(LogSince.parse("3d", TIME)).isEqualTo("2026-11-25T09:00:00.123Z");
    assertThat(LogSince.parse("2026-11-27", TIME)).isEqualTo("2026-11-27T00:00:00Z");
    assertThatThrownBy(() -> LogSince.parse("soon", TIME)).hasMessageContaining("SINCE");
  }
}
