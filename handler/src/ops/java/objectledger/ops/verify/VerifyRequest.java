package objectledger.ops.verify;

import java.time.Duration;
import objectledger.json.JsonText;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.Source;

/**
 * What to verify, and what to do about it.
 *
 * @param prefix of the keys; empty for all
 * @param inventory the manifest of an S3 inventory, in S3 or as a file; empty to list the bucket
 * @param margin how old a change must be at least to be compared
 * @param repairs whether gaps are brought into the ledger
 * @param showsAll whether every gap is named
 */
record VerifyRequest(
    String prefix, String inventory, Duration margin, boolean repairs, boolean showsAll) {
  private static final int MARGIN = 900;

  /** An inventory is put together for hours. */
  private static final int INVENTORY_MARGIN = 86_400;

  /**
   * The request in the settings {@code PREFIX}, {@code INVENTORY}, {@code MARGIN}, {@code REPAIR}
   * and {@code ALL}.
   */
  static VerifyRequest ofSettings() {
    var inventory = Command.setting("INVENTORY");
    return new VerifyRequest(
        Command.setting("PREFIX"),
        inventory,
        Duration.ofSeconds(
            Command.number("MARGIN", inventory.isEmpty() ? MARGIN : INVENTORY_MARGIN)),
        Command.isSet("REPAIR"),
        Command.isSet("ALL"));
  }

  /**
   * The prefix of the keys to compare: the source may record only some of those.
   *
   * @throws CommandException if it records none of them
   */
  String prefixOf(Source source) {
    if (source.keyPrefix().startsWith(prefix)) {
      return source.keyPrefix();
    }
    if (!prefix.startsWith(source.keyPrefix())) {
      throw new CommandException(
          "of %s, only keys that begin with %s are recorded: set such a PREFIX"
              .formatted(source.inWords(), JsonText.quote(source.keyPrefix())));
    }
    return prefix;
  }

  /** Whether all that the source records is compared with what there is of it. */
  boolean isComplete(Listed listed) {
    return prefix.isEmpty() && listed.isWhole();
  }
}
