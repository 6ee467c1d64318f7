package objectledger.ops.release;

import java.util.stream.IntStream;
import objectledger.ops.Deployment;
import objectledger.ops.Tool;
import objectledger.ops.Wait;

/**
 * Waits until the versions that get events, or are to get them, can run. Lambda publishes a version
 * before it is ready, and makes a snapshot of it first where it starts from one.
 */
public final class VersionReadiness {
  private static final int NONE = Integer.MAX_VALUE;

  private VersionReadiness() {}

  /**
   * The only argument is the file of the stack's outputs; {@code VERSION} names a version, and
   * without it those are meant that the alias sends events to.
   */
  public static void main(String[] arguments) {
    Tool.main(arguments, VersionReadiness::await);
  }

  private static int await(Deployment deployment) {
    var versions = LambdaVersions.of(deployment);
    var given = Tool.number("VERSION", NONE);
    var awaited = given == NONE ? behindLive(versions.read()) : IntStream.of(given);
    awaited.forEach(version -> versions.awaitActive(version, tries -> Wait.sleep(5_000)));
    return 0;
  }

  /** The version that is live, and the one that has a share of its events. */
  public static IntStream behindLive(Versions versions) {
    return IntStream.concat(
        IntStream.of(versions.live()),
        versions.canary().stream().mapToInt(Versions.Canary::version));
  }
}
