package objectledger.changes;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The statements that write rows unless the table's are as new or newer. All rows of a batch are in
 * one statement, as one array for each column, so that a batch is one round trip and one commit.
 *
 * @param batch writes rows; its parameters are arrays: the keys, seq, deleted, the columns
 * @param returning the same, and names the keys of the rows that were accepted
 * @param single writes one row; its parameters are values, in the same order
 */
record UpsertText(String batch, String returning, String single) {

  static UpsertText of(Target target) {
    var insert = insert(target);
    var conflict = "\nON CONFLICT (%s) DO UPDATE SET ".formatted(TableDefinition.keys(target));
    var update = conflict + (isCrate(target) ? crateUpdate(target) : postgresUpdate(target));
    // CrateDB reads a SELECT before ON CONFLICT in brackets only.
    var select = isCrate(target) ? "(" + select(target) + ")" : select(target);
    var batch = insert + select + update;
    var returning = batch + "\nRETURNING " + TableDefinition.keys(target);
    return new UpsertText(batch, returning, insert + values(target) + update);
  }

  private static boolean isCrate(Target target) {
    return target.dialect() == Dialect.CRATEDB;
  }

  private static String insert(Target target) {
    var names = new ArrayList<String>();
    target.keys().forEach(key -> names.add(SqlNames.quote(key.name())));
    names.addAll(changing(target));
    return "INSERT INTO %s%s (%s)\n"
        .formatted(
            SqlNames.table(target), isCrate(target) ? "" : " AS t", String.join(", ", names));
  }

  private static String select(Target target) {
    var arrays = new ArrayList<String>();
    var aliases = new ArrayList<String>();
    var values = new ArrayList<String>();
    for (var i = 0; i < target.keys().size(); i++) {
      aliases.add("k" + i);
      values.add("k" + i + SqlNames.cast(target.dialect(), target.keys().get(i)));
      arrays.add("?::text[]");
    }
    aliases.addAll(List.of("s", "d"));
    values.addAll(List.of("s", "d"));
    arrays.addAll(List.of("?::text[]", "?::boolean[]"));
    for (var i = 0; i < target.columns().size(); i++) {
      aliases.add("c" + i);
      values.add("c" + i + SqlNames.cast(target.dialect(), target.columns().get(i)));
      arrays.add("?::text[]");
    }
    return "SELECT %s FROM unnest(%s) AS u(%s)"
        .formatted(
            String.join(", ", values), String.join(", ", arrays), String.join(", ", aliases));
  }

  private static String values(Target target) {
    var casts = new ArrayList<String>();
    target.keys().forEach(key -> casts.add("?::text" + SqlNames.cast(target.dialect(), key)));
    casts.addAll(List.of("?::text", "?::boolean"));
    target
        .columns()
        .forEach(column -> casts.add("?::text" + SqlNames.cast(target.dialect(), column)));
    return "VALUES (" + String.join(", ", casts) + ")";
  }

  /** The names of the columns that a newer change replaces. */
  private static List<String> changing(Target target) {
    var names = new ArrayList<String>();
    names.add(SqlNames.quote(TableDefinition.SEQ));
    names.add(SqlNames.quote(TableDefinition.DELETED));
    target.columns().forEach(column -> names.add(SqlNames.quote(column.name())));
    return names;
  }

  /** The collation is named, because a table that others made can have another one. */
  private static String postgresUpdate(Target target) {
    return changing(target).stream()
            .map(name -> name + " = excluded." + name)
            .collect(Collectors.joining(", "))
        + "\nWHERE t.\"seq\" COLLATE \"C\" < excluded.\"seq\" COLLATE \"C\"";
  }

  /** CrateDB has no WHERE there, so each column is compared by itself. */
  private static String crateUpdate(Target target) {
    var names = changing(target);
    return IntStream.range(1, names.size())
            .mapToObj(names::get)
            .map(name -> crateNewest(name))
            .collect(Collectors.joining(", "))
        + ", \"seq\" = GREATEST(\"seq\", excluded.\"seq\")";
  }

  private static String crateNewest(String name) {
    return "%s = CASE WHEN \"seq\" < excluded.\"seq\" THEN excluded.%s ELSE %s END"
        .formatted(name, name, name);
  }
}
