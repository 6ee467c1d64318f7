package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that the size of a batch is not that of the batches while the function warms up. */
class CountedBatchesTest {
  @Test
  void onlyBatchesWhoseLastChangeIsDueLaterCount() {
    var batches = new CountedBatches(5);

    batches.add(List.of(0.5, 4.9));
    batches.add(List.of(4.0, 4.5, 5.0));
    batches.add(List.of(6.0, 6.1, 6.2, 6.3, 6.4));

    assertThat(batches.meanSize()).isEqualTo(4);
  }
}
