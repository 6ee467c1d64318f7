package objectledger;

import java.util.Optional;
import objectledger.json.Json;
import objectledger.json.Malformed;
import objectledger.lambda.Fault;

/** What a function's error says, as Lambda gives it in an answer and in a failure envelope. */
final class FunctionError {
  private FunctionError() {}

  /** The cause, with its kind where only the error's type tells it; empty where there is none. */
  static Optional<String> cause(Json error) {
    var message = error.get("errorMessage").value();
    if (message == null) {
      return Optional.empty();
    }
    var isMalformed = error.get("errorType").is(Malformed.class.getName());
    return Optional.of(isMalformed ? Fault.PERMANENT + ": " + message : message.toString());
  }
}
