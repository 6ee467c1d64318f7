package objectledger.ops.report;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import objectledger.ops.CommandException;

/**
 * The file of the page. It replaces a page of an earlier time as a whole, and nothing else. Only
 * the owner may read it: it tells who deleted what.
 */
record ReportFile(Path path) {
  /** How every page begins. */
  static final String MARK = "<!doctype html>\n<!-- a report of Object Ledger -->\n";

  /**
   * Checks that the page can be written there, before anything is copied.
   *
   * @throws CommandException if it cannot
   */
  void check() throws IOException {
    var folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new CommandException(
          "FILE is %s, but there is no folder %s: make it, or write another name"
              .formatted(path, folder));
    }
    if (Files.exists(path) && !isReport()) {
      throw new CommandException(
          "%s is there, and is no report: it is not overwritten. Write another name, as"
                  .formatted(path)
              + " FILE=report.html, or remove it");
    }
  }

  private boolean isReport() throws IOException {
    if (!Files.isRegularFile(path)) {
      return false;
    }
    var mark = MARK.getBytes(StandardCharsets.UTF_8);
    try (var in = Files.newInputStream(path)) {
      return Arrays.equals(in.readNBytes(mark.length), mark);
    }
  }

  /** Writes the page, which begins with the mark. */
  void write(String page) throws IOException {
    check();
    var folder = path.toAbsolutePath().getParent();
    // Such a file is its owner's alone.
    var next = Files.createTempFile(folder, ".report", ".html");
    try {
      Files.writeString(next, page);
      Files.move(next, path, ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(next);
    }
  }
}
