package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import objectledger.FakeReceiver;
import objectledger.FaultyS3Server;
import objectledger.FunctionProcess;
import objectledger.ModelS3;
import objectledger.TestEvents;
import objectledger.parameters.SecretReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;

/** Proves that a variable of AWS's which is empty counts as one that is not set. */
class AwsVariablesTest {
  private static final String REGION = "eu-west-1";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS_ENDPOINT_URL",
        "AWS_ENDPOINT_URL_S3",
        "AWS_ENDPOINT_URL_SECRETS_MANAGER",
        "AWS_USE_FIPS_ENDPOINT",
        "AWS_USE_DUALSTACK_ENDPOINT",
      })
  void endpointIsTheUsualOneWhereAVariableIsEmpty(String name) {
    var empty = Map.of(name, "");

    assertThat(S3Endpoint.of("a-bucket", REGION, empty).uri())
        .isEqualTo(URI.create("https://a-bucket.s3.eu-west-1.amazonaws.com"));
    assertThat(SecretReader.endpoint(REGION, empty))
        .isEqualTo(URI.create("https://secretsmanager.eu-west-1.amazonaws.com"));
  }

  @Test
  void endpointOfAllServicesIsUsedWhereThatOfAServiceIsEmpty() {
    var variables =
        Map.of(
            "AWS_ENDPOINT_URL",
            "https://127.0.0.1:8443",
            "AWS_ENDPOINT_URL_S3",
            "",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            "");

    assertThat(S3Endpoint.of("a-bucket", REGION, variables).uri())
        .isEqualTo(URI.create("https://127.0.0.1:8443/a-bucket"));
    assertThat(SecretReader.endpoint(REGION, variables))
        .isEqualTo(URI.create("https://127.0.0.1:8443"));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AWS_USE_FIPS_ENDPOINT,      true, https://secretsmanager-fips.eu-west-1.amazonaws.com
          AWS_USE_DUALSTACK_ENDPOINT, true, https://secretsmanager.eu-west-1.amazonaws.com
          AWS_ENDPOINT_URL,           https://all.example, https://all.example
          AWS_ENDPOINT_URL_SECRETS_MANAGER, https://own.example, https://own.example
          """)
  void environmentSaysWhichKindOfEndpointOfSecretsManager(String name, String value, URI uri) {
    assertThat(SecretReader.endpoint(REGION, Map.of(name, value))).isEqualTo(uri);
  }

  @Test
  void systemPropertyGoesBeforeAVariableUnlessItIsEmpty() {
    var variables = new AwsVariables(Map.of("A_VARIABLE", "of the environment"));
    try {
      System.setProperty("a.property", "");
      assertThat(variables.get("A_VARIABLE", "a.property")).hasValue("of the environment");
      System.setProperty("a.property", "of the system");
      assertThat(variables.get("A_VARIABLE", "a.property")).hasValue("of the system");
    } finally {
      System.clearProperty("a.property");
    }
  }

  @Test
  void credentialsAreLookedForWhereAVariableIsNotEmpty() {
    var address = "AWS_CONTAINER_CREDENTIALS_FULL_URI";
    var key = "AWS_ACCESS_KEY_ID";

    assertThat(AwsClientDefaults.credentials(Map.of(address, "http://127.0.0.1/")))
        .isInstanceOf(ContainerCredentialsProvider.class);
    assertThat(AwsClientDefaults.credentials(Map.of(address, "", key, "AKIA")))
        .isInstanceOf(EnvironmentVariableCredentialsProvider.class);
    assertThat(AwsClientDefaults.credentials(Map.of(address, "", key, "")))
        .isInstanceOf(DefaultCredentialsProvider.class);
  }

  @Test
  void functionRecordsAndReadsItsSecretWhereVariablesAreEmpty() throws IOException {
    var model = new ModelS3(ModelS3.Versioning.ENABLED);
    try (var server = new FaultyS3Server(model);
        var receiver = new FakeReceiver();
        var function = new FunctionProcess(folder, withEmptyVariables(receiver), List.of())) {
      function.awaitStart();

      function.tryToInvoke(TestEvents.notification(model.put("a/_SUCCESS", "hello")));

      assertThat(function.output()).contains("\"message\":\"recorded\"");
      assertThat(receiver.requests()).hasSize(1);
      assertThat(server.requests(FaultyS3Server.Call.GET_SECRET)).hasSize(1);
    }
  }

  private static Map<String, String> withEmptyVariables(FakeReceiver receiver) {
    var environment =
        new HashMap<>(FunctionProcess.onDemand(System.getProperty("aws.endpointUrl")));
    environment.putAll(FunctionProcess.workflow(receiver.url()));
    for (var name :
        List.of(
            "AWS_ENDPOINT_URL_S3",
            "AWS_ENDPOINT_URL_SECRETS_MANAGER",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_SESSION_TOKEN",
            "AWS_USE_FIPS_ENDPOINT",
            "AWS_USE_DUALSTACK_ENDPOINT",
            "AWS_PROFILE",
            "CONCURRENCY",
            "LATEST_ENABLED",
            "LOG_LEVEL")) {
      environment.put(name, "");
    }
    return environment;
  }
}
