package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Proves what becomes of a batch when a real PostgreSQL, or the way to it, fails: the answer, and
 * that after the fault the same batch and the next ones are written, no row lacks a change, and
 * what is delivered again changes no row. The table of docs/changes.md is what was observed; {@code
 * UPDATE=1} in the environment writes it.
 */
class ChangeFaultsTest {
  private static final Path DOCUMENT = Path.of("../docs/changes.md");
  private static final String BEGIN = "<!-- faults -->\n";
  private static final String END = "<!-- /faults -->\n";
  private static final TestPostgres SERVER = TestPostgres.create();

  static Stream<ChangeFault> faults() {
    return ChangeFaults.all(SERVER).stream();
  }

  @AfterAll
  static void stop() throws IOException {
    SERVER.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void nothingIsLostAndNothingIsRepeated(ChangeFault fault) throws Exception {
    try (var database = new FaultyDatabase(SERVER)) {
      assertThat(database.deliverNext()).isEqualTo("written");
      assertThat(database.deliverNext()).isEqualTo("written");

      try {
        assumeThat(fault.begin().on(database)).as("it cannot be provoked here").isTrue();
        assertThat(database.deliverNext()).isEqualTo(fault.answer());
      } finally {
        fault.end().on(database);
      }

      database.deliverAgain();
      assertThat(database.deliverNext()).isEqualTo("written");
      database.checkAll();
    }
  }

  @Test
  void aServerThatIsRestartedUnderLoadLosesNothing() throws Exception {
    try (var database = new FaultyDatabase(SERVER)) {
      assertThat(database.deliverNext()).isEqualTo("written");
      var restarting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      for (var time = 0; time < 2; time++) {
                        Thread.sleep(200);
                        SERVER.stop();
                        Thread.sleep(200);
                        SERVER.start();
                      }
                    } catch (IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  });

      var failed = 0;
      while (restarting.isAlive()) {
        if (!database.deliverNext().equals("written")) {
          failed++;
          Thread.sleep(50);
        }
      }
      restarting.join();

      assertThat(failed).isPositive();
      database.deliverAgain();
      assertThat(database.deliverNext()).isEqualTo("written");
      database.checkAll();
    }
  }

  @Test
  void theTableOfTheDocumentIsWhatIsObserved() throws IOException {
    var page = Files.readString(DOCUMENT);
    var begin = page.indexOf(BEGIN) + BEGIN.length();
    var end = page.indexOf(END);
    assertThat(begin).as("%s has the two markers", DOCUMENT).isBetween(BEGIN.length(), end);

    var shown = page.substring(0, begin) + table() + page.substring(end);

    if (System.getenv("UPDATE") != null) {
      Files.writeString(DOCUMENT, shown);
    }
    assertThat(Files.readString(DOCUMENT))
        .as("%s; run: UPDATE=1 ./mvnw test -Dtest=ChangeFaultsTest", DOCUMENT)
        .isEqualTo(shown);
  }

  /** Each answer is also asserted where the fault is provoked. */
  private static String table() {
    var rows = new StringBuilder();
    rows.append(
        """

        A test provokes each fault on a real PostgreSQL, after two batches that were written, each of
        %s changes of the same keys. The third batch meets the fault; when that is over the same
        batch comes again, as from a stream, and one more. In the end every row has its newest
        change, and all batches delivered once more change no row.

        | fault | what the function answers to the third batch |
        | --- | --- |
        """
            .formatted(FaultyDatabase.CHANGES));
    for (var fault : ChangeFaults.all(SERVER)) {
      rows.append("| %s | %s |\n".formatted(fault.name(), fault.words()));
    }
    rows.append("| server restarted twice under load | `RETRY` as long as it is not there |\n");
    return rows.append('\n').toString();
  }
}
