package objectledger.ops.adopt;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import objectledger.json.JsonValue;
import objectledger.ops.AwsClients;
import objectledger.ops.BucketNotification;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Takes the stack's own rules out of the notification of an existing bucket, with one call that
 * leaves everything else as it is. The bucket is that of the applied stack, because the values may
 * have lost its label already.
 *
 * @param source of the values; without others where the label is gone
 * @param outputs of the applied stack
 * @param isManaged whether the stack's state has the bucket's notification
 */
record WithdrawCommand(SourceValues source, JsonValue outputs, boolean isManaged, PrintStream out) {
  /**
   * The arguments are the stack's outputs and the environment's values, in JSON, and the address of
   * the notification in the state, which is empty if it is not there. {@code SOURCE} is the label.
   */
  public static void main(String[] arguments) {
    Command.main(
        () -> {
          var source = AdoptCommand.read(Path.of(arguments[1]), Command.setting("SOURCE"));
          var command =
              new WithdrawCommand(
                  source, outputs(Path.of(arguments[0])), !arguments[2].isEmpty(), System.out);
          var clients = new AwsClients(Region.of(source.region()));
          var bucket = command.bucket();
          var found = BucketNotification.read(clients, bucket, source.account());
          try (var s3 = clients.s3()) {
            return command.run(found, s3);
          }
        });
  }

  private static JsonValue outputs(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      return JsonValue.read(in);
    }
  }

  /** The bucket; outputs of an older commit have one source, which is called {@code source}. */
  String bucket() {
    var sources = outputs.get("sources").get("value");
    var applied = sources.get(source.label());
    var old = outputs.get("source_bucket").get("value");
    if (sources.isAbsent() && !old.isAbsent() && source.label().equals("source")) {
      return old.text();
    }
    if (applied.isAbsent()) {
      throw new CommandException(
          "no source "
              + source.label()
              + " is applied; these are: "
              + String.join(" ", sources.names()),
          List.of("type: make adopt ENV=… SOURCE=… UNDO=1"));
    }
    if (applied.get("created").isEqualTo(true)) {
      throw new CommandException(
          "%s is a bucket of the stack: nobody else's notification is in it"
              .formatted(applied.get("bucket").text()));
    }
    return applied.get("bucket").text();
  }

  int run(BucketNotification found, S3Client s3) {
    var bucket = bucket();
    var function = source.function();
    var keepsEventBridge = found.eventBridge() && !isOurEventBridge();
    var ours = found.rules().stream().filter(rule -> rule.isOf(function)).toList();
    if (ours.isEmpty() && keepsEventBridge == found.eventBridge()) {
      out.printf("%s: nothing of this stack is in its notification%n", bucket);
    } else {
      // What stays was checked when it was set, and a target that is gone since would stop this.
      s3.putBucketNotificationConfiguration(
          request ->
              request
                  .bucket(bucket)
                  .expectedBucketOwner(source.account())
                  .skipDestinationValidation(true)
                  .notificationConfiguration(found.without(function, keepsEventBridge)));
      ours.forEach(rule -> out.println("removed " + TerminalText.of(rule.toString())));
      if (found.eventBridge() && !keepsEventBridge) {
        out.println("switched off EventBridge, which nobody else was said to use");
      }
    }
    found
        .foreign(function)
        .forEach(rule -> out.println("kept " + TerminalText.of(rule.toString())));
    if (keepsEventBridge) {
      out.println("kept EventBridge");
    }
    return 0;
  }

  /**
   * Whether EventBridge is on for this stack alone, as what is applied says: values may be others
   * by now. It stays on where outputs of an older commit do not say it.
   */
  private boolean isOurEventBridge() {
    var applied = outputs.get("sources").get("value").get(source.label());
    return isManaged
        && applied.get("others_eventbridge").isEqualTo(false)
        && Stream.of("trigger", "switching_from")
            .anyMatch(name -> applied.get(name).textOrEmpty().equals("eventbridge"));
  }
}
