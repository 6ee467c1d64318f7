package objectledger;

/** Prints the version that a rollback puts live on; {@code TO} may name one. */
final class RollbackTarget {
  private RollbackTarget() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Tool.main(arguments, RollbackTarget::print);
  }

  private static int print(Deployment deployment) {
    System.out.println(deployment.versions().read().rollback(Tool.setting("TO")));
    return 0;
  }
}
