package objectledger.ops.engines;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that a comparison of two engines says where they differ, and takes no empty answers. */
class ComparedAnswersTest {
  @Test
  void sameRowsAreNoDifference() {
    var one = answer("a 1", "b 2");

    assertThat(new ComparedAnswers("state", one, one, true).difference()).isEmpty();
  }

  @Test
  void answersWithoutRowsProveNothing() {
    assertThat(new ComparedAnswers("state", answer(), answer(), true).difference())
        .isEqualTo("no rows: there is nothing to compare");
  }

  @Test
  void rowInAnotherPlaceIsADifferenceWhereTheStatementOrdersThem() {
    var one = answer("a 1", "b 2");
    var other = answer("b 2", "a 1");

    assertThat(new ComparedAnswers("journal", one, other, false).difference()).isEmpty();
    assertThat(new ComparedAnswers("state", one, other, true).difference())
        .isEqualTo("row 1 of 2 and 2: [a, 1] of DuckDB, [b, 2] of Trino");
  }

  @Test
  void rowThatOneEngineLacksIsADifference() {
    var one = answer("a 1", "b 2");

    assertThat(new ComparedAnswers("state", one, answer("a 1"), true).difference())
        .isEqualTo("row 2 of 2 and 1: [b, 2] of DuckDB, [] of Trino");
  }

  @Test
  void membersOfAMapMayComeInAnyOrder() {
    var one = answer("a {\"x\":\"1\",\"Y\":\"2\"}");
    var other = answer("a {\"Y\":\"2\",\"x\":\"1\"}");

    assertThat(new ComparedAnswers("journal", one, other, false).difference()).isEmpty();
  }

  @Test
  void columnsHaveTheSameNames() {
    var one = answer("a 1");
    var other = new Answer(List.of("key", "bytes"), one.rows(), Duration.ZERO);

    assertThat(new ComparedAnswers("state", one, other, true).difference())
        .isEqualTo("columns [key, size] of DuckDB, [key, bytes] of Trino");
  }

  /** An answer, whose values have a blank between them. */
  private static Answer answer(String... rows) {
    return new Answer(
        List.of("key", "size"),
        Arrays.stream(rows).map(row -> List.of(row.split(" "))).toList(),
        Duration.ofMillis(5));
  }
}
