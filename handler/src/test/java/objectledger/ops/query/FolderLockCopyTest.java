package objectledger.ops.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import objectledger.ops.CommandException;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that two commands on one folder do not write the same files. */
class FolderLockCopyTest {
  private final FakeBuckets ledger = new FakeBuckets();
  private final ShutdownSignal shutdown = new ShutdownSignal();

  @TempDir private Path folder;

  @Test
  void refusesToCopyAJournalThatAnotherCommandIsCopying() throws Exception {
    try (var other = FolderLock.take(folder.resolve("source=b.lock"), "copying")) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> journal("b"))
          .isInstanceOf(CommandException.class)
          .hasMessage(
              "another command is copying this journal: wait until it has ended, and type the same"
                  + " again");
      assertThat(journal("other").files()).isZero();
    }
    assertThat(journal("b").files()).isZero();
    assertThat(journal("b").files()).isZero();
  }

  @Test
  void refusesToCopyDocumentsThatAnotherCommandIsCopying() throws Exception {
    var copy = new LatestCopy(ledger, "123456789012", "ledger", folder, silent(), shutdown);
    try (var other = FolderLock.take(folder.resolve("source=b.lock"), "copying")) {
      assertThat(other).isNotNull();
      assertThatThrownBy(() -> copy.sync("b")).hasMessageContaining("copying these documents");
    }
    assertThat(copy.sync("b").files()).isZero();
  }

  @Test
  void eachDuckDbHasAFolderOfItsOwnAndRemovesIt() throws Exception {
    Path first;
    try (var one = DuckDb.open(folder);
        var two = DuckDb.open(folder)) {
      first = one.folder();
      assertThat(first).isDirectory().isNotEqualTo(two.folder());
      assertThat(two.folder()).isDirectory();
    }
    assertThat(first).doesNotExist();
    Files.createDirectories(first);
    Files.writeString(first.resolve("left by a killed process"), "");
    try (var next = DuckDb.open(folder)) {
      assertThat(next.folder()).isEqualTo(first).isEmptyDirectory();
    }
  }

  private CopyReport journal(String source) throws Exception {
    return new JournalCopy(ledger, "123456789012", "ledger", folder, silent(), shutdown)
        .sync(source, LocalDate.MIN, LocalDate.MAX);
  }

  private static Progress silent() {
    var out = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Progress(out, false, System::nanoTime);
  }
}
