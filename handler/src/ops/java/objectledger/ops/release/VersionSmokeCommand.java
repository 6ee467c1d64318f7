package objectledger.ops.release;

import java.io.IOException;
import java.time.Instant;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/** Tries the version that the setting {@code VERSION} names, before it gets events. */
final class VersionSmokeCommand {
  private VersionSmokeCommand() {}

  /** The only argument is the file of the stack's outputs; {@code VERSION} says which version. */
  public static void main(String[] arguments) {
    Command.main(arguments, VersionSmokeCommand::smoke);
  }

  private static int smoke(DeployedStack deployment) throws IOException {
    var version = Command.number("VERSION", 1);
    LambdaVersions.of(deployment).awaitActive(version, VersionReadinessCommand::pause);
    try (var s3 = deployment.clients().s3()) {
      new VersionSmoke(deployment.stack(), s3, deployment.version(version), version)
          .run(Instant.now());
    }
    System.out.printf("version %s recorded what it was given%n", version);
    return 0;
  }
}
