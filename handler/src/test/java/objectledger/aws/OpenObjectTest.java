package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

class OpenObjectTest {
  private static final long SIZE = 1L << 30;

  @Test
  void anObjectThatIsNotReadToItsEndClosesItsConnection() throws Exception {
    var closed = new CountDownLatch(1);
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, SIZE);
          try (exchange) {
            for (var sent = 0L; sent < SIZE; sent += 1 << 16) {
              exchange.getResponseBody().write(new byte[1 << 16]);
            }
          } catch (IOException e) {
            closed.countDown();
          }
        });
    server.start();
    var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/bucket");
    var http = AwsClientDefaults.http();
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret"));
    var retry = new Retry(AwsClientDefaults.retries(e -> false));
    var client = new BucketClient(new S3Endpoint(uri, "eu-west-1", "s3"), http, credentials, retry);
    try (var s3 = new HttpObjectApi(bucket -> client, http)) {
      var object = s3.getObject(GetObjectRequest.builder().bucket("bucket").key("k").build());
      assertThat(object.body().read()).isZero();

      object.close();

      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      // Used after its end, so that no collection of garbage has closed it.
      assertThat(object.response().contentLength()).isEqualTo(SIZE);
    } finally {
      server.stop(0);
    }
  }
}
