package objectledger.ops.adopt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.AwsClients;
import objectledger.ops.BucketNotification;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.regions.Region;

/**
 * Reads what an existing bucket notifies already, and writes the environment's values with it, into
 * a file beside them: {@code .make/deploy/adopt} compares both with Terraform before it replaces
 * the one by the other.
 */
final class AdoptCommand {
  private final SourceValues source;
  private final Path file;
  private final Path folder;
  private final PrintStream out;

  /**
   * A command.
   *
   * @param file the environment's values
   * @param folder for {@code adopt.tfvars}, the values with the others; {@code adopt.hcl}, the
   *     others alone; {@code adopt.expected}, what Terraform has to read there: JSON in base64
   */
  AdoptCommand(SourceValues source, Path file, Path folder, PrintStream out) {
    this.source = source;
    this.file = file;
    this.folder = folder;
    this.out = out;
  }

  /**
   * The arguments are the environment's values as Terraform reads them, in JSON; their file; and
   * the folder to write to. {@code SOURCE} is the label.
   */
  public static void main(String[] arguments) {
    Command.main(
        () -> {
          var file = Path.of(arguments[1]);
          var source = read(Path.of(arguments[0]), Command.setting("SOURCE"));
          source.check(file.toString());
          var found =
              BucketNotification.read(
                  new AwsClients(Region.of(source.region())), source.bucket(), source.account());
          var out = new PrintStream(System.out, true, UTF_8);
          return new AdoptCommand(source, file, Path.of(arguments[2]), out).run(found);
        });
  }

  static SourceValues read(Path values, String label) throws IOException {
    try (var in = Files.newInputStream(values)) {
      return new SourceValues(JsonValue.read(in), label);
    }
  }

  int run(BucketNotification found) throws IOException {
    var others = new FoundOthers(source, found);
    var theirs = others.others();
    if (theirs.isEmpty() && !source.keepsOthers()) {
      throw new CommandException(
          "%s notifies nobody but this stack: there is nothing to adopt".formatted(source.bucket()),
          List.of("type: make plan ENV=" + source.values().get("environment").text()));
    }
    others.refuseOverlap();
    if (theirs.equals(source.others())) {
      out.printf("%s: sources.%s.others is what it notifies%n", source.bucket(), source.label());
      return 0;
    }
    out.printf(
        "%s notifies %s beside this stack:%n",
        source.bucket(), theirs.isEmpty() ? "nobody" : "others");
    if (theirs.eventBridge()) {
      out.println("* EventBridge: every event");
    }
    theirs.rules().values().forEach(rule -> out.println("* " + TerminalText.of(rule.toString())));
    write(theirs);
    return 0;
  }

  private void write(Others theirs) throws IOException {
    Files.writeString(folder.resolve("adopt.hcl"), ValuesFile.toPaste(theirs) + "\n");
    var others = JsonWriter.toLine(Map.of("others", theirs.toValue()));
    Files.writeString(folder.resolve("adopt.expected"), Base64.getEncoder().encodeToString(others));
    var edited = new ValuesFile(Files.readString(file)).with(source.label(), theirs);
    if (edited.isPresent()) {
      Files.writeString(folder.resolve("adopt.tfvars"), edited.get());
    }
  }
}
