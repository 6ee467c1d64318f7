package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import objectledger.ops.ScaleFigures;

/** Adds the figures of the tools to performance.json, beside those of the function. */
final class ToolFigures {
  private ToolFigures() {}

  /**
   * Adds them.
   *
   * @param arguments the folder of the documents, and a file in which the measurements printed
   */
  public static void main(String[] arguments) throws IOException {
    var documents = Path.of(arguments[0]);
    var figures = Performance.read(documents);
    add(figures, Files.readAllLines(Path.of(arguments[1])));
    figures.describe("tools", "measured on " + LocalDate.now(ZoneOffset.UTC));
    Files.writeString(documents.resolve("performance.json"), figures.toJson());
  }

  /** A figure that is printed several times was measured as often. */
  static void add(Figures figures, List<String> lines) {
    for (var line : lines) {
      if (line.startsWith(ScaleFigures.LINE)) {
        var words = line.split(" ");
        figures.add(words[1], Double.parseDouble(words[2]));
      }
    }
  }
}
