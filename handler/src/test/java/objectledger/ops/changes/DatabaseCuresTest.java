package objectledger.ops.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import objectledger.changes.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that an error of the database is followed by its own cure, and by no other's. */
class DatabaseCuresTest {
  private static final Target TARGET = Targets.of(List.of("id"));

  @ParameterizedTest
  @CsvSource({
    "42P01, there is no such table: type make table",
    "42501, grant the user of U the right",
    "3D000, there is no such database: correct database in the values",
    "28P01, 'put U and P into the secret, or set them in this shell'",
    "08001, 'is the database running, and reachable from this machine at db:5432?'",
    "XX000, the database says why in its own log",
  })
  void eachErrorHasItsOwnCureAndTheCommandToTypeThen(String state, String cure) {
    var message = "database shop at db: it does not (SQLSTATE " + state + ")";

    assertThat(DatabaseCures.of(TARGET, message, "make table", "make flight"))
        .containsExactly(cure, "then: make flight");
  }

  @Test
  void messageWithoutAStateSendsToTheDatabasesLog() {
    assertThat(DatabaseCures.of(TARGET, "no time is left", "make table", "make flight"))
        .containsExactly("the database says why in its own log", "then: make flight");
  }
}
