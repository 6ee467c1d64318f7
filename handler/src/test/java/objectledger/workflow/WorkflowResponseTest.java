package objectledger.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves after which answers a receiver may have acted. */
class WorkflowResponseTest {
  @ParameterizedTest
  @CsvSource({"502, true", "504, true", "500, false", "503, false", "408, false", "409, false"})
  void onlyAProxyAnswersForAReceiverThatMayHaveActed(int status, boolean mayHaveActed) {
    assertThat(WorkflowResponse.of(status, "", "").mayHaveActed()).isEqualTo(mayHaveActed);
  }
}
