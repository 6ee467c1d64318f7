package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Changes the size in each latest document of a folder, as nobody should. */
final class AlterDocuments {
  private AlterDocuments() {}

  /** The only argument is the folder. */
  public static void main(String[] arguments) throws IOException {
    try (var files = Files.list(Path.of(arguments[0]))) {
      for (var file : files.toList()) {
        var document = Files.readString(file);
        Files.writeString(file, document.replaceFirst("\"size\":\\d+", "\"size\":1"));
      }
    }
  }
}
