package objectledger.ops.verify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.zip.GZIPOutputStream;

/** The folder of a local copy. */
final class CopyFolder {
  private CopyFolder() {}

  /** Whether it has a file: a journal may have no day yet. */
  static boolean hasFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (var files = Files.list(folder)) {
      return files.anyMatch(file -> file.toString().endsWith(".ndjson.gz"));
    }
  }

  /** A journal without a record, because DuckDB reads no file where there is none. */
  static Path empty(Path folder, String bucket) throws IOException {
    var file = folder.resolve("source=" + bucket + "/date=1970-01-01.ndjson.gz");
    Files.createDirectories(file.getParent());
    try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
      gzip.flush();
    }
    return folder;
  }

  /** Deletes a folder, if there is one, with all that is in it. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
