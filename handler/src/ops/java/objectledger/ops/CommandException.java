package objectledger.ops;

import java.util.List;

/** Ends a command with a message for the operator: a setting is wrong, or AWS refused a call. */
public class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String[] cures;

  public CommandException(String message) {
    this(message, List.of());
  }

  /**
   * A message and what can be done about it.
   *
   * @param cures a line each
   */
  public CommandException(String message, List<String> cures) {
    super(message);
    this.cures = cures.toArray(String[]::new);
  }

  public CommandException(String message, Throwable cause) {
    super(message, cause);
    this.cures = new String[0];
  }

  /** What can be done about it, a line each. */
  public final List<String> cures() {
    return List.of(cures);
  }
}
