package objectledger.ops;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import objectledger.json.JsonReader;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Loads the classes that most tools need, so that an archive of loaded classes can be made of this
 * process: a tool starts out of it in half of the time. It sends a request of each client to a
 * server of its own, whose answers do not matter.
 */
final class ArchivedClasses {
  private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

  private ArchivedClasses() {}

  public static void main(String[] arguments) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(200, NOTHING.length);
          exchange.getResponseBody().write(NOTHING);
          exchange.close();
        });
    server.start();
    try {
      call(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    } finally {
      server.stop(0);
    }
  }

  private static void call(URI endpoint) {
    JsonReader.read("{\"a\": [1, true, null, \"b\"]}");
    var s3 = client(S3Client.builder(), endpoint);
    var sqs = client(SqsClient.builder(), endpoint);
    var lambda = client(LambdaClient.builder(), endpoint);
    var cloudWatch = client(CloudWatchClient.builder(), endpoint);
    var logs = client(CloudWatchLogsClient.builder(), endpoint);
    var events = client(EventBridgeClient.builder(), endpoint);
    for (Supplier<?> each :
        List.<Supplier<?>>of(
            () -> s3.getObjectAsBytes(get -> get.bucket("bucket").key("key")),
            () -> s3.listObjectsV2(list -> list.bucket("bucket")),
            () -> sqs.getQueueAttributes(get -> get.queueUrl(endpoint + "/1/queue")),
            () -> lambda.getAlias(get -> get.functionName("function").name("live")),
            () -> cloudWatch.describeAlarms(describe -> describe.alarmNamePrefix("alarm")),
            () -> logs.filterLogEvents(filter -> filter.logGroupName("group")),
            () -> events.listRules(list -> list.namePrefix("rule")))) {
      try {
        System.out.printf("loaded: %s%n", each.get().getClass().getSimpleName());
      } catch (SdkException unreadable) {
        // The answer is no service's. Its classes are loaded.
        System.out.printf("loaded: %s%n", unreadable.getClass().getSimpleName());
      }
    }
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
      B builder, URI endpoint) {
    var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));
    return new QuickClients(Region.of("eu-west-1"))
        .client(builder.endpointOverride(endpoint).credentialsProvider(credentials));
  }
}
