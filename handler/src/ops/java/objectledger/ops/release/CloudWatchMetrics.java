package objectledger.ops.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Datapoint;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** The alarms of a stack, and the metrics of the versions behind its alias. */
final class CloudWatchMetrics {
  /** CloudWatch keeps a function's metrics by the minute. */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  private final CloudWatchClient cloudWatch;
  private final String functionName;
  private final String alarmPrefix;

  CloudWatchMetrics(CloudWatchClient cloudWatch, String functionName, String alarmPrefix) {
    this.cloudWatch = cloudWatch;
    this.functionName = functionName;
    this.alarmPrefix = alarmPrefix;
  }

  /** The metrics and alarms of a stack. */
  static CloudWatchMetrics of(DeployedStack deployment) {
    return new CloudWatchMetrics(
        deployment.clients().cloudWatch(), deployment.functionName(), deployment.alarmPrefix());
  }

  /** The alarms in the state ALARM, by name, with the reason; none where the stack has none. */
  Map<String, String> firing() {
    var firing = new TreeMap<String, String>();
    if (!alarmPrefix.isEmpty()) {
      cloudWatch
          .describeAlarmsPaginator(
              describe -> describe.alarmNamePrefix(alarmPrefix).stateValue(StateValue.ALARM))
          .metricAlarms()
          .stream()
          .filter(alarm -> alarm.stateValue() == StateValue.ALARM)
          .forEach(alarm -> firing.put(alarm.alarmName(), reason(alarm.stateReason())));
    }
    return firing;
  }

  private static String reason(String given) {
    return given == null ? "" : given;
  }

  /** The invocations of one version through the alias since a time. */
  CanaryMetrics.Count count(int version, Instant since) {
    return new CanaryMetrics.Count(
        sum("Invocations", version, since), sum("Errors", version, since));
  }

  private long sum(String metric, int version, Instant since) {
    var response =
        cloudWatch.getMetricStatistics(
            get ->
                get.namespace("AWS/Lambda")
                    .metricName(metric)
                    .dimensions(
                        dimension("FunctionName", functionName),
                        dimension("Resource", functionName + ":live"),
                        dimension("ExecutedVersion", Integer.toString(version)))
                    .startTime(beginOfMinute(since))
                    .endTime(Instant.now().plus(PERIOD))
                    .period((int) PERIOD.toSeconds())
                    .statistics(Statistic.SUM));
    return response.datapoints().stream().mapToLong(CloudWatchMetrics::sum).sum();
  }

  private static long sum(Datapoint point) {
    return point.sum() == null ? 0 : point.sum().longValue();
  }

  /** A datapoint has the time at which its minute began. */
  private static Instant beginOfMinute(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond() / PERIOD.toSeconds() * PERIOD.toSeconds());
  }

  private static Dimension dimension(String name, String value) {
    return Dimension.builder().name(name).value(value).build();
  }
}
