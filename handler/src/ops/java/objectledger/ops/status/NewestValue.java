package objectledger.ops.status;

import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * The newest value of a metric.
 *
 * @param dimension its only dimension
 * @param value of that dimension
 */
record NewestValue(String namespace, String metric, String dimension, String value) {
  private static final int PERIOD_SECONDS = 60;

  /** Of what is older than 15 days CloudWatch knows every fifth minute only. */
  private static final int LONG_PERIOD_SECONDS = 300;

  private static final int WHOLE_SECONDS = 14 * 24 * 3600;

  /** The newest one since a time; empty if there is none. */
  OptionalDouble since(CloudWatchClient cloudWatch, Instant start, Instant now) {
    var period =
        start.plusSeconds(WHOLE_SECONDS).isAfter(now) ? PERIOD_SECONDS : LONG_PERIOD_SECONDS;
    var wanted =
        Metric.builder()
            .namespace(namespace)
            .metricName(metric)
            .dimensions(Dimension.builder().name(dimension).value(value).build())
            .build();
    var query =
        MetricDataQuery.builder()
            .id("newest")
            .metricStat(stat -> stat.metric(wanted).stat("Maximum").period(period))
            .build();
    return cloudWatch
        .getMetricData(
            get -> get.startTime(start).endTime(now.plusSeconds(period)).metricDataQueries(query))
        .metricDataResults()
        .stream()
        .findFirst()
        .map(NewestValue::newest)
        .orElseGet(OptionalDouble::empty);
  }

  private static OptionalDouble newest(MetricDataResult result) {
    return IntStream.range(0, Math.min(result.timestamps().size(), result.values().size()))
        .boxed()
        .max(Comparator.comparing(result.timestamps()::get))
        .map(index -> OptionalDouble.of(result.values().get(index)))
        .orElseGet(OptionalDouble::empty);
  }
}
