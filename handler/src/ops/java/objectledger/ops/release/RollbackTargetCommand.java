package objectledger.ops.release;

import objectledger.ops.Command;
import objectledger.ops.DeployedStack;

/** Prints the version of {@code live} after a rollback; {@code TO} may name one. */
final class RollbackTargetCommand {
  private RollbackTargetCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, RollbackTargetCommand::print);
  }

  private static int print(DeployedStack deployment) {
    System.out.println(LambdaVersions.of(deployment).read().rollback(Command.setting("TO")));
    return 0;
  }
}
