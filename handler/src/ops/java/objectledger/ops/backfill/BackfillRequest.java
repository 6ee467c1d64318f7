package objectledger.ops.backfill;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Collectors;
import objectledger.json.JsonText;
import objectledger.lambda.Sha256;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Which objects to record, and how fast.
 *
 * @param source whose objects they are
 * @param prefix of the keys; empty for all
 * @param allVersions whether to record every version, not only the current objects
 * @param rate objects a second at most; 0 for no limit
 * @param pageSize objects between two checkpoints
 */
record BackfillRequest(Source source, String prefix, boolean allVersions, int rate, int pageSize) {
  private static final int PAGE = 1_000;

  /**
   * The request in the settings {@code SOURCE}, {@code PREFIX}, {@code VERSIONS}, {@code RATE} and
   * {@code PAGE}. Of several sources one must be named, because a backfill costs requests.
   *
   * @throws CommandException if it is not clear which source is meant, if it does not record such
   *     objects, or if a setting is wrong
   */
  static BackfillRequest of(StackOutputs stack) {
    var source =
        stack.sources().only(Command.setting("SOURCE"), "make backfill ENV=" + stack.environment());
    var prefix = Command.setting("PREFIX");
    var versions = Command.setting("VERSIONS");
    if (!versions.isEmpty() && !versions.equals("all")) {
      throw new CommandException(
          "VERSIONS is " + JsonText.quote(versions) + ": set VERSIONS=all, or nothing");
    }
    if (!prefix.startsWith(source.keyPrefix())) {
      throw new CommandException(
          "of %s, only keys that begin with %s are recorded: set such a PREFIX"
              .formatted(source.inWords(), JsonText.quote(source.keyPrefix())));
    }
    var rate = Command.isSet("RATE") ? Command.number("RATE", 1) : 0;
    var page = Math.min(PAGE, Command.number("PAGE", PAGE));
    return new BackfillRequest(source, prefix, !versions.isEmpty(), rate, page);
  }

  /**
   * Reports that the listing had no object, and returns the exit code: an empty bucket is a
   * success, and a prefix without a key may be misspelled.
   */
  int foundNothing(PrintStream out) {
    var where = "bucket " + source.bucket();
    if (prefix.isEmpty() && source.keySuffixes().isEmpty()) {
      out.println("the " + where + " is empty: nothing is to be recorded");
      return 0;
    }
    out.println(
        "nothing is recorded: no object of the %s has a key that begins with %s and ends with %s"
            .formatted(where, JsonText.quote(prefix), suffixes()));
    out.println("to see what it has, type: aws s3 ls s3://" + source.bucket() + "/");
    return 1;
  }

  private String suffixes() {
    return source.keySuffixes().isEmpty()
        ? JsonText.quote("")
        : source.keySuffixes().stream().map(JsonText::quote).collect(Collectors.joining(" or "));
  }

  Listing listing(S3Client s3) {
    return new SourceListing(s3, source, prefix, allVersions, pageSize);
  }

  /** Beside the stack's outputs, one for each bucket and prefix. */
  Checkpoint checkpoint(Path outputs) {
    var identity = (allVersions ? "all " : "present ") + source.bucket() + " " + prefix;
    var hash = Sha256.hex(identity.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    return new Checkpoint(outputs.resolveSibling("backfill-" + hash + ".json"));
  }
}
