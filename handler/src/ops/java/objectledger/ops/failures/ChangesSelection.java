package objectledger.ops.failures;

import java.util.List;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.ChangesFunction;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;

/**
 * Which changes a command is about, and whether it is about events and documents, too.
 *
 * @param function that writes them; empty where the stack has none, or {@code SOURCE} or {@code
 *     TABLE} names something else
 * @param label the only one whose changes are wanted; empty for all
 */
record ChangesSelection(Optional<ChangesFunction> function, String label) {
  /**
   * The selection that the settings {@code CHANGES}, {@code TABLE} and {@code SOURCE} make.
   *
   * @throws CommandException if there can be no failed change of that label
   */
  static ChangesSelection of(DeployedStack deployment) {
    return of(
        deployment.changes(),
        Command.setting("CHANGES"),
        Command.isSet("TABLE") || Command.isSet("SOURCE"));
  }

  /**
   * A selection.
   *
   * @param isOther whether a table of documents or a source of the ledger is selected
   */
  static ChangesSelection of(Optional<ChangesFunction> changes, String label, boolean isOther) {
    if (label.isEmpty()) {
      return new ChangesSelection(isOther ? Optional.empty() : changes, "");
    }
    if (isOther) {
      throw new CommandException(
          "CHANGES is for changes, which have no TABLE and no SOURCE: leave those out");
    }
    if (changes.isEmpty()) {
      throw new CommandException(
          "CHANGES is for changes, and this stack writes none: leave it out");
    }
    if (!label.matches("[a-z][a-z0-9-]{0,30}|" + FailedChanges.NO_LABEL)) {
      throw new CommandException(
          "CHANGES is %s, which is no label".formatted(JsonText.quote(label)),
          List.of(
              "the labels: " + String.join(", ", changes.get().labels()),
              "what came of a stream without a label: CHANGES=" + FailedChanges.NO_LABEL));
    }
    return new ChangesSelection(changes, label);
  }

  /**
   * Sees to it that a misspelled label is not taken for one without failures. One that is not
   * declared any more may have some.
   *
   * @throws CommandException if nothing was found, and the label is not declared
   */
  void requireFound(int objects) {
    if (objects == 0
        && function.isPresent()
        && !label.isEmpty()
        && !label.equals(FailedChanges.NO_LABEL)
        && !function.get().labels().contains(label)) {
      throw function.get().unknown(label, near -> "CHANGES=" + near);
    }
  }

  /** Whether events and documents are wanted: they are where no label is named. */
  boolean withOthers() {
    return label.isEmpty();
  }

  /** The label in words, for messages. */
  String ofLabel() {
    return label.isEmpty() ? "" : " of " + label;
  }
}
