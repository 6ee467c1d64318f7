package objectledger.ops;

/** Ends a command with a message for the operator: a setting is wrong, or AWS refused a call. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
