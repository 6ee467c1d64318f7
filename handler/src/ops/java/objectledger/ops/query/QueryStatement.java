package objectledger.ops.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import objectledger.ops.CommandException;

/**
 * A statement of terraform/queries: SQL of Athena and Trino. Its comment names what each {@code ?}
 * stands for, in their order, in lines as {@code -- ? source: bucket}. A line {@code -- include:
 * NAME} stands for the file include/NAME.sql.
 *
 * @param name of the file, without its ending
 * @param text with the included files
 * @param parameters the name of each {@code ?}; a name that repeats has the same value
 */
public record QueryStatement(String name, String text, List<String> parameters) {
  private static final Pattern INCLUDE = Pattern.compile("(?m)^-- include: (\\S+)\n");
  private static final Pattern PARAMETER = Pattern.compile("(?m)^-- \\? (\\w+)");
  private static final Pattern COMMENT = Pattern.compile("(?m)^\\s*--.*\n");

  /**
   * Reads a statement.
   *
   * @throws UncheckedIOException if there is no such file
   */
  public static QueryStatement read(String name) {
    return of(name, file(name));
  }

  /** A statement with a text that may have parameters and includes. */
  static QueryStatement of(String name, String text) {
    var parameters = PARAMETER.matcher(text).results().map(found -> found.group(1)).toList();
    var whole =
        INCLUDE
            .matcher(text)
            .replaceAll(found -> Matcher.quoteReplacement(file("include/" + found.group(1))));
    return new QueryStatement(name, whole, parameters);
  }

  /** The names of all statements, views included. */
  public static List<String> names() {
    try (var files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql"))
          .map(name -> name.substring(0, name.length() - ".sql".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text without its comments. */
  public String withoutComments() {
    return COMMENT.matcher(text).replaceAll("");
  }

  /**
   * The value of each {@code ?}.
   *
   * @throws CommandException if one is not given
   */
  public List<String> values(Map<String, String> byName) {
    return parameters.stream()
        .map(
            parameter -> {
              var value = byName.get(parameter);
              if (value == null) {
                throw new CommandException(
                    "the statement %s needs a value for %s".formatted(name, parameter));
              }
              return value;
            })
        .toList();
  }

  /** The folder of the statements: tools run in the repository's root, tests beside the sources. */
  static Path folder() {
    return Stream.of("terraform/queries", "../terraform/queries")
        .map(Path::of)
        .filter(Files::isDirectory)
        .findFirst()
        .orElseThrow(() -> new CommandException("there is no folder terraform/queries here"));
  }

  private static String file(String name) {
    try {
      return Files.readString(folder().resolve(name + ".sql"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
