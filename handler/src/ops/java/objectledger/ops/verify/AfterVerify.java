package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import objectledger.ops.Source;

/** What follows the complete verify of a source: the statement about it. */
@FunctionalInterface
interface AfterVerify {
  /**
   * Does it.
   *
   * @param journal the local copy, read after {@code startedAt}
   * @param counts of the gaps by their kinds
   * @param startedAt by S3's clock
   * @return how many traces of tampering were found and printed
   */
  long run(Source source, Path journal, Map<String, Long> counts, Instant startedAt)
      throws IOException;
}
