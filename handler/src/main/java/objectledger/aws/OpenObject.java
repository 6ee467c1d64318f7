package objectledger.aws;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.http.AbortableInputStream;

/**
 * An object whose body is being read.
 *
 * @param response with the metadata
 * @param body of the object; each of its reads waits for at most the time-out of the connection
 */
public record OpenObject<R extends AwsResponse>(R response, InputStream body)
    implements AutoCloseable {

  /**
   * Ends the transfer. What is left of the body is not read, because it can be gigabytes: the JDK's
   * client closes the connection, unless what is left has arrived.
   */
  @Override
  public void close() {
    if (body instanceof AbortableInputStream transfer) {
      transfer.abort();
    }
    try {
      body.close();
    } catch (IOException | RuntimeException e) {
      // What was done with the object counts.
    }
  }
}
