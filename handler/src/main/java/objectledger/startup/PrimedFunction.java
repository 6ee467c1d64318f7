package objectledger.startup;

import java.io.IOException;
import objectledger.aws.S3Api;

/** All that the code of the start knows of the function that it prepares. */
@FunctionalInterface
public interface PrimedFunction {
  /**
   * Handles synthetic events by the function's own code.
   *
   * @param s3 stands in for S3, and answers every request in the same way
   * @param everything whether every way through the code is taken; else that of one event
   */
  void handle(S3Api s3, boolean everything) throws IOException;
}
