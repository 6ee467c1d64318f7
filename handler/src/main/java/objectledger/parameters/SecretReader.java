package objectledger.parameters;

import java.net.URI;
import java.util.Map;
import objectledger.aws.AwsClientDefaults;
import objectledger.aws.AwsVariables;
import objectledger.aws.CallLimit;
import objectledger.json.JsonText;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import objectledger.lambda.TimeLimiter;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.endpoints.SecretsManagerEndpointParams;
import software.amazon.awssdk.services.secretsmanager.endpoints.SecretsManagerEndpointProvider;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.utils.CompletableFutureUtils;

/**
 * Reads the secret of the parameter context from AWS Secrets Manager. The client is created on
 * first use.
 */
public final class SecretReader {
  private final String name;
  private final String region;
  private final Map<String, String> environment;
  private final TimeLimiter timeLimiter = new TimeLimiter("Secrets Manager");
  private SecretsManagerClient client;

  SecretReader(String name, String region, Map<String, String> environment) {
    this.name = name;
    this.region = region;
    this.environment = environment;
  }

  /**
   * Reads the present value of the secret.
   *
   * @throws FailureException if it cannot be read; the message contains only the error code of the
   *     response
   * @throws DeadlineExceededException if no time is left
   */
  String read(Deadline deadline) {
    var request =
        GetSecretValueRequest.builder()
            .secretId(name)
            .overrideConfiguration(CallLimit.of(deadline))
            .build();
    String answer;
    try {
      answer =
          timeLimiter.call(
              deadline.remaining(), () -> client().getSecretValue(request).secretString());
    } catch (AwsServiceException e) {
      throw refusal(e);
    } catch (DeadlineExceededException e) {
      throw e;
    } catch (RuntimeException e) {
      // The cause is dropped, because its message can quote a response that could not be parsed:
      // the secret.
      throw new FailureException(
          FailureKind.RETRY, quoted() + " could not be read: " + e.getClass().getSimpleName());
    }
    if (answer == null) {
      throw new FailureException(
          FailureKind.FORBIDDEN, quoted() + " is binary: put a JSON object there");
    }
    return answer;
  }

  private synchronized SecretsManagerClient client() {
    if (client == null) {
      client =
          SecretsManagerClient.builder()
              .region(Region.of(region))
              .endpointOverride(endpoint(region, environment))
              // The endpoint includes both already.
              .fipsEnabled(false)
              .dualstackEnabled(false)
              .credentialsProvider(AwsClientDefaults.credentials(environment))
              .httpClient(AwsClientDefaults.http())
              .overrideConfiguration(
                  configuration ->
                      configuration
                          // Lambda has no profile files; this saves the search.
                          .defaultProfileFile(ProfileFile.aggregator().build())
                          .retryStrategy(AwsClientDefaults.retries(e -> false)))
              .build();
    }
    return client;
  }

  /** The endpoint by the SDK's rules and the environment. */
  public static URI endpoint(String region, Map<String, String> environment) {
    var variables = new AwsVariables(environment);
    var asked =
        SecretsManagerEndpointParams.builder()
            .region(Region.of(region))
            .endpoint(variables.endpoint("SECRETS_MANAGER", "SecretsManager").orElse(null))
            .useFips(variables.usesFips())
            .useDualStack(variables.usesDualStack())
            .build();
    var found = SecretsManagerEndpointProvider.defaultProvider().resolveEndpoint(asked);
    return CompletableFutureUtils.joinLikeSync(found).endpointUrl().toUri();
  }

  /** Secrets Manager returns status 400 for every reason; the error code distinguishes them. */
  private FailureException refusal(AwsServiceException e) {
    var code = e.awsErrorDetails() == null ? "" : String.valueOf(e.awsErrorDetails().errorCode());
    var passes =
        e.statusCode() >= 500 || e.isThrottlingException() || code.startsWith("ExpiredToken");
    return new FailureException(
        passes ? FailureKind.RETRY : FailureKind.FORBIDDEN,
        "%s could not be read: %s (status %s, request %s)"
            .formatted(
                quoted(), JsonText.oneLine(code), e.statusCode(), JsonText.oneLine(e.requestId())));
  }

  private String quoted() {
    return "the secret " + JsonText.quote(name);
  }
}
