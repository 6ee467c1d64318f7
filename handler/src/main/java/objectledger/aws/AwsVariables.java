package objectledger.aws;

import java.util.Map;
import java.util.Optional;

/**
 * AWS's variables of the environment. One that is empty counts as one that is not set, as it does
 * for AWS's command line: the SDK for Java takes {@code AWS_ENDPOINT_URL=""} for an address, and
 * every call fails.
 */
public record AwsVariables(Map<String, String> environment) {

  Optional<String> get(String variable) {
    return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isEmpty());
  }

  /** As the SDK looks for a setting: a system property goes before a variable. */
  public Optional<String> get(String variable, String property) {
    return Optional.ofNullable(System.getProperty(property))
        .filter(value -> !value.isEmpty())
        .or(() -> get(variable));
  }

  /**
   * The endpoint that is set for a service, or else for all.
   *
   * @param variable the end of its variable, as {@code S3}
   * @param property the end of its system property, as {@code S3}
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
