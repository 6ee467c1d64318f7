package objectledger.ops.release;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.SignedHttp;
import objectledger.ops.Wait;

/** Reads and deletes the versions of a function in AWS, or whatever plays AWS. */
public final class LambdaVersions {
  /** A snapshot is made of a version before it can run: that takes minutes. */
  private static final int LOOKS = 120;

  private final SignedHttp http;
  private final String path;

  public LambdaVersions(SignedHttp http, String functionName) {
    this.http = http;
    this.path = "/2015-03-31/functions/" + functionName;
  }

  /** The versions of a stack's function. */
  static LambdaVersions of(DeployedStack deployment) {
    return new LambdaVersions(deployment.http("lambda"), deployment.functionName());
  }

  /**
   * What is there now.
   *
   * @throws CommandException if Lambda refuses it, or there is no alias {@code live}
   */
  public Versions read() {
    var published =
        pages("/versions", "Versions").stream()
            .map(version -> version.get("Version").text())
            .filter(version -> !version.equals("$LATEST"))
            .map(Integer::valueOf)
            .toList();
    var aliases = pages("/aliases", "Aliases");
    var used = new HashSet<Integer>();
    for (var alias : aliases) {
      number(alias).ifPresent(used::add);
      weights(alias).names().forEach(version -> used.add(Integer.valueOf(version)));
    }
    var live =
        aliases.stream()
            .filter(alias -> alias.get("Name").isEqualTo("live"))
            .findFirst()
            .orElseThrow(() -> new CommandException("the function has no alias live"));
    return new Versions(
        number(live).orElseThrow(() -> new CommandException("live is on no published version")),
        weights(live).names().stream()
            .findFirst()
            .map(name -> new Versions.Canary(Integer.parseInt(name), weight(live, name))),
        published,
        used);
  }

  /**
   * Deletes a version. Lambda itself refuses one that an alias needs.
   *
   * @throws CommandException if Lambda refuses it
   */
  public void delete(int version) {
    http.delete(path + "?Qualifier=" + version);
  }

  /**
   * Waits until a version can run: until it is active and, where it starts from a snapshot, that is
   * made. A version that was idle for weeks has to be made ready again, which an event starts.
   *
   * @throws CommandException if it never will, or takes longer than ten minutes where each wait is
   *     5 s
   */
  public void awaitActive(int version, Wait wait) {
    for (var looks = 1; ; looks++) {
      var configuration = http.get(path + "/configuration?Qualifier=" + version);
      var state = configuration.get("State").textOrEmpty();
      var snapshot = configuration.get("SnapStart");
      var isStartedFromOne = snapshot.get("ApplyOn").isEqualTo("PublishedVersions");
      if (state.equals("Active")
          && (!isStartedFromOne || snapshot.get("OptimizationStatus").isEqualTo("On"))) {
        return;
      }
      var reason = configuration.get("StateReason").textOrEmpty();
      if (state.equals("Failed")) {
        throw new CommandException("version %s cannot run: %s".formatted(version, reason));
      }
      if (looks == LOOKS) {
        throw new CommandException(
            "version %s is still not ready to run: its state is %s%s"
                .formatted(version, state, reason.isEmpty() ? "" : ", because " + reason));
      }
      if (state.equals("Inactive") && looks == 1) {
        wake(version);
      }
      wait.after(looks);
    }
  }

  /** Sends what S3 sends to try a destination, which the function ignores. */
  private void wake(int version) {
    http.post(
        path + "/invocations?Qualifier=" + version,
        Map.of("X-Amz-Invocation-Type", "Event"),
        JsonWriter.toLine(Map.of("Event", "s3:TestEvent", "Service", "Amazon S3")));
  }

  private List<JsonValue> pages(String resource, String name) {
    var items = new ArrayList<JsonValue>();
    var query = "";
    do {
      var page = http.get(path + resource + "?MaxItems=50" + query);
      items.addAll(page.get(name).items());
      var marker = page.get("NextMarker").textOrEmpty();
      query =
          marker.isEmpty() ? "" : "&Marker=" + URLEncoder.encode(marker, StandardCharsets.UTF_8);
    } while (!query.isEmpty());
    return items;
  }

  private static Optional<Integer> number(JsonValue alias) {
    return Optional.of(alias.get("FunctionVersion").text())
        .filter(version -> !version.equals("$LATEST"))
        .map(Integer::valueOf);
  }

  private static JsonValue weights(JsonValue alias) {
    return alias.get("RoutingConfig").get("AdditionalVersionWeights");
  }

  private static double weight(JsonValue alias, String version) {
    return weights(alias).get(version).value() instanceof Number number ? number.doubleValue() : 0;
  }
}
