package objectledger.ops.release;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.DeployedStack;
import objectledger.ops.SignedHttp;

/** What CloudWatch says of a stack's alarms, and of the versions behind its alias. */
public final class CloudWatchMetrics {
  private static final String TARGET = "GraniteServiceVersion20100801.";

  /** CloudWatch keeps what a function says of itself by the minute. */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final SignedHttp http;
  private final String functionName;
  private final String alarmPrefix;

  /**
   * How a version does, of the events that came through the alias.
   *
   * @param errors invocations that ended with an error
   */
  public record Count(long invocations, long errors) {}

  public CloudWatchMetrics(SignedHttp http, String functionName, String alarmPrefix) {
    this.http = http;
    this.functionName = functionName;
    this.alarmPrefix = alarmPrefix;
  }

  /** The metrics and alarms of a stack. */
  static CloudWatchMetrics of(DeployedStack deployment) {
    return new CloudWatchMetrics(
        deployment.http("monitoring"), deployment.functionName(), deployment.alarmPrefix());
  }

  /**
   * The alarms that ring, each with why.
   *
   * @throws CommandException if CloudWatch does not say
   */
  public Map<String, String> ringing() {
    var ringing = new TreeMap<String, String>();
    var token = "";
    while (!alarmPrefix.isEmpty()) {
      var request = new LinkedHashMap<String, Object>();
      request.put("AlarmNamePrefix", alarmPrefix);
      request.put("StateValue", "ALARM");
      if (!token.isEmpty()) {
        request.put("NextToken", token);
      }
      var answer = ask("DescribeAlarms", request);
      answer.get("MetricAlarms").items().stream()
          .filter(alarm -> alarm.get("StateValue").isEqualTo("ALARM"))
          .forEach(
              alarm ->
                  ringing.put(
                      alarm.get("AlarmName").text(), alarm.get("StateReason").textOrEmpty()));
      token = answer.get("NextToken").textOrEmpty();
      if (token.isEmpty()) {
        break;
      }
    }
    return ringing;
  }

  /**
   * What became of the events that the alias gave to one version.
   *
   * @throws CommandException if CloudWatch does not say
   */
  public Count count(int version, Instant since) {
    return new Count(sum("Invocations", version, since), sum("Errors", version, since));
  }

  private long sum(String metric, int version, Instant since) {
    var request = new LinkedHashMap<String, Object>();
    request.put("Namespace", "AWS/Lambda");
    request.put("MetricName", metric);
    request.put(
        "Dimensions",
        List.of(
            dimension("FunctionName", functionName),
            dimension("Resource", functionName + ":live"),
            dimension("ExecutedVersion", Integer.toString(version))));
    // A datapoint has the time at which its minute began.
    request.put("StartTime", since.getEpochSecond() / PERIOD.toSeconds() * PERIOD.toSeconds());
    request.put("EndTime", Instant.now().plus(PERIOD).getEpochSecond());
    request.put("Period", PERIOD.toSeconds());
    request.put("Statistics", List.of("Sum"));
    return ask("GetMetricStatistics", request).get("Datapoints").items().stream()
        .mapToLong(point -> point.get("Sum").value() instanceof Number sum ? sum.longValue() : 0)
        .sum();
  }

  private static Map<String, String> dimension(String name, String value) {
    return Map.of("Name", name, "Value", value);
  }

  private JsonValue ask(String operation, Map<String, ?> request) {
    var headers =
        Map.of("Content-Type", "application/x-amz-json-1.0", "X-Amz-Target", TARGET + operation);
    return SignedHttp.json(http.post("/", headers, JsonWriter.toLine(request)));
  }
}
