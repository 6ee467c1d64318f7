package objectledger.ops.release;

import java.time.Duration;
import java.util.stream.IntStream;
import objectledger.lambda.Backoff;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/**
 * Waits until versions can run. Lambda publishes a version before it is active; a version with
 * SnapStart also needs its snapshot.
 */
final class VersionReadinessCommand {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int NONE = Integer.MAX_VALUE;

  private VersionReadinessCommand() {}

  /**
   * The only argument is the file of the stack's outputs; {@code VERSION} names a version; the
   * default are the versions that the alias sends events to.
   */
  public static void main(String[] arguments) {
    Command.main(arguments, VersionReadinessCommand::await);
  }

  private static int await(DeployedStack deployment) {
    var versions = LambdaVersions.of(deployment);
    var given = Command.number("VERSION", NONE);
    var awaited = given == NONE ? behindLive(versions.read()) : IntStream.of(given);
    awaited.forEach(version -> versions.awaitActive(version, VersionReadinessCommand::pause));
    return 0;
  }

  /** Between two looks at a version. */
  static void pause() {
    Backoff.sleep(PAUSE);
  }

  /** The version that is live, and the one that has a share of its events. */
  static IntStream behindLive(Versions versions) {
    return IntStream.concat(
        IntStream.of(versions.live()),
        versions.canary().stream().mapToInt(Versions.Canary::version));
  }
}
