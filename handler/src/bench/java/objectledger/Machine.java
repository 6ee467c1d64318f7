package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** On what was measured, and what. */
final class Machine {
  private Machine() {}

  /**
   * Notes it.
   *
   * @param work where the file {@code versions} is, with a name and a version on each line
   */
  static void describe(Figures figures, Path work) throws IOException {
    figures.describe("date", LocalDate.now(ZoneOffset.UTC).toString());
    figures.describe(
        "processors",
        "%s × %s"
            .formatted(
                Runtime.getRuntime().availableProcessors(),
                first(Path.of("/proc/cpuinfo"), "model name")));
    figures.describe("kernel", "Linux " + System.getProperty("os.version").replaceAll("-.*", ""));
    figures.describe("architecture", System.getProperty("os.arch"));
    figures.describe(
        "java", System.getProperty("java.vendor") + " " + System.getProperty("java.version"));
    for (var line : Files.readAllLines(work.resolve("versions"))) {
      var words = line.split(" ", 2);
      figures.describe(words[0], words[1]);
    }
  }

  private static String first(Path file, String name) throws IOException {
    try (var lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.replaceAll(".*: *", ""))
          .findFirst()
          .orElse("unknown processors");
    }
  }
}
