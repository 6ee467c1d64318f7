package objectledger.ops.post;

import java.util.List;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.IngressApi;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What the API is called with, from the settings, for the kind of authorization that it has. */
final class Caller {
  private Caller() {}

  /**
   * The authorization.
   *
   * @throws CommandException if the settings do not suffice, with what to type
   */
  static Authorization of(DeployedStack deployment, IngressApi api) {
    return switch (api.authorization()) {
      case "iam" -> ofCredentials(Region.of(deployment.stack().region()));
      case "cognito" -> Authorization.ofToken(token(deployment, api));
      case "authorizer" -> Authorization.ofToken(required());
      default ->
          throw new CommandException(
              "make post knows no authorization of the kind "
                  + api.authorization()
                  + ": the stack was applied by a newer commit");
    };
  }

  private static Authorization ofCredentials(Region region) {
    try (var credentials = DefaultCredentialsProvider.builder().build()) {
      return Authorization.ofCredentials(credentials.resolveCredentials(), region);
    }
  }

  private static String required() {
    if (!Command.isSet("TOKEN")) {
      throw new CommandException(
          "TOKEN is missing: the API has an authorizer of its own, which asks for one",
          List.of("type the same with TOKEN=…, which is sent in the header Authorization"));
    }
    return Command.setting("TOKEN");
  }

  private static String token(DeployedStack deployment, IngressApi api) {
    if (Command.isSet("TOKEN")) {
      return Command.setting("TOKEN");
    }
    try (var cognito = deployment.clients().cognito()) {
      var tokens = new CognitoTokens(cognito, api);
      // Many a shell has a variable USERNAME: it counts with a password only.
      if (Command.isSet("USERNAME") && Command.isSet("PASSWORD")) {
        return tokens.ofUser(Command.setting("USERNAME"), Command.setting("PASSWORD"));
      }
      if (deployment.stack().environment().equals("local")) {
        return tokens.ofLocalUser();
      }
    }
    throw new CommandException(
        "TOKEN is missing: the API asks for an id token of the pool " + api.userPool(),
        List.of(
            "type the same with TOKEN=…, or with USERNAME=… and the variable PASSWORD, as in:",
            "read -rs PASSWORD && export PASSWORD",
            "make post ENV=%s TABLE=%s USERNAME=…"
                .formatted(deployment.stack().environment(), Command.setting("TABLE"))));
  }
}
