package objectledger.aws;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends a request again if the kept connection that it used was closed by the server. This does not
 * count as an attempt of the call: after a pause the server may have closed every kept connection,
 * and each attempt would use another closed one. The JDK itself repeats a HEAD or GET on a new
 * connection, but not a request with a body.
 *
 * <p>Only for services whose requests may be repeated, because a request without a response may
 * have taken effect.
 */
final class StaleConnectionRetry implements SdkHttpClient {
  private final SdkHttpClient http;
  private final IdleConnections idle;

  /**
   * @param http sends each request; it is closed with this
   * @param idle the connections that it keeps idle
   */
  StaleConnectionRetry(SdkHttpClient http, IdleConnections idle) {
    this.http = http;
    this.idle = idle;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new Repeatable(request);
  }

  @Override
  public String clientName() {
    return http.clientName();
  }

  @Override
  public void close() {
    http.close();
  }

  /** A request that is sent again on stale connections. */
  private final class Repeatable implements ExecutableHttpRequest {
    private final HttpExecuteRequest request;
    private ExecutableHttpRequest sending;
    private boolean aborted;

    Repeatable(HttpExecuteRequest request) {
      this.request = request;
    }

    @Override
    public HttpExecuteResponse call() throws IOException {
      var server = IdleConnections.server(request.httpRequest());
      for (var resent = 0; ; resent++) {
        var isReused = idle.take(server);
        try {
          var response = prepare().call();
          idle.add(server, response.httpResponse());
          return response;
        } catch (IOException e) {
          if (!isReused || resent >= IdleConnections.most() || !isClosed(e) || isGivenUp()) {
            throw e;
          }
        }
      }
    }

    private synchronized ExecutableHttpRequest prepare() {
      sending = http.prepareRequest(request);
      return sending;
    }

    private synchronized boolean isGivenUp() {
      return aborted || Thread.currentThread().isInterrupted();
    }

    @Override
    public synchronized void abort() {
      aborted = true;
      if (sending != null) {
        sending.abort();
      }
    }
  }

  /**
   * Whether a failure means that a kept connection was closed. A timeout does not: a slow server
   * must not get more requests than the attempts allow.
   */
  private static boolean isClosed(IOException e) {
    return !(e instanceof InterruptedIOException
        || e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException
        || e instanceof SSLHandshakeException);
  }
}
