package objectledger.ops.changes;

import java.util.List;
import java.util.regex.Pattern;
import objectledger.changes.Target;

/** What to do about an error of the database, by the SQLSTATE that its message ends with. */
final class DatabaseCures {
  private static final Pattern STATE = Pattern.compile("\\(SQLSTATE (\\w+)\\)");

  private DatabaseCures() {}

  /**
   * The lines to print, each with what to type or to change.
   *
   * @param table the command that creates the table
   * @param again the command that failed
   */
  static List<String> of(Target target, String message, String table, String again) {
    var found = STATE.matcher(message);
    var state = found.find() ? found.group(1) : "";
    var cure =
        switch (state) {
          case "42P01" -> "there is no such table: type " + table;
          case "42501" -> "grant the user of " + target.userParameter() + " the right";
          case "3D000" -> "there is no such database: correct database in the values";
          case "28P01", "28000", "08004" ->
              "put %s and %s into the secret, or set them in this shell"
                  .formatted(target.userParameter(), target.passwordParameter());
          case "08001", "57P03" ->
              "is the database running, and reachable from this machine at %s:%s?"
                  .formatted(target.host(), target.port());
          case "08006" ->
              "it broke the connection, or its certificate is not of the host or not signed by ca";
          default -> "the database says why in its own log";
        };
    return List.of(cure, "then: " + again);
  }
}
