package objectledger.ops.verify;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.CloudWatchException;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataRequest;
import software.amazon.awssdk.services.cloudwatch.model.PutMetricDataResponse;

/** A CloudWatch that keeps the values of the one metric, or refuses them. */
final class KeptMetric implements CloudWatchClient {
  final List<Double> values = new ArrayList<>();
  boolean refuses;

  @Override
  public PutMetricDataResponse putMetricData(PutMetricDataRequest request) {
    if (refuses) {
      throw (CloudWatchException)
          CloudWatchException.builder().statusCode(403).message("AccessDenied").build();
    }
    values.add(request.metricData().getFirst().value());
    return PutMetricDataResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
