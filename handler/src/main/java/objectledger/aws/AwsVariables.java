package objectledger.aws;

import java.util.Map;
import java.util.Optional;

/**
 * The environment variables of AWS. An empty variable counts as not set, as in the AWS CLI: the SDK
 * for Java would use {@code AWS_ENDPOINT_URL=""} as an endpoint, and every call would fail.
 */
public record AwsVariables(Map<String, String> environment) {

  Optional<String> get(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }

  /** A setting in the order of the SDK: the system property, then the variable. */
  public Optional<String> get(String variable, String property) {
    return Optional.ofNullable(System.getProperty(property))
        .filter(value -> !value.isEmpty())
        .or(() -> get(variable));
  }

  /**
   * The custom endpoint of a service, or the one for all services.
   *
   * @param variable suffix of the variable, such as {@code S3}
   * @param property suffix of the system property, such as {@code S3}
   */
  public Optional<String> endpoint(String variable, String property) {
    return get("AWS_ENDPOINT_URL_" + variable, "aws.endpointUrl" + property)
        .or(() -> get("AWS_ENDPOINT_URL", "aws.endpointUrl"));
  }

  public boolean usesFips() {
    return isTrue("AWS_USE_FIPS_ENDPOINT", "aws.useFipsEndpoint");
  }

  public boolean usesDualStack() {
    return isTrue("AWS_USE_DUALSTACK_ENDPOINT", "aws.useDualstackEndpoint");
  }

  private boolean isTrue(String variable, String property) {
    return get(variable, property).map(Boolean::valueOf).orElse(false);
  }
}
