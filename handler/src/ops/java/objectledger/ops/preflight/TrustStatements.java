package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import objectledger.json.JsonValue;

/** The statements of the trust of a role, by their names. */
record TrustStatements(JsonValue policy) {
  List<JsonValue> all() {
    var statements = policy.get("Statement");
    return statements.value() instanceof List<?> ? statements.items() : List.of(statements);
  }

  List<String> names() {
    return all().stream().map(one -> one.get("Sid").textOrEmpty()).toList();
  }

  /** How the statement of the same name differs; one that is missing differs, too. */
  List<String> differences(JsonValue wanted) {
    var sid = wanted.get("Sid").textOrEmpty();
    var found = all().stream().filter(one -> one.get("Sid").textOrEmpty().equals(sid)).findFirst();
    if (found.isEmpty()) {
      return List.of("the statement " + sid + " is missing");
    }
    var differences = new ArrayList<String>();
    var actual = claims(found.get());
    var planned = claims(wanted);
    planned.forEach(
        (claim, value) -> {
          if (!Objects.equals(actual.get(claim), value)) {
            differences.add(
                "%s of %s is %s, and the values say %s"
                    .formatted(claim, sid, actual.getOrDefault(claim, "not asked for"), value));
          }
        });
    actual.forEach(
        (claim, value) -> {
          if (!planned.containsKey(claim)) {
            differences.add("%s of %s has to be %s, too".formatted(claim, sid, value));
          }
        });
    return differences;
  }

  /** All that a statement compares: who signs, and each claim, by its last name. */
  private static Map<String, Object> claims(JsonValue statement) {
    var claims = new TreeMap<String, Object>();
    claims.put("Effect", normal(statement.get("Effect").value()));
    claims.put("Action", normal(statement.get("Action").value()));
    claims.put("Principal", normal(statement.get("Principal").value()));
    for (var operator : statement.get("Condition").names()) {
      var keys = statement.get("Condition").get(operator);
      for (var key : keys.names()) {
        var claim = key.substring(key.lastIndexOf(':') + 1);
        claims.put(
            operator.equals("StringEquals") ? claim : operator + " " + claim,
            normal(keys.get(key).value()));
      }
    }
    return claims;
  }

  /** A value in which the order of a list, and whether one is a list, make no difference. */
  static Object normal(Object value) {
    return switch (value) {
      case List<?> list when list.size() == 1 -> normal(list.getFirst());
      case List<?> list -> list.stream().map(one -> normal(one).toString()).sorted().toList();
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, one) -> sorted.put(key.toString(), normal(one)));
        yield sorted;
      }
      case null -> "";
      default -> value;
    };
  }
}
