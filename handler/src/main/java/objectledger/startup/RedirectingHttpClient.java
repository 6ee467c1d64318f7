package objectledger.startup;

import java.net.URI;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Sends every request to the stub server, whatever its host. So a client resolves endpoints and
 * signs requests in the same way as for S3.
 */
final class RedirectingHttpClient implements SdkHttpClient {
  private final SdkHttpClient http;
  private final URI stub;

  RedirectingHttpClient(SdkHttpClient http, URI stub) {
    this.http = http;
    this.stub = stub;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    var redirected =
        request.httpRequest().toBuilder()
            .protocol(stub.getScheme())
            .host(stub.getHost())
            .port(stub.getPort())
            .build();
    return http.prepareRequest(
        HttpExecuteRequest.builder()
            .request(redirected)
            .contentStreamProvider(request.contentStreamProvider().orElse(null))
            .build());
  }

  @Override
  public void close() {
    http.close();
  }
}
