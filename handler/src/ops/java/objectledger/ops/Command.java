package objectledger.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.lambda.DeadlineExceededException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A command that an operator runs on a deployed stack. It ends with an exit code, and with a
 * message in place of a stack trace.
 */
public interface Command {
  /** Runs the command and returns the exit code. */
  int run(DeployedStack deployment) throws IOException;

  /**
   * Runs a command, whose first argument is the file of the stack's outputs, and ends the process.
   */
  static void main(String[] arguments, Command tool) {
    main(() -> tool.run(DeployedStack.read(Path.of(arguments[0]))));
  }

  /** Runs what needs no stack, or reads it itself, and ends the process. */
  static void main(Action action) {
    System.exit(code(action));
  }

  /** What a command does, with its exit code. */
  @FunctionalInterface
  interface Action {
    int run() throws IOException;
  }

  /** Runs what a command does; where it fails, says why, and the exit code is 1. */
  static int code(Action action) {
    try {
      return action.run();
    } catch (SdkClientException e) {
      System.err.println("error: " + TerminalText.of(withCure(String.valueOf(e.getMessage()))));
    } catch (CommandException e) {
      report(e);
    } catch (UncheckedIOException e) {
      System.err.println("error: " + TerminalText.of(String.valueOf(e.getCause().getMessage())));
    } catch (IOException | DeadlineExceededException | InvalidInputException | SdkException e) {
      System.err.println("error: " + TerminalText.of(String.valueOf(e.getMessage())));
    }
    return 1;
  }

  /** Prints what is wrong, and what can be done about it. */
  static void report(CommandException problem) {
    System.err.println("error: " + TerminalText.of(String.valueOf(problem.getMessage())));
    problem.cures().forEach(cure -> System.err.println("  " + TerminalText.of(cure)));
  }

  /** The SDK lists every place where it has looked for credentials, and no way to get some. */
  private static String withCure(String message) {
    return message.startsWith("Unable to load credentials")
        ? "AWS accepts no credentials of yours: type aws sso login (version 2 of the AWS CLI), or"
            + " export AWS_PROFILE=…"
        : message;
  }

  /**
   * The value of a setting, as the make target passes it on; empty if it is not given.
   *
   * @throws CommandException if its bytes are not UTF-8
   */
  static String setting(String name) {
    var given = GivenSettings.parse(System.getProperty("objectledger.settings", ""));
    return given.value(name).orElseGet(() -> System.getenv().getOrDefault(name, ""));
  }

  /** Whether a setting is given. */
  static boolean isSet(String name) {
    return !setting(name).isEmpty();
  }

  /**
   * The number in a setting, or its default.
   *
   * @throws CommandException if it is not a whole number of 1 or more
   */
  static int number(String name, int defaultValue) {
    var value = setting(name);
    if (!value.isEmpty() && !value.matches("[1-9][0-9]{0,8}")) {
      throw new CommandException(
          name + " is " + JsonText.quote(value) + ": set a whole number of 1 or more");
    }
    return value.isEmpty() ? defaultValue : Integer.parseInt(value);
  }
}
