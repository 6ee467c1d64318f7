package objectledger.ops.release;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.SnapStartResponse;
import software.amazon.awssdk.services.lambda.model.State;

/** Reads, awaits and deletes the versions of a function. */
final class LambdaVersions {
  /** Ten minutes, where each pause is 5 s. A snapshot takes minutes to be made. */
  private static final int LOOKS = 120;

  private static final int PAGE = 50;

  private final LambdaClient lambda;
  private final String functionName;

  LambdaVersions(LambdaClient lambda, String functionName) {
    this.lambda = lambda;
    this.functionName = functionName;
  }

  /** The versions of a stack's function. */
  static LambdaVersions of(DeployedStack deployment) {
    return new LambdaVersions(deployment.clients().lambda(), deployment.functionName());
  }

  /**
   * Reads the present state.
   *
   * @throws CommandException if there is no alias {@code live}, or it is on no published version
   */
  Versions read() {
    var published =
        lambda
            .listVersionsByFunctionPaginator(list -> list.functionName(functionName).maxItems(PAGE))
            .versions()
            .stream()
            .flatMap(version -> number(version.version()).stream())
            .toList();
    var aliases =
        lambda
            .listAliasesPaginator(list -> list.functionName(functionName).maxItems(PAGE))
            .aliases()
            .stream()
            .toList();
    var used = new HashSet<Integer>();
    for (var alias : aliases) {
      number(alias.functionVersion()).ifPresent(used::add);
      weights(alias).keySet().forEach(version -> used.add(Integer.valueOf(version)));
    }
    var live =
        aliases.stream()
            .filter(alias -> alias.name().equals("live"))
            .findFirst()
            .orElseThrow(() -> new CommandException("the function has no alias live"));
    return new Versions(
        number(live.functionVersion())
            .orElseThrow(() -> new CommandException("live is on no published version")),
        weights(live).entrySet().stream()
            .findFirst()
            .map(share -> new Versions.Canary(Integer.parseInt(share.getKey()), share.getValue())),
        published,
        used);
  }

  /** Deletes a version. Lambda itself refuses one that an alias needs. */
  void delete(int version) {
    lambda.deleteFunction(
        delete -> delete.functionName(functionName).qualifier(Integer.toString(version)));
  }

  /**
   * Waits until a version can run: until it is active and, where it starts from a snapshot, the
   * snapshot is made. A version that was idle for weeks must be activated again, which an
   * invocation starts.
   *
   * @param pause waits between two looks
   * @throws CommandException if it failed, or is not active after {@value #LOOKS} looks
   */
  void awaitActive(int version, Runnable pause) {
    var qualifier = Integer.toString(version);
    for (var looks = 1; ; looks++) {
      var found =
          lambda.getFunctionConfiguration(
              get -> get.functionName(functionName).qualifier(qualifier));
      if (found.state() == State.ACTIVE && hasItsSnapshot(found.snapStart())) {
        return;
      }
      var reason = found.stateReason() == null ? "" : found.stateReason();
      if (found.state() == State.FAILED) {
        throw new CommandException("version %s cannot run: %s".formatted(version, reason));
      }
      if (looks == LOOKS) {
        throw new CommandException(
            "version %s is still not ready to run: its state is %s%s"
                .formatted(
                    version, found.stateAsString(), reason.isEmpty() ? "" : ", because " + reason));
      }
      if (found.state() == State.INACTIVE && looks == 1) {
        activate(qualifier);
      }
      pause.run();
    }
  }

  private static boolean hasItsSnapshot(SnapStartResponse snapStart) {
    return snapStart == null
        || snapStart.applyOn() != SnapStartApplyOn.PUBLISHED_VERSIONS
        || snapStart.optimizationStatus() == SnapStartOptimizationStatus.ON;
  }

  /** Sends the event that S3 sends to test a destination, which the function ignores. */
  private void activate(String qualifier) {
    var event = JsonWriter.toLine(Map.of("Event", "s3:TestEvent", "Service", "Amazon S3"));
    lambda.invoke(
        invoke ->
            invoke
                .functionName(functionName)
                .qualifier(qualifier)
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromByteArray(event)));
  }

  /** The number of a published version; empty for {@code $LATEST}. */
  private static Optional<Integer> number(String version) {
    return version.equals("$LATEST") ? Optional.empty() : Optional.of(Integer.valueOf(version));
  }

  private static Map<String, Double> weights(AliasConfiguration alias) {
    return alias.routingConfig() == null
        ? Map.of()
        : alias.routingConfig().additionalVersionWeights();
  }
}
