package objectledger.ops.backfill;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import objectledger.json.JsonText;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Which objects to record, and how fast.
 *
 * @param prefix of the keys; empty for all
 * @param allVersions whether to record every version, not only the current objects
 * @param rate objects a second at most; 0 for no limit
 * @param pageSize objects between two checkpoints
 */
record BackfillRequest(String prefix, boolean allVersions, int rate, int pageSize) {
  private static final int PAGE = 1_000;

  /**
   * The request in the settings {@code PREFIX}, {@code VERSIONS}, {@code RATE} and {@code PAGE}.
   *
   * @throws CommandException if the stack does not record such objects, or a setting is wrong
   */
  static BackfillRequest of(StackOutputs stack) {
    var prefix = Command.setting("PREFIX");
    var versions = Command.setting("VERSIONS");
    if (!versions.isEmpty() && !versions.equals("all")) {
      throw new CommandException(
          "VERSIONS is " + JsonText.quote(versions) + ": set VERSIONS=all, or nothing");
    }
    if (!prefix.startsWith(stack.keyPrefix())) {
      throw new CommandException(
          "the stack records keys that begin with %s only: set such a PREFIX"
              .formatted(JsonText.quote(stack.keyPrefix())));
    }
    var rate = Command.isSet("RATE") ? Command.number("RATE", 1) : 0;
    var page = Math.min(PAGE, Command.number("PAGE", PAGE));
    return new BackfillRequest(prefix, !versions.isEmpty(), rate, page);
  }

  /**
   * Reports that the listing had no object, and returns the exit code: an empty bucket is a
   * success, and a prefix without a key may be misspelled.
   */
  int foundNothing(StackOutputs stack, PrintStream out) {
    var where = "bucket " + stack.sourceBucket();
    if (prefix.isEmpty() && stack.keySuffixes().isEmpty()) {
      out.println("the " + where + " is empty: nothing is to be recorded");
      return 0;
    }
    out.println(
        "nothing is recorded: no object of the %s has a key that begins with %s and ends with %s"
            .formatted(where, JsonText.quote(prefix), suffixes(stack)));
    out.println("to see what it has, type: aws s3 ls s3://" + stack.sourceBucket() + "/");
    return 1;
  }

  private static String suffixes(StackOutputs stack) {
    return stack.keySuffixes().isEmpty()
        ? JsonText.quote("")
        : stack.keySuffixes().stream().map(JsonText::quote).collect(Collectors.joining(" or "));
  }

  Listing listing(S3Client s3, StackOutputs stack) {
    return new SourceListing(s3, stack, prefix, allVersions, pageSize);
  }

  /** Beside the stack's outputs, one for each prefix. */
  Checkpoint checkpoint(Path outputs) {
    var identity = (allVersions ? "all " : "present ") + prefix;
    var hash = Sha256.hex(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return new Checkpoint(outputs.resolveSibling("backfill-" + hash + ".json"));
  }
}
