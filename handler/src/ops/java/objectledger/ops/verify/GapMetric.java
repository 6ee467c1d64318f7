package objectledger.ops.verify;

import objectledger.ops.TerminalText;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.MetricDatum;
import software.amazon.awssdk.services.cloudwatch.model.StandardUnit;

/**
 * The metric LedgerGaps, by which an alarm judges.
 *
 * @param namespace the name of the function, as of its other metrics
 */
record GapMetric(CloudWatchClient cloudWatch, String namespace) {
  /**
   * Puts the number of gaps that are left of a source.
   *
   * @return why it could not; empty if it could
   */
  String put(String label, long gaps) {
    var datum =
        MetricDatum.builder()
            .metricName("LedgerGaps")
            .dimensions(Dimension.builder().name("Source").value(label).build())
            .unit(StandardUnit.COUNT)
            .value((double) gaps)
            .build();
    try {
      cloudWatch.putMetricData(put -> put.namespace(namespace).metricData(datum));
      return "";
    } catch (SdkException e) {
      return "the metric LedgerGaps was not written, which needs cloudwatch:PutMetricData: "
          + TerminalText.of(String.valueOf(e.getMessage()));
    }
  }
}
