package objectledger.ops.post;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.function.Consumer;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.FakeAws;
import objectledger.ops.IngressApi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Proves, over real HTTP, that an id token is asked for, and what is said where there is none. */
class CognitoTokensTest {
  private static final String TOKENS =
      "{\"AuthenticationResult\":{\"IdToken\":\"the id token\",\"AccessToken\":\"another\"}}";

  private final FakeAws aws = new FakeAws();
  private final CognitoTokens tokens =
      new CognitoTokens(
          aws.client(CognitoIdentityProviderClient.builder()),
          new IngressApi("api", "v1", "https://x", "bucket", "cognito", "the-pool", "the-client"));

  @AfterEach
  void stop() {
    aws.close();
  }

  private static JsonValue body(FakeAws.Request request) {
    return new JsonValue("", JsonReader.read(request.text()));
  }

  private static String target(FakeAws.Request request) {
    return request.headers().getFirst("X-Amz-Target").replaceFirst(".*\\.", "");
  }

  private FakeAws refusal(String type, String message) {
    return aws.reply(
        400,
        Map.of("X-Amzn-ErrorType", type),
        "{\"__type\":\"%s\",\"message\":\"%s\"}".formatted(type, message).getBytes(UTF_8));
  }

  @Test
  void userGetsTheIdTokenOfTheClient() {
    aws.reply(200, TOKENS);

    assertThat(tokens.ofUser("ann", "secret")).isEqualTo("the id token");

    var request = aws.requests().getFirst();
    assertThat(target(request)).isEqualTo("InitiateAuth");
    assertThat(body(request).get("AuthFlow").text()).isEqualTo("USER_PASSWORD_AUTH");
    assertThat(body(request).get("ClientId").text()).isEqualTo("the-client");
    assertThat(body(request).get("AuthParameters").value())
        .isEqualTo(Map.of("USERNAME", "ann", "PASSWORD", "secret"));
  }

  @Test
  void temporaryPasswordIsNamedWithTheCommandThatReplacesIt() {
    aws.reply(200, "{\"ChallengeName\":\"NEW_PASSWORD_REQUIRED\",\"Session\":\"s\"}");

    assertProblem(
        problem -> {
          assertThat(problem.getMessage()).contains("the password of ann is a temporary one");
          assertThat(problem.cures().getFirst())
              .contains("admin-set-user-password --user-pool-id the-pool --username ann");
        });
  }

  @Test
  void anotherChallengeIsNamed() {
    aws.reply(200, "{\"ChallengeName\":\"SOFTWARE_TOKEN_MFA\",\"Session\":\"s\"}");

    assertProblem(problem -> assertThat(problem.getMessage()).contains("SOFTWARE_TOKEN_MFA"));
  }

  @Test
  void wrongPasswordAndAClientWithoutThisFlowAreNamed() {
    refusal("NotAuthorizedException", "Incorrect username or password.");
    assertProblem(
        problem ->
            assertThat(problem.getMessage())
                .isEqualTo("Cognito gives ann no token: Incorrect username or password."));

    refusal("InvalidParameterException", "USER_PASSWORD_AUTH flow not enabled for this client");
    assertProblem(
        problem ->
            assertThat(problem.cures().getFirst())
                .isEqualTo("the client the-client has to allow ALLOW_USER_PASSWORD_AUTH"));
  }

  private void assertProblem(Consumer<CommandException> check) {
    assertThatThrownBy(() -> tokens.ofUser("ann", "secret"))
        .isInstanceOfSatisfying(CommandException.class, check);
  }

  @Test
  void localUserIsMadeOnceAndGetsAPasswordOfItsOwnEachTime() {
    aws.reply(200, "{}").reply(200, "{}").reply(200, TOKENS);
    assertThat(tokens.ofLocalUser()).isEqualTo("the id token");
    refusal("UsernameExistsException", "User account already exists");
    aws.reply(200, "{}").reply(200, TOKENS);
    assertThat(tokens.ofLocalUser()).isEqualTo("the id token");

    assertThat(aws.requests().stream().map(CognitoTokensTest::target))
        .containsExactly(
            "AdminCreateUser",
            "AdminSetUserPassword",
            "InitiateAuth",
            "AdminCreateUser",
            "AdminSetUserPassword",
            "InitiateAuth");
    var first = body(aws.requests().get(1));
    assertThat(first.get("Permanent").value()).isEqualTo(true);
    assertThat(first.get("UserPoolId").text()).isEqualTo("the-pool");
    assertThat(first.get("Password").text())
        .matches("Aa1![0-9a-f]{32}")
        .isNotEqualTo(body(aws.requests().get(4)).get("Password").text());
  }
}
