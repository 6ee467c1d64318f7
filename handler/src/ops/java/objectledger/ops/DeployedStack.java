package objectledger.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.model.LogType;

/**
 * A deployed stack as its Terraform outputs describe it, with the clients to operate it.
 *
 * @param stack the outputs that the smoke scenarios use too
 * @param accountId the account of the stack
 * @param liveArn the alias {@code live}, through which the tools invoke the function
 * @param alarmPrefix prefix of the names of its alarms; empty if it has none
 * @param failureQueues URL of each failure queue by trigger, in the order of the names
 * @param backfillRole the role of S3 Batch Operations; empty where the stack has none
 * @param athena where Athena runs the ledger's statements; empty where the stack has none
 * @param objectLock how long the ledger bucket keeps what is written once
 * @param ingress the API that takes documents; empty where the stack has none
 * @param documents the function that makes rows of documents; empty where the stack has none
 * @param changes the function that writes changes into SQL tables; empty where the stack has none
 */
public record DeployedStack(
    StackOutputs stack,
    String accountId,
    String liveArn,
    String alarmPrefix,
    Map<String, String> failureQueues,
    String backfillRole,
    Optional<Athena> athena,
    ObjectLockSetting objectLock,
    Optional<IngressApi> ingress,
    Optional<DocumentsFunction> documents,
    Optional<ChangesFunction> changes) {

  /**
   * Where Athena runs statements.
   *
   * @param database of the tables
   * @param workgroup that limits what a statement may read, and keeps its result
   */
  public record Athena(String database, String workgroup) {
    private static Optional<Athena> of(JsonValue query) {
      return query.get("workgroup").isAbsent()
          ? Optional.empty()
          : Optional.of(new Athena(query.get("database").text(), query.get("workgroup").text()));
    }
  }

  /** Reads the outputs of a stack, as {@code terraform output -json} prints them. */
  public static DeployedStack read(Path outputs) throws IOException {
    try (var in = Files.newInputStream(outputs)) {
      return of(JsonValue.read(in));
    }
  }

  /** The same of outputs that are read already, as those in Terraform's state. */
  public static DeployedStack of(JsonValue json) {
    var named = json.get("failure_queues").get("value");
    if (named.get("handler").isAbsent()) {
      throw new CommandException(
          "the stack was applied by an older commit, which has no output failure_queues:"
              + " type make plan apply ENV="
              + json.get("environment").get("value").textOrEmpty());
    }
    var queues = new LinkedHashMap<String, String>();
    named.names().forEach(name -> queues.put(name, named.get(name).get("url").text()));
    return new DeployedStack(
        StackOutputs.of(json),
        json.get("account_id").get("value").text(),
        json.get("live").get("value").get("arn").text(),
        json.get("alarm_prefix").get("value").textOrEmpty(),
        queues,
        json.get("backfill").get("value").get("role_arn").textOrEmpty(),
        Athena.of(json.get("query").get("value")),
        ObjectLockSetting.of(json.get("object_lock").get("value")),
        IngressApi.of(json.get("ingress").get("value")),
        DocumentsFunction.of(json.get("documents").get("value")),
        ChangesFunction.of(json.get("changes").get("value")));
  }

  /** The alias {@code live}. */
  public FunctionInvoker live() {
    return new LambdaInvoker(clients().lambda(), functionName(), "live");
  }

  /** The same, whose responses have the end of the function's log. */
  public FunctionInvoker liveWithLog() {
    return new LambdaInvoker(clients().lambda(), functionName(), "live", LogType.TAIL);
  }

  /** The alias {@code live} of the documents function. */
  public FunctionInvoker live(DocumentsFunction function) {
    return new LambdaInvoker(clients().lambda(), function.name(), "live");
  }

  /** The alias {@code live} of the changes function. */
  public FunctionInvoker live(ChangesFunction function) {
    return new LambdaInvoker(clients().lambda(), function.name(), "live");
  }

  /** One version of the function, without the alias. */
  public FunctionInvoker version(int version) {
    return new LambdaInvoker(clients().lambda(), functionName(), Integer.toString(version));
  }

  /** The name of the function. */
  public String functionName() {
    var parts = liveArn.split(":");
    return parts[parts.length - 2];
  }

  /**
   * The command that shows what a function logged.
   *
   * @param function handler, documents or changes
   */
  public String logCommand(String function) {
    return "make logs ENV=%s FUNCTION=%s SINCE=1h".formatted(stack.environment(), function);
  }

  /** The clients for the region of the stack. */
  public AwsClients clients() {
    return new AwsClients(Region.of(stack.region()));
  }
}
