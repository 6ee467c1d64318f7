package objectledger.ops;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import objectledger.json.JsonValue;

/**
 * The function that makes rows of documents, as the output {@code documents} of a stack describes
 * it.
 *
 * @param bucket the lake bucket, with the rows, the refusals and the status of each document
 * @param name of the function
 * @param liveArn its alias {@code live}
 * @param failureQueues URL of each of its failure queues by name
 * @param logGroup of the function
 * @param tables that are declared
 * @param acceptsUndeclared whether documents of other tables are taken, too
 */
public record DocumentsFunction(
    String bucket,
    String name,
    String liveArn,
    Map<String, String> failureQueues,
    String logGroup,
    Set<String> tables,
    boolean acceptsUndeclared) {
  public DocumentsFunction {
    tables = Collections.unmodifiableSet(new TreeSet<>(tables));
  }

  /** Reads the output; empty where the stack makes no rows of documents. */
  static Optional<DocumentsFunction> of(JsonValue output) {
    if (output.isAbsent()) {
      return Optional.empty();
    }
    var named = output.get("failure_queues");
    var queues = new LinkedHashMap<String, String>();
    named.names().forEach(name -> queues.put(name, named.get(name).get("url").text()));
    return Optional.of(
        new DocumentsFunction(
            output.get("bucket").text(),
            output.get("live").get("function_name").text(),
            output.get("live").get("arn").text(),
            queues,
            output.get("log_group").text(),
            Set.copyOf(output.get("tables").names()),
            output.get("undeclared").isEqualTo("accept")));
  }
}
