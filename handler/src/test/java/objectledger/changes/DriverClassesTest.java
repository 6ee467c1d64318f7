package objectledger.changes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proves that the driver's classes are loaded before a snapshot, all of them, and nothing else of
 * it is there. With {@code UPDATE=1} in the environment it writes their names.
 */
class DriverClassesTest {
  private static final Path NAMES =
      Path.of("src/main/resources/objectledger/changes/driver-classes.txt");
  private static final Pattern LOADED =
      Pattern.compile("\\] ((?:org\\.postgresql|java\\.sql|javax\\.crypto)\\.[\\w.$]+) source:");

  @TempDir Path folder;

  @Test
  void namesEachClassThatAFirstConnectionLoads() throws Exception {
    var log = folder.resolve("classes.log");

    start(false, "-Xlog:class+load:file=" + log);

    var loaded =
        LOADED
            .matcher(Files.readString(log))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !name.contains("$$"))
            .distinct()
            .sorted()
            .toList();
    if (System.getenv("UPDATE") != null) {
      Files.writeString(NAMES, String.join("\n", loaded) + "\n");
    }
    var names = Files.readAllLines(NAMES);
    assertThat(loaded).hasSizeGreaterThan(200);
    assertThat(names)
        .as("%s, which UPDATE=1 writes", NAMES)
        .containsAll(loaded.stream().filter(name -> name.startsWith("org.")).toList());
  }

  @Test
  void loadsThemWithoutAConnectionOrAThread() throws Exception {
    var log = folder.resolve("classes.log");

    var printed = start(true, "-Xlog:class+load:file=" + log);

    assertThat(printed).startsWith("threads []");
    assertThat(Files.readString(log)).contains("org.postgresql.core.v3.QueryExecutorImpl ");
  }

  @Test
  void noneOfThemKeepsRandomNumbersThatASnapshotWouldRepeat() throws Exception {
    for (var name : DriverClasses.names()) {
      if (name.startsWith("org.")) {
        var loaded = Class.forName(name, false, getClass().getClassLoader());
        assertThat(loaded.getDeclaredFields())
            .as(name)
            .noneMatch(
                field ->
                    Modifier.isStatic(field.getModifiers())
                        && Random.class.isAssignableFrom(field.getType()));
      }
    }
  }

  /** What a process prints that writes its first row. */
  private String start(boolean isLoading, String... options) throws Exception {
    var server = TestPostgres.shared();
    var table = TestTable.json(server);
    var ca = Files.writeString(folder.resolve("ca.pem"), server.ca());
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            ConnectOnce.class.getName(),
            Boolean.toString(isLoading),
            Integer.toString(server.port()),
            table.target().table(),
            table.secrets().get("DATABASE_PASSWORD"),
            ca.toString()));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (var out = process.getInputStream()) {
      var printed = new String(out.readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as(printed).isZero();
      return printed;
    }
  }
}
