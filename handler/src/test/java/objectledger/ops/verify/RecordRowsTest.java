package objectledger.ops.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Proves that rows come in the same order whether they fit into the memory or not. */
class RecordRowsTest {
  @TempDir Path folder;

  @Test
  void rowsAreSortedWhetherTheyFitIntoMemoryOrNotAndLeaveNoFileBehind() throws IOException {
    var random = new Random(7);
    var all = new ArrayList<RecordRow>();
    for (var i = 0; i < 1_000; i++) {
      var id = new byte[32];
      var sha256 = new byte[32];
      id[0] = (byte) random.nextInt(256);
      random.nextBytes(sha256);
      all.add(new RecordRow(random.nextInt(24), id, sha256, random.nextLong(1L << 50), (byte) 0));
    }

    for (var inMemory : List.of(1, 7, 100, 1_000, 2_000)) {
      assertThat(sorted(all, inMemory))
          .isSortedAccordingTo(Arrays::compareUnsigned)
          .hasSize(1_000)
          .containsExactlyInAnyOrderElementsOf(all.stream().map(RecordRow::bytes).toList());
    }

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private List<byte[]> sorted(List<RecordRow> all, int inMemory) throws IOException {
    var sorted = new ArrayList<byte[]>();
    try (var rows = new RecordRows(folder, inMemory)) {
      for (var row : all) {
        rows.add(row);
      }
      rows.forEach(row -> sorted.add(row.bytes()));
    }
    return sorted;
  }
}
