package objectledger.ops.changes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import objectledger.changes.Declaration;
import objectledger.changes.Declarations;
import objectledger.changes.TargetTable;
import objectledger.json.JsonText;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.ops.ChangesFunction;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.parameters.ParameterProvider;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/** The label that the setting {@code CHANGES} names, and the table of its changes. */
record DeclaredLabel(ChangesFunction function, Declaration declaration) {
  private static final int CALL_MILLIS = 60_000;

  /**
   * The label of the setting.
   *
   * @throws CommandException if the stack has none of that name
   */
  static DeclaredLabel of(DeployedStack deployment, String target) {
    var label = Command.setting("CHANGES");
    var function =
        deployment
            .changes()
            .orElseThrow(
                () ->
                    new CommandException(
                        "the stack writes no changes: set changes = { … } in terraform.tfvars,"
                            + " then: make plan apply"));
    var declared =
        Declarations.read(function.declarations().getBytes(StandardCharsets.UTF_8)).labels();
    if (!declared.containsKey(label)) {
      throw function.unknown(
          label,
          near ->
              "make %s ENV=%s CHANGES=%s"
                  .formatted(target, deployment.stack().environment(), near));
    }
    return new DeclaredLabel(function, declared.get(label));
  }

  /** The table, with the user and the password as the function finds them. */
  TargetTable table(DeployedStack deployment) {
    var context = System.getenv().getOrDefault("PARAMETER_CONTEXT", "");
    var parameters =
        new ParameterProvider(
            System.getenv(),
            context,
            Duration.ofMinutes(5),
            deadline -> secret(deployment, context),
            InstantSource.system());
    return new TargetTable(declaration.target(), parameters);
  }

  private static String secret(DeployedStack deployment, String context) {
    try (var secrets = deployment.clients().secrets()) {
      return text(secrets, context);
    }
  }

  private static String text(SecretsManagerClient secrets, String context) {
    return secrets.getSecretValue(get -> get.secretId(context)).secretString();
  }

  /** A minute for one call of the database. */
  static Deadline deadline() {
    var end = System.nanoTime() + Duration.ofMillis(CALL_MILLIS).toNanos();
    return new Deadline(() -> (int) ((end - System.nanoTime()) / 1_000_000));
  }

  /** What to say where the database does not do what it is asked for. */
  CommandException refused(FailureException failure, String environment, String command) {
    var target = declaration.target();
    var message = JsonText.oneLine(failure.getMessage());
    var table = "make table ENV=%s CHANGES=%s APPLY=1".formatted(environment, declaration.label());
    return new CommandException(
        "table %s.%s, port %s: %s"
            .formatted(target.schema(), target.table(), target.port(), message),
        DatabaseCures.of(target, message, table, command));
  }
}
