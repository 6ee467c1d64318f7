package objectledger.ops;

/** Checks the setting {@code SOURCE} before anything is done that takes its time. */
final class SourceCommand {
  private SourceCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(
        arguments,
        deployment -> {
          deployment.stack().sources().selected(Command.setting("SOURCE"));
          return 0;
        });
  }
}
