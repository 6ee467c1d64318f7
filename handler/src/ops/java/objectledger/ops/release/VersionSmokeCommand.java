package objectledger.ops.release;

import java.io.IOException;
import java.time.Instant;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import objectledger.ops.Sources;

/** Tries the version that the setting {@code VERSION} names, before it gets events. */
final class VersionSmokeCommand {
  private VersionSmokeCommand() {}

  /** The only argument is the file of the stack's outputs; {@code VERSION} says which version. */
  public static void main(String[] arguments) {
    Command.main(arguments, VersionSmokeCommand::smoke);
  }

  private static int smoke(DeployedStack deployment) throws IOException {
    var version = Command.number("VERSION", 1);
    var source = source(deployment.stack().sources());
    LambdaVersions.of(deployment).awaitActive(version, VersionReadinessCommand::pause);
    try (var s3 = deployment.clients().s3()) {
      new VersionSmoke(deployment.stack(), source, s3, deployment.version(version), version)
          .run(Instant.now());
    }
    System.out.printf("version %s recorded what it was given of %s%n", version, source.inWords());
    return 0;
  }

  /**
   * The first source that has creations recorded, or else the first one: the version is invoked
   * whether the source would have the event sent or not.
   */
  static Source source(Sources sources) {
    return sources.all().stream()
        .filter(source -> source.records("ObjectCreated:Put"))
        .findFirst()
        .orElseGet(() -> sources.first(""));
  }
}
