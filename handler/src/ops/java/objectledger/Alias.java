package objectledger;

import java.util.Optional;

/** The function, as everything invokes it. */
interface Alias {
  /**
   * What came back from an invocation.
   *
   * @param isError whether the function ended with an error, which the JSON describes then
   * @param json the answer; absent where the function had none
   */
  record Answer(boolean isError, Json json) {

    /** Why not everything that was sent is recorded; empty where it is. */
    Optional<String> problem() {
      if (isError) {
        var message = json.get("errorMessage").value();
        return Optional.of(message == null ? "the function says no cause" : message.toString());
      }
      var failures = json.get("batchItemFailures");
      return failures.isAbsent() || failures.items().isEmpty()
          ? Optional.empty()
          : Optional.of(failures.items().size() + " messages inside were given back");
    }
  }

  /**
   * Invokes it and waits for the answer.
   *
   * @throws Refused if Lambda does not invoke it
   */
  Answer invoke(byte[] payload);
}
