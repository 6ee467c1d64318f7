package objectledger.ops.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that a report replaces a report, and nothing else. */
class ReportFileTest {
  @TempDir private Path folder;

  @Test
  void replacesAnOlderReportWithoutLeavingAnythingBeside() throws IOException {
    var file = new ReportFile(folder.resolve("a.html"));

    file.write(ReportFile.MARK + "one");
    file.write(ReportFile.MARK + "two");

    assertThat(file.path()).hasContent(ReportFile.MARK + "two");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file.path()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
        .isEqualTo("rw-------");
  }

  @Test
  void refusesToOverwriteWhatIsNoReport() throws IOException {
    var notes = Files.writeString(folder.resolve("notes.html"), "<!doctype html>\n<p>mine");
    var empty = Files.createFile(folder.resolve("empty.html"));

    for (var path : new Path[] {notes, empty, folder}) {
      assertThatThrownBy(() -> new ReportFile(path).write(ReportFile.MARK))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("is no report");
    }
    assertThat(notes).hasContent("<!doctype html>\n<p>mine");
  }

  @Test
  void namesAFolderThatThereIsNot() {
    var path = folder.resolve("none/a.html");

    assertThatThrownBy(() -> new ReportFile(path).check())
        .hasMessageContaining("there is no folder " + folder.resolve("none"));
  }
}
