package objectledger.ops.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;

/** The statements of a policy of AWS, each as one line that a reviewer reads from left to right. */
final class PolicyStatement {
  private static final List<String> KNOWN =
      List.of(
          "Action",
          "Condition",
          "Effect",
          "NotAction",
          "NotPrincipal",
          "NotResource",
          "Principal",
          "Resource",
          "Sid");

  private PolicyStatement() {}

  /** Whether this is the text of a policy. */
  static boolean isPolicy(String text) {
    return !read(text).isAbsent();
  }

  /** A line for each statement; the same line for whatever means the same. */
  static List<String> lines(String policy) {
    var statements = read(policy);
    var all = statements.value() instanceof List ? statements.items() : List.of(statements);
    return all.stream().map(PolicyStatement::line).toList();
  }

  private static JsonValue read(String text) {
    if (!text.startsWith("{")) {
      return new JsonValue("", null);
    }
    try {
      return new JsonValue("", JsonReader.read(text)).get("Statement");
    } catch (InvalidInputException e) {
      return new JsonValue("", null);
    }
  }

  private static String line(JsonValue statement) {
    var line = new StringBuilder();
    if (!statement.get("Sid").isAbsent()) {
      line.append(list(statement.get("Sid").value())).append(": ");
    }
    line.append(list(statement.get("Effect").value()));
    append(line, " ", " everything but ", statement, "Action");
    append(line, " on ", " on everything but ", statement, "Resource");
    append(line, " for ", " for everybody but ", statement, "Principal");
    var conditions = new ArrayList<String>();
    members(statement.get("Condition").value())
        .forEach(
            (operator, keys) ->
                members(keys)
                    .forEach(
                        (key, values) ->
                            conditions.add(operator + " " + key + " " + list(values))));
    if (!conditions.isEmpty()) {
      line.append(" if ").append(String.join(" and ", conditions));
    }
    for (var name : statement.names()) {
      if (!KNOWN.contains(name)) {
        line.append(" ").append(name).append(" ").append(list(statement.get(name).value()));
      }
    }
    return line.toString();
  }

  private static void append(
      StringBuilder line, String is, String isNot, JsonValue statement, String name) {
    if (!statement.get(name).isAbsent()) {
      line.append(is).append(list(statement.get(name).value()));
    }
    if (!statement.get("Not" + name).isAbsent()) {
      line.append(isNot).append(list(statement.get("Not" + name).value()));
    }
  }

  private static Map<String, Object> members(Object value) {
    var members = new TreeMap<String, Object>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, member) -> members.put((String) name, member));
    }
    return members;
  }

  /** One value, or several in alphabetical order; of a principal with its kind. */
  private static String list(Object value) {
    return switch (value) {
      case List<?> values ->
          String.join(", ", values.stream().map(PolicyStatement::list).sorted().toList());
      case Map<?, ?> map -> {
        var parts = new ArrayList<String>();
        members(map).forEach((name, member) -> parts.add(name + " " + list(member)));
        yield String.join(", ", parts);
      }
      case null, default -> String.valueOf(value);
    };
  }
}
