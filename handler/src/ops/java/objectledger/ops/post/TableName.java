package objectledger.ops.post;

import java.util.List;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import objectledger.ops.DocumentsFunction;
import objectledger.ops.NearestName;

/**
 * Checks the name of a table before anything is sent: a document of a wrong one is refused late.
 */
final class TableName {
  private TableName() {}

  /**
   * The name, if documents of that table are taken.
   *
   * @param documents the function that checks it later; empty where nothing does
   * @throws CommandException if it is no name, or that of no table
   */
  static String checked(String table, Optional<DocumentsFunction> documents) {
    if (!table.matches("[a-z][a-z0-9_]{0,62}")) {
      throw new CommandException(
          "TABLE is %s: write a letter, then up to 62 letters, digits and underscores, all in lower"
                  .formatted(JsonText.quote(table))
              + " case, as in TABLE=orders");
    }
    var known = documents.isEmpty() || documents.get().acceptsUndeclared();
    if (known || documents.get().tables().contains(table)) {
      return table;
    }
    var tables = documents.get().tables();
    var near = NearestName.of(table, tables).map(name -> ": did you mean TABLE=" + name + "?");
    throw new CommandException(
        "the stack declares no table " + JsonText.quote(table) + near.orElse(""),
        List.of(
            "its tables are: " + String.join(", ", tables),
            "to declare another one, write it in documents.tables, then: make plan apply"));
  }
}
