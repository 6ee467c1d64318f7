package objectledger.ops.status;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.QuickClients;
import software.amazon.awssdk.regions.Region;

/** Says whether a stack works, and what to type where it does not. */
final class StatusCommand {
  /** Moves the cursor to the first line, and empties the screen below. */
  private static final String CLEAR = "\033[H\033[2J";

  /** A machine that does much else may need longer than three seconds, and is told all the same. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private StatusCommand() {}

  /**
   * The arguments are the file of the stack's outputs, which may be missing, and the bucket, the
   * key and the region of Terraform's state.
   */
  public static void main(String[] arguments) {
    Command.main(
        () ->
            run(
                new StatusLook(
                    Command.setting("ENV"),
                    Path.of(arguments[0]),
                    new StatusLook.StatePlace(arguments[1], arguments[2]),
                    new QuickClients(Region.of(arguments[3])),
                    InstantSource.system(),
                    LIMIT)));
  }

  private static int run(StatusLook look) throws IOException {
    var isJson = Command.isSet("JSON");
    if (!Command.isSet("WATCH")) {
      return print(look.look(), isJson, "");
    }
    var seconds = Command.number("WATCH", 0);
    var isTerminal = System.getenv().getOrDefault("plain", "yes").isEmpty();
    while (true) {
      print(look.look(), isJson, isTerminal && !isJson ? CLEAR : "");
      if (!isTerminal && !isJson) {
        System.out.println();
      }
      pause(seconds);
    }
  }

  private static int print(StatusReport report, boolean isJson, String begin) {
    var text = isJson ? report.toJson() : String.join(System.lineSeparator(), report.toScreen());
    System.out.println(begin + text);
    System.out.flush();
    return report.exitCode();
  }

  private static void pause(int seconds) {
    try {
      Thread.sleep(seconds * 1000L);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }
}
