package objectledger;

import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** What a function's error says, as Lambda gives it in an answer and in a failure envelope. */
final class FunctionError {
  private FunctionError() {}

  /** The cause, with its kind where only the error's type tells it; empty where there is none. */
  static Optional<String> cause(JsonValue error) {
    var message = error.get("errorMessage").value();
    if (message == null) {
      return Optional.empty();
    }
    var isMalformed = error.get("errorType").isEqualTo(InvalidInputException.class.getName());
    return Optional.of(isMalformed ? FailureKind.PERMANENT + ": " + message : message.toString());
  }
}
