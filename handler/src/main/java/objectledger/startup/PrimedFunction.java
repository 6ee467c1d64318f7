package objectledger.startup;

import java.io.IOException;
import objectledger.aws.S3Api;

/** The function, as far as this package knows it. */
@FunctionalInterface
public interface PrimedFunction {
  /**
   * Handles synthetic events with the function's own code.
   *
   * @param s3 the stub, which returns the same response to every request
   * @param everything whether every path is run; otherwise that of one event
   */
  void handle(S3Api s3, boolean everything) throws IOException;
}
