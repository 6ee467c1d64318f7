package objectledger.ops.release;

import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/**
 * Prints the versions that a release starts from: that of {@code live}, the canary or 0, the
 * newest.
 */
final class ReleaseStateCommand {
  private ReleaseStateCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, ReleaseStateCommand::print);
  }

  private static int print(DeployedStack deployment) {
    var versions = LambdaVersions.of(deployment).read();
    var canary = versions.canary().map(Versions.Canary::version).orElse(0);
    System.out.printf("%s %s %s%n", versions.live(), canary, versions.newest());
    return 0;
  }
}
