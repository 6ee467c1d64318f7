package objectledger.ops.failures;

import java.util.List;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.DocumentsFunction;
import objectledger.ops.NearestName;

/**
 * Which refused documents a command is about, and whether it is about the failure queues, too.
 *
 * @param function that refused them; empty where the stack has none, or {@code SOURCE} is another
 *     source
 * @param table the only one whose documents are wanted; empty for all
 * @param withQueues whether messages of the failure queues are wanted: they are where no table is
 *     named, because the queues do not know tables
 */
record RefusedSelection(Optional<DocumentsFunction> function, String table, boolean withQueues) {
  private static final String FOLDERS = "_invalid|_none";

  /**
   * The selection that the settings {@code TABLE} and {@code SOURCE} make.
   *
   * @throws CommandException if there can be no refused document of that table
   */
  static RefusedSelection of(DeployedStack deployment, MessageFilter filter) {
    var table = Command.setting("TABLE");
    var isOther =
        filter.source().isPresent()
            && deployment
                .ingress()
                .filter(ingress -> ingress.bucket().equals(filter.source().get().bucket()))
                .isEmpty();
    var function = isOther ? Optional.<DocumentsFunction>empty() : deployment.documents();
    if (!table.isEmpty()) {
      check(table, function);
    }
    return new RefusedSelection(function, table, table.isEmpty());
  }

  private static void check(String table, Optional<DocumentsFunction> function) {
    if (function.isEmpty()) {
      throw new CommandException(
          "TABLE is for documents, and this stack, or the source of SOURCE, has none: leave it out");
    }
    if (!table.matches("[a-z][a-z0-9_]{0,62}|" + FOLDERS)) {
      throw new CommandException(
          "TABLE is %s, which is no name of a table".formatted(JsonText.quote(table)),
          List.of(
              nearest(table, function.get()),
              "what came with a wrong name: TABLE=_invalid; without a name: TABLE=_none"));
    }
  }

  private static String nearest(String table, DocumentsFunction function) {
    return NearestName.of(table, function.tables())
        .map(name -> "did you mean TABLE=" + name + "?")
        .orElse("the declared tables: " + String.join(", ", function.tables()));
  }

  /**
   * Sees to it that a misspelled table is not taken for one without refused documents. One that is
   * not declared may have some.
   *
   * @throws CommandException if no document was found, and the table is not declared
   */
  void requireFound(int documents) {
    if (documents == 0
        && function.isPresent()
        && !table.isEmpty()
        && !table.matches(FOLDERS)
        && !function.get().tables().contains(table)) {
      throw new CommandException(
          "no refused document has the table %s, which is not declared".formatted(table),
          List.of(nearest(table, function.get())));
    }
  }

  /** The same, or nothing at all where only something else is wanted. */
  RefusedSelection unless(boolean isOther) {
    return isOther ? new RefusedSelection(Optional.empty(), table, false) : this;
  }

  /** The table in words, for messages. */
  String ofTable() {
    return table.isEmpty() ? "" : " of the table " + table;
  }
}
