package objectledger.ops;

/** AWS refuses what a tool asks for: the tool ends, and a person reads why. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public CommandException(String message) {
    super(message);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
