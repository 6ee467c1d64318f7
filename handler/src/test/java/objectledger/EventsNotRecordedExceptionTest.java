package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Collections;
import java.util.List;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;

/** Proves that the one exception names the failures, and stays short enough to travel. */
class EventsNotRecordedExceptionTest {
  private static final Outcome.Failed FAILED =
      new Outcome.Failed("\"s3://b/k\"", FailureKind.FORBIDDEN, "AccessDenied");

  @Test
  void failuresAreNamedWithTheirKindAndCause() {
    assertThat(new EventsNotRecordedException(List.of(FAILED, FAILED), 3))
        .hasMessage(
            "2 of 3 events not recorded: \"s3://b/k\" FORBIDDEN: AccessDenied;"
                + " \"s3://b/k\" FORBIDDEN: AccessDenied");
  }

  @Test
  void ofManyFailuresTwentyAreNamedAndTheRestCounted() {
    assertThat(new EventsNotRecordedException(Collections.nCopies(20, FAILED), 20).getMessage())
        .doesNotContain("more");
    assertThat(new EventsNotRecordedException(Collections.nCopies(23, FAILED), 30).getMessage())
        .startsWith("23 of 30 events not recorded: ")
        .endsWith("; and 3 more");
  }

  @Test
  void summaryForTheLogHasObjectKindAndCause() {
    assertThat(FAILED.summary())
        .containsExactly(
            entry("object", "\"s3://b/k\""),
            entry("fault", FailureKind.FORBIDDEN),
            entry("cause", "AccessDenied"));
  }
}
