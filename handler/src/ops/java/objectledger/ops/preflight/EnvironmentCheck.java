package objectledger.ops.preflight;

import java.util.List;
import java.util.function.Function;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * Whether Lambda decrypts a function's environment variables for the plan role. Where it does not,
 * {@code GetFunction} answers without them, and each plan of that role would set them again.
 */
record EnvironmentCheck(
    StsClient sts, LambdaClient own, Function<Credentials, LambdaClient> as, Account account) {
  private static final String NAME = "plan role reads the environment";

  List<Finding> run(String role, List<String> functions) {
    for (var name : functions) {
      try {
        own.getFunctionConfiguration(request -> request.functionName(name));
      } catch (ResourceNotFoundException e) {
        continue;
      }
      return as(role, name);
    }
    return List.of(Finding.notAsked(NAME, "no function is there yet: ask again after the apply"));
  }

  private List<Finding> as(String role, String function) {
    Credentials credentials;
    try {
      credentials =
          sts.assumeRole(r -> r.roleArn(account.role(role)).roleSessionName("preflight"))
              .credentials();
    } catch (AwsServiceException e) {
      if (!Findings.isDenied(e)) {
        throw e;
      }
      return List.of(
          Finding.notAsked(
              NAME,
              "only jobs of GitHub may become "
                  + role
                  + ": its rows above have kms:Decrypt, and"
                  + " the first pull request's plan shows it"));
    }
    try (var lambda = as.apply(credentials)) {
      return List.of(read(lambda.getFunctionConfiguration(r -> r.functionName(function)), role));
    }
  }

  private Finding read(GetFunctionConfigurationResponse found, String role) {
    var environment = found.environment();
    return environment == null || environment.error() == null
        ? Finding.ok(NAME, found.functionName() + ", as " + role)
        : Finding.mistake(
            NAME,
            "Lambda does not decrypt the environment of %s for %s: %s"
                .formatted(found.functionName(), role, environment.error().message()),
            account.make("bootstrap"),
            "and take away what denies " + role + " kms:Decrypt through Lambda");
  }
}
