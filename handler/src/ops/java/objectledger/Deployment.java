package objectledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonValue;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A deployed stack, and what it takes to operate it.
 *
 * @param stack where it is
 * @param accountId whose it is
 * @param liveArn the alias {@code live}, through which the tools invoke the function
 * @param alarmPrefix what the names of its alarms begin with; empty where it has none
 * @param failureQueues by way in, in the order of their names, the URL of what keeps its failures
 * @param backfillRole the role of S3 Batch Operations; empty where the stack has none
 */
record Deployment(
    Stack stack,
    String accountId,
    String liveArn,
    String alarmPrefix,
    Map<String, String> failureQueues,
    String backfillRole) {

  /** Reads the outputs of a stack, as {@code terraform output -json} prints them. */
  static Deployment read(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      var json = JsonValue.read(in);
      var named = json.get("failure_queues").get("value");
      var queues = new LinkedHashMap<String, String>();
      named.names().forEach(name -> queues.put(name, named.get(name).get("url").text()));
      return new Deployment(
          Stack.read(outputs),
          json.get("account_id").get("value").text(),
          json.get("live").get("value").get("arn").text(),
          json.get("alarm_prefix").get("value").textOrEmpty(),
          queues,
          json.get("backfill").get("value").get("role_arn").textOrEmpty());
    }
  }

  /** The alias {@code live}. */
  Alias alias() {
    return new Lambda(http("lambda"), functionName(), "live");
  }

  /** One version of the function, past the alias: for what has to try that very version. */
  Alias version(int version) {
    return new Lambda(http("lambda"), functionName(), Integer.toString(version));
  }

  /** The versions that were published. */
  LambdaVersions versions() {
    return new LambdaVersions(http("lambda"), functionName());
  }

  /** What is known of the stack's health. */
  CloudWatch cloudWatch() {
    return new CloudWatch(http("monitoring"), functionName(), alarmPrefix);
  }

  private String functionName() {
    var parts = liveArn.split(":");
    return parts[parts.length - 2];
  }

  FunctionLog log() {
    return new FunctionLog(http("logs"), stack.logGroup());
  }

  List<FailureQueue> queues(SqsClient sqs) {
    return failureQueues.entrySet().stream()
        .<FailureQueue>map(queue -> new SqsQueue(sqs, queue.getKey(), queue.getValue()))
        .toList();
  }

  SqsClient sqs() {
    return SqsClient.builder().region(Region.of(stack.region())).build();
  }

  private SignedHttp http(String service) {
    var endpoint = SignedHttp.endpoint(service, stack.region(), System.getenv());
    var credentials = DefaultCredentialsProvider.builder().build();
    return new SignedHttp(service, stack.region(), endpoint, credentials, Wait.growing());
  }
}
