package objectledger.ops.failures;

import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.ops.FunctionInvoker;

/**
 * What the function says of the changes of a redrive.
 *
 * @param refusalCode of the first change that it refuses; empty if it refuses none
 * @param refusalReason of the same
 * @param failure why it has not written all others; empty if it has
 */
record ChangesAnswer(String refusalCode, String refusalReason, Optional<String> failure) {

  /**
   * Reads the answer to so many records. Only one that accounts for each of them says that they are
   * written.
   */
  static ChangesAnswer of(FunctionInvoker.Response response, int records) {
    var problem = response.problem();
    if (problem.isPresent()) {
      return new ChangesAnswer("", "", Optional.of(inWords(response, problem.get())));
    }
    try {
      var json = response.json();
      var written = json.get("written").countOrUnknown();
      var refused = json.get("refused");
      if (written < 0 || refused.isAbsent() || written + refused.items().size() != records) {
        return failed("the function did not say what became of each change");
      }
      if (refused.items().isEmpty()) {
        return new ChangesAnswer("", "", Optional.empty());
      }
      var first = refused.items().getFirst();
      return new ChangesAnswer(
          first.get("reason_code").text(), first.get("reason").textOrEmpty(), Optional.empty());
    } catch (InvalidInputException e) {
      return failed("the function's answer cannot be read: " + e.getMessage());
    }
  }

  private static ChangesAnswer failed(String why) {
    return new ChangesAnswer("", "", Optional.of(why));
  }

  private static String inWords(FunctionInvoker.Response response, String problem) {
    return response.isError()
        ? problem
        : "the function could not write them: its log says why (changes not written)";
  }

  /** The changes with the reason for which they are left; empty if they are written. */
  Optional<FailedChanges> problem(FailedChanges changes) {
    if (failure.isPresent()) {
      return Optional.of(
          changes.because(
              changes.cause(), "not tried to its end: " + JsonText.oneLine(failure.get())));
    }
    if (refusalCode.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        refusalCode.equals(changes.cause())
            ? changes.because(refusalCode, refusalReason)
            : changes.because(
                refusalCode,
                refusalReason
                    + (changes.batch().isPresent()
                        ? ""
                        : " (before, it was " + changes.cause() + ")")));
  }
}
