package objectledger.ops.post;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.IngressApi;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UsernameExistsException;

/** Gets id tokens of a user pool: the API takes no access tokens. */
final class CognitoTokens {
  /** The user that is made where nobody else has one: in the local environment. */
  private static final String LOCAL_USER = "make-post";

  private static final int PASSWORD_BYTES = 16;

  private final CognitoIdentityProviderClient cognito;
  private final IngressApi api;

  CognitoTokens(CognitoIdentityProviderClient cognito, IngressApi api) {
    this.cognito = cognito;
    this.api = api;
  }

  /**
   * A token of a user.
   *
   * @throws CommandException if Cognito gives none, with what to type
   */
  String ofUser(String user, String password) {
    try {
      var answer =
          cognito.initiateAuth(
              request ->
                  request
                      .authFlow(AuthFlowType.USER_PASSWORD_AUTH)
                      .clientId(api.client())
                      .authParameters(Map.of("USERNAME", user, "PASSWORD", password)));
      if (answer.challengeName() == ChallengeNameType.NEW_PASSWORD_REQUIRED) {
        throw new CommandException(
            "the password of %s is a temporary one: it has to be replaced first".formatted(user),
            List.of(
                "type: aws cognito-idp admin-set-user-password --user-pool-id %s --username %s"
                        .formatted(api.userPool(), user)
                    + " --password … --permanent",
                "an upper-case and a lower-case letter, a digit and a symbol have to be in it"));
      }
      if (answer.authenticationResult() == null) {
        throw new CommandException(
            "Cognito asks %s for %s, which make post cannot answer"
                .formatted(user, answer.challengeNameAsString()),
            List.of("get an id token in another way, then type the same with TOKEN=…"));
      }
      return answer.authenticationResult().idToken();
    } catch (NotAuthorizedException | UserNotFoundException e) {
      throw new CommandException(
          "Cognito gives %s no token: %s".formatted(user, e.awsErrorDetails().errorMessage()),
          List.of(
              "the users: aws cognito-idp list-users --user-pool-id " + api.userPool(),
              "the password is read from the variable PASSWORD"));
    } catch (InvalidParameterException e) {
      throw new CommandException(
          "Cognito gives no token: " + e.awsErrorDetails().errorMessage(),
          List.of("the client %s has to allow ALLOW_USER_PASSWORD_AUTH".formatted(api.client())));
    }
  }

  /** A token of a user that is made for it, with a password that nobody else knows. */
  String ofLocalUser() {
    try {
      cognito.adminCreateUser(
          create ->
              create
                  .userPoolId(api.userPool())
                  .username(LOCAL_USER)
                  .messageAction(MessageActionType.SUPPRESS));
    } catch (UsernameExistsException e) {
      // It was made by an earlier command.
    }
    var random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    var password = "Aa1!" + HexFormat.of().formatHex(random);
    cognito.adminSetUserPassword(
        set ->
            set.userPoolId(api.userPool()).username(LOCAL_USER).password(password).permanent(true));
    return ofUser(LOCAL_USER, password);
  }
}
