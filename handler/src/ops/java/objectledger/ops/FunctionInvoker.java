package objectledger.ops;

import java.util.Map;
import java.util.Optional;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** The function, as everything invokes it. */
public interface FunctionInvoker {
  /**
   * What came back from an invocation.
   *
   * @param isError whether the function ended with an error, which the JSON describes then
   * @param json the answer; absent where the function had none
   */
  record Response(boolean isError, JsonValue json) {

    /** The answer to a payload that can never be read, so that no function was started for it. */
    public static Response unreadable(String cause) {
      return new Response(
          true, new JsonValue("", Map.of("errorMessage", FailureKind.PERMANENT + ": " + cause)));
    }

    /** Why not everything that was sent is recorded; empty where it is. */
    public Optional<String> problem() {
      if (isError) {
        return Optional.of(FunctionError.cause(json).orElse("the function says no cause"));
      }
      var failures = json.get("batchItemFailures");
      return failures.isAbsent() || failures.items().isEmpty()
          ? Optional.empty()
          : Optional.of(failures.items().size() + " messages inside were given back");
    }
  }

  /**
   * Invokes it and waits for the answer. A payload that Lambda does not take is answered with a
   * permanent failure, because it says nothing about the next one.
   *
   * @throws CommandException if Lambda does not invoke it, whatever the payload
   */
  Response invoke(byte[] payload);
}
