package objectledger.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonValue;
import objectledger.lambda.FailureKind;

/** Reads a function's error, as it is in a response and in a failure envelope. */
public final class FunctionError {
  /**
   * One event in the message of {@code EventsNotRecordedException}. A quote inside it is escaped.
   */
  private static final Pattern NAMED =
      Pattern.compile("(\"(?:[^\"\\\\]++|\\\\.)*+\") ((?:RETRY|FORBIDDEN|PERMANENT): )");

  private static final Pattern CUT = Pattern.compile("; and [0-9]+ more$");

  private FunctionError() {}

  /** The cause, with its kind if only the type of the error tells it; empty if there is none. */
  public static Optional<String> cause(JsonValue error) {
    var message = error.get("errorMessage").value();
    if (message == null) {
      return Optional.empty();
    }
    var isMalformed = error.get("errorType").isEqualTo(InvalidInputException.class.getName());
    return Optional.of(isMalformed ? FailureKind.PERMANENT + ": " + message : message.toString());
  }

  /** The causes of the single events in a cause, by object as it is quoted there. */
  public static Map<String, String> causesByObject(String cause) {
    var causes = new LinkedHashMap<String, String>();
    var matcher = NAMED.matcher(cause);
    var found = matcher.find();
    while (found) {
      var object = matcher.group(1);
      var from = matcher.start(2);
      found = matcher.find();
      var to = found ? matcher.start() : cause.length();
      causes.put(object, cause.substring(from, to).replaceFirst("; $", ""));
    }
    return causes;
  }

  /** Whether a cause names only the first of its events. */
  public static boolean isShortened(String cause) {
    return CUT.matcher(cause).find();
  }

  /** A cause without what is said of the events that it does not name. */
  static String withoutRest(String cause) {
    return CUT.matcher(cause).replaceAll("");
  }
}
