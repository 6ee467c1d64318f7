package objectledger.ops.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import objectledger.ops.CommandException;

/**
 * The library that draws: Observable Plot, and D3 on which it stands, as npm has installed them.
 *
 * @param scripts in the order in which they run
 * @param licences the texts under which they, and what is in them, may be passed on
 */
record ChartLibrary(List<String> scripts, String licences) {
  private static final List<String> SCRIPTS =
      List.of("d3/dist/d3.min.js", "@observablehq/plot/dist/plot.umd.min.js");

  /** What is in these files besides packages whose names begin with d3. */
  private static final List<String> CONTENTS =
      List.of(
          "@observablehq/plot",
          "binary-search-bounds",
          "delaunator",
          "internmap",
          "interval-tree-1d",
          "isoformat",
          "robust-predicates");

  /**
   * Reads it.
   *
   * @param modules the folder node_modules
   * @throws CommandException if it is not there
   */
  static ChartLibrary read(Path modules) throws IOException {
    for (var script : SCRIPTS) {
      if (!Files.isRegularFile(modules.resolve(script))) {
        throw new CommandException(
            "the chart library is not installed: there is no " + modules.resolve(script));
      }
    }
    var scripts = new ArrayList<String>();
    for (var script : SCRIPTS) {
      scripts.add(inline(Files.readString(modules.resolve(script)), script));
    }
    return new ChartLibrary(List.copyOf(scripts), licences(modules));
  }

  /** A script as the content of an element, which ends at the first end tag in it. */
  static String inline(String script, String name) {
    var lower = script.toLowerCase(Locale.ROOT);
    if (lower.contains("</script") || lower.contains("<!--") || lower.contains("<script")) {
      throw new CommandException(
          name + " cannot be put into a page: it contains a tag of a script");
    }
    return script.replace("\r\n", "\n");
  }

  private static String licences(Path modules) throws IOException {
    List<String> names;
    try (var all = Files.list(modules)) {
      names =
          all.map(folder -> folder.getFileName().toString())
              .filter(name -> name.equals("d3") || name.startsWith("d3-"))
              .sorted()
              .collect(Collectors.toList());
    }
    names.addAll(CONTENTS);
    var texts = new LinkedHashSet<String>();
    for (var name : names) {
      var file = modules.resolve(name).resolve("LICENSE");
      if (!Files.isRegularFile(file)) {
        throw new CommandException("the licence of %s is not in %s".formatted(name, file));
      }
      texts.add(Files.readString(file).strip());
    }
    return String.join("\n\n* * *\n\n", texts);
  }
}
