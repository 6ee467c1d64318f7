package objectledger.ops.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.nio.file.Path;
import objectledger.ops.AwsClients;
import objectledger.ops.Command;
import objectledger.ops.Progress;
import software.amazon.awssdk.regions.Region;

/**
 * Looks at the account of an environment before the first apply, and changes nothing. The arguments
 * are the folder that the script filled, and the file with the rows of the access matrix. The exit
 * code is 1 where something is a mistake, or may not be asked.
 */
final class PreflightCommand {
  private PreflightCommand() {}

  public static void main(String[] arguments) {
    Command.main(
        () -> {
          var files = new PreflightFiles(Path.of(arguments[0]), Path.of(arguments[1]));
          var region = Region.of(files.values().get("region").text());
          var terminal = System.getenv().getOrDefault("plain", "yes").isEmpty();
          var progress = new Progress(System.err, terminal, System::nanoTime);
          var found =
              new Preflight(files, PreflightClients.of(new AwsClients(region)), progress).run();
          var out = new PrintStream(System.out, true, UTF_8);
          var table = new FindingTable(found);
          if (Command.isSet("JSON")) {
            table.printJson(out);
          } else {
            table.print(out);
          }
          return found.stream().anyMatch(Finding::stops) ? 1 : 0;
        });
  }
}
