package objectledger.ops;

import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** Invokes the function and waits for its response. */
public interface FunctionInvoker {
  /**
   * The response to an invocation.
   *
   * @param isError whether the function ended with an error, which the JSON then describes
   * @param json the response; absent if the function returned nothing
   * @param log the end of what it logged, where that was asked for
   */
  record Response(boolean isError, JsonValue json, String log) {
    /** A response without its log. */
    public Response(boolean isError, JsonValue json) {
      this(isError, json, "");
    }

    /** The response to a payload that Lambda rejects without starting the function. */
    public static Response unreadable(String cause) {
      return new Response(
          true, new JsonValue("", Map.of("errorMessage", FailureKind.PERMANENT + ": " + cause)));
    }

    /** Why an event of the payload is not recorded; empty if all are. */
    public Optional<String> problem() {
      if (isError) {
        return Optional.of(FunctionError.cause(json).orElse("the function gave no cause"));
      }
      var failures = json.get("batchItemFailures");
      return failures.isAbsent() || failures.items().isEmpty()
          ? Optional.empty()
          : Optional.of(failures.items().size() + " messages of the batch were returned as failed");
    }
  }

  /**
   * Invokes it and waits for the response. A payload that Lambda rejects gives a permanent failure,
   * because the next payload may be accepted.
   *
   * @throws CommandException if Lambda refuses to invoke the function, whatever the payload
   */
  Response invoke(byte[] payload);
}
