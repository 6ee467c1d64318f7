package objectledger;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import objectledger.json.JsonValue;

/** Shows the figures in docs/performance.md and its picture. */
final class Performance {
  private static final String BEGIN = "<!-- begin: written by make bench -->\n";
  private static final String END = "<!-- end -->";

  private Performance() {}

  /**
   * Writes the figures into the documents.
   *
   * @param arguments the folder of the documents
   */
  public static void main(String[] arguments) throws IOException {
    var documents = Path.of(arguments[0]);
    var figures = read(documents);
    var document = documents.resolve("performance.md");
    Files.writeString(document, in(Files.readString(document), figures));
    Files.writeString(documents.resolve("performance.svg"), Plot.of(figures));
  }

  static Figures read(Path documents) throws IOException {
    var bytes = Files.readAllBytes(documents.resolve("performance.json"));
    return Figures.read(JsonValue.read(new ByteArrayInputStream(bytes)));
  }

  /** The document, with these figures in place of its own. */
  static String in(String document, Figures figures) {
    return document.substring(0, document.indexOf(BEGIN) + BEGIN.length())
        + PerformanceTables.of(figures)
        + document.substring(document.indexOf(END));
  }
}
