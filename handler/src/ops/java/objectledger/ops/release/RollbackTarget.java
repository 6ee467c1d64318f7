package objectledger.ops.release;

import objectledger.ops.Deployment;
import objectledger.ops.Tool;

/** Prints the version that a rollback puts live on; {@code TO} may name one. */
final class RollbackTarget {
  private RollbackTarget() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Tool.main(arguments, RollbackTarget::print);
  }

  private static int print(Deployment deployment) {
    System.out.println(LambdaVersions.of(deployment).read().rollback(Tool.setting("TO")));
    return 0;
  }
}
