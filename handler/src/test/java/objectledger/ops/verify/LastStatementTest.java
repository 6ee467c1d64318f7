package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that other commands learn what the last verify found, and when that is not known. */
class LastStatementTest {
  @TempDir private Path folder;

  @Test
  void isTheNewestOne() throws IOException {
    var ledger = new StatedLedger(folder);
    ledger.at("2026-11-01T12:00:05Z").record("12", "a");
    ledger.verify("2026-11-01T14:00:00Z");
    ledger.verify("2026-11-01T16:00:00Z");

    var last = read(ledger).orElseThrow();

    assertThat(last.number()).isEqualTo(2);
    assertThat(last.time()).isEqualTo(Instant.parse("2026-11-01T16:00:00Z"));
    assertThat(last.gaps()).containsEntry("missing", 2L);
  }

  @Test
  void isNotThereBeforeTheFirstVerify() throws IOException {
    assertThat(read(new StatedLedger(folder))).isEmpty();
  }

  @Test
  void isTheFirstVersionOfOneThatWasWrittenAgain() throws IOException {
    var ledger = new StatedLedger(folder);
    ledger.verify("2026-11-01T14:00:00Z");
    ledger.s3().write(StatedLedger.key(1), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(read(ledger).orElseThrow().gaps()).containsEntry("missing", 2L);
  }

  @Test
  void namesWhatIsNoStatement() {
    var ledger = new StatedLedger(folder);
    ledger.s3().write(StatedLedger.key(1), "{}".getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> read(ledger))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(StatedLedger.key(1) + " is no statement");
  }

  private static Optional<LastStatement> read(StatedLedger ledger) throws IOException {
    return LastStatement.read(ledger.s3(), "ledger", VersionedLedger.OWNER, "source");
  }
}
