package objectledger.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Proves that a document of 9 MB and one of 500 MB are stored in the same small heap. */
class DocumentsMemoryTest {
  private static final String HEAP = "-Xmx40m";

  @ParameterizedTest
  @ValueSource(ints = {9, 500})
  void aDocumentOfAnySizeIsStoredInTheSameHeap(int megabytes)
      throws IOException, InterruptedException {
    var said = run(megabytes);

    System.out.println("documents: " + said);
    assertThat(said).matches("(?s)" + megabytes + " MB: [0-9]+ rows, [0-9]+ parts, .*");
  }

  @Test
  void theHeapIsTooSmallForADocumentThatWouldBeHeld() throws IOException, InterruptedException {
    assertThat(run(-100)).contains("OutOfMemoryError");
  }

  private static String run(int megabytes) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                StreamedDocument.class.getName(),
                Integer.toString(megabytes))
            .redirectErrorStream(true)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return said.strip();
  }
}
