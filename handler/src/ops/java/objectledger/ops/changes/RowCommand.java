package objectledger.ops.changes;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.changes.StoredRow;
import objectledger.changes.Target;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonWriter;
import objectledger.lambda.FailureException;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;

/** Prints the row of the key that the setting {@code KEY} names, as one line of JSON. */
record RowCommand(DeclaredLabel label, String environment) {
  int run(DeployedStack deployment) {
    var target = label.declaration().target();
    var command =
        "make table ENV=%s CHANGES=%s KEY=…".formatted(environment, label.declaration().label());
    var key = key(target, Command.setting("KEY"), command);
    try (var table = label.table(deployment)) {
      var row =
          table
              .find(key, DeclaredLabel.deadline())
              .orElseThrow(
                  () ->
                      new CommandException(
                          "the table has no row of that key",
                          List.of(
                              "a change may be under way, or was not written: make failures ENV=%s"
                                      .formatted(environment)
                                  + " CHANGES="
                                  + label.declaration().label())));
      System.out.print(
          new String(JsonWriter.toLine(members(target, key, row)), StandardCharsets.UTF_8));
      return 0;
    } catch (FailureException e) {
      throw label.refused(e, environment, command);
    }
  }

  /** The text of each key column: the setting itself, or the texts of a JSON array. */
  static List<String> key(Target target, String setting, String command) {
    var columns = target.keys().stream().map(column -> column.name()).toList();
    if (columns.size() == 1) {
      return List.of(setting);
    }
    try {
      if (JsonReader.read(setting) instanceof List<?> texts
          && texts.size() == columns.size()
          && texts.stream().allMatch(String.class::isInstance)) {
        return texts.stream().map(String.class::cast).toList();
      }
    } catch (InvalidInputException e) {
      // Said below.
    }
    throw new CommandException(
        "the key has the columns " + String.join(", ", columns),
        List.of("write one text for each, as in KEY='[\"a\",\"b\"]': " + command));
  }

  /** The columns by name, in the order of the table, with the texts that the database has. */
  static Map<String, Object> members(Target target, List<String> key, StoredRow row) {
    var members = new LinkedHashMap<String, Object>();
    for (var i = 0; i < key.size(); i++) {
      members.put(target.keys().get(i).name(), key.get(i));
    }
    members.put("seq", row.seq());
    members.put("deleted", row.deleted());
    for (var i = 0; i < target.columns().size(); i++) {
      members.put(target.columns().get(i).name(), row.values().get(i));
    }
    return members;
  }
}
