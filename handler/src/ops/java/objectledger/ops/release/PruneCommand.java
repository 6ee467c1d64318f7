package objectledger.ops.release;

import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/** Deletes old versions of the function that no alias uses. */
final class PruneCommand {
  private static final int DEFAULT_KEEP = 5;

  private PruneCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, PruneCommand::prune);
  }

  private static int prune(DeployedStack deployment) {
    var keep = Command.number("KEEP", DEFAULT_KEEP);
    var dry = Command.isSet("DRY_RUN");
    var catalogue = LambdaVersions.of(deployment);
    var versions = catalogue.read();
    var prunable = versions.prunable(keep);
    for (var version : prunable) {
      if (!dry) {
        catalogue.delete(version);
      }
      System.out.printf("version %s %s%n", version, dry ? "would be deleted" : "is deleted");
    }
    System.out.printf(
        "prune: %s of %s versions %s; live is on %s%n",
        prunable.size(),
        versions.published().size(),
        dry ? "would be deleted" : "deleted",
        versions.live());
    return 0;
  }
}
