package objectledger.ops.status;

import java.util.function.Supplier;
import objectledger.ops.NotificationKinds;
import objectledger.ops.QuickClients;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The clients that the questions share. Each is made when the first question needs it, so that two
 * are made at the same time: making one takes a tenth of a second.
 */
final class StatusClients {
  private final QuickClients clients;
  private final Lazy<S3Client> s3;
  private final Lazy<LambdaClient> lambda;
  private final Lazy<SqsClient> sqs;
  private final Lazy<CloudWatchClient> cloudWatch;
  private final Lazy<CloudWatchLogsClient> logs;
  private final Lazy<EventBridgeClient> eventBridge;

  private static final class Lazy<T> {
    private final Supplier<T> maker;
    private T made;

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    synchronized T get() {
      if (made == null) {
        made = maker.get();
      }
      return made;
    }
  }

  StatusClients(QuickClients clients) {
    this.clients = clients;
    this.s3 = new Lazy<>(() -> clients.client(S3Client.builder()));
    this.lambda = new Lazy<>(() -> clients.client(LambdaClient.builder()));
    this.sqs = new Lazy<>(() -> clients.client(SqsClient.builder()));
    this.cloudWatch = new Lazy<>(() -> clients.client(CloudWatchClient.builder()));
    this.logs = new Lazy<>(() -> clients.client(CloudWatchLogsClient.builder()));
    this.eventBridge = new Lazy<>(() -> clients.client(EventBridgeClient.builder()));
  }

  S3Client s3() {
    return s3.get();
  }

  /** A client whose responses {@code kinds} sees. */
  S3Client s3(NotificationKinds kinds) {
    return clients.client(
        S3Client.builder().overrideConfiguration(c -> c.addExecutionInterceptor(kinds)));
  }

  LambdaClient lambda() {
    return lambda.get();
  }

  SqsClient sqs() {
    return sqs.get();
  }

  CloudWatchClient cloudWatch() {
    return cloudWatch.get();
  }

  CloudWatchLogsClient logs() {
    return logs.get();
  }

  EventBridgeClient eventBridge() {
    return eventBridge.get();
  }
}
