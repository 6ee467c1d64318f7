package objectledger.ops.preflight;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import objectledger.json.JsonValue;

/**
 * The rows of the access matrix that IAM can answer. {@code .make/develop/access} writes their file
 * from the matrix, with the names of an environment left open.
 */
record RightsQuestions(JsonValue file) {
  /** What the names in the rows are made of. */
  JsonValue names() {
    return file.get("names");
  }

  /** The rows of an environment, by the name of the role that they are of, where a plan has it. */
  Map<String, List<Question>> rows(PlannedPolicies policies, EnvironmentNames names) {
    var rows = new TreeMap<String, List<Question>>();
    for (var json : file.get("rows").items()) {
      var question = Question.of(json);
      var name = roleName(question.role(), names);
      if (!policies.documents(name).isEmpty()) {
        question
            .in(names::all)
            .ifPresent(row -> rows.computeIfAbsent(name, r -> new ArrayList<>()).add(row));
      }
    }
    return rows;
  }

  /** The matrix calls a role by what it is for. */
  private static String roleName(String who, EnvironmentNames names) {
    var placeholder =
        who.equals("function") ? "role" : who.equals("api") ? "apiRole" : who + "Role";
    return names.all("{" + placeholder + "}").stream()
        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1))
        .findFirst()
        .orElse("");
  }
}
