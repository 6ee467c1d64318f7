package objectledger.ops.status;

import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.json.JsonValue;
import objectledger.ops.DeployedStack;

/** The names that a person needs to look further. */
final class Names {
  private Names() {}

  /** They are in the stack's outputs, so that no call is needed. */
  static Map<String, String> of(DeployedStack stack, JsonValue outputs) {
    var names = new LinkedHashMap<String, String>();
    names.put("ledger", "s3://" + stack.stack().ledgerBucket() + "/journal/");
    stack
        .stack()
        .sources()
        .all()
        .forEach(source -> names.put("source " + source.label(), "s3://" + source.bucket() + "/"));
    names.put("log of handler", stack.stack().logGroup());
    stack.documents().ifPresent(function -> names.put("log of documents", function.logGroup()));
    stack.changes().ifPresent(function -> names.put("log of changes", function.logGroup()));
    var queue = outputs.get("queue").get("value").get("url").textOrEmpty();
    if (!queue.isEmpty()) {
      names.put("queue events", queue);
    }
    StackQuestions.failureQueues(stack)
        .forEach((name, url) -> names.put("queue failed: " + name, url));
    stack.documents().ifPresent(function -> names.put("lake", "s3://" + function.bucket() + "/"));
    stack.ingress().ifPresent(api -> names.put("ingress", api.url() + "/table/<table>/object"));
    stack.athena().ifPresent(athena -> names.put("athena", athena.workgroup()));
    var dashboard = outputs.get("dashboard").get("value").textOrEmpty();
    if (!dashboard.isEmpty()) {
      names.put("dashboard", dashboard);
    }
    names.put("live", stack.liveArn());
    return names;
  }
}
