package objectledger.workflow;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * The stored state of a call.
 *
 * @param state empty if nothing is stored
 * @param until expiry of a claim, in microseconds, so that no two claims are equal
 * @param status of the response; 0 if there is none
 * @param mayHaveActed whether a request was sent that may have succeeded without a response
 */
record CallState(String state, String until, int status, boolean mayHaveActed) {
  static final CallState NONE = new CallState("", "", 0, false);

  private static final String CALLING = "calling";
  private static final String FAILED = "failed";
  private static final String ANSWERED = "answered";
  private static final String STATE = "state";
  private static final String UNTIL = "until";
  private static final String MAY_HAVE_ACTED = "may-have-acted";

  static CallState calling(Instant until, boolean mayHaveActed) {
    return new CallState(CALLING, Long.toString(micros(until)), 0, mayHaveActed);
  }

  static CallState answered(int status) {
    return new CallState(ANSWERED, "", status, false);
  }

  static CallState failed(boolean mayHaveActed) {
    return new CallState(FAILED, "", 0, mayHaveActed);
  }

  /** Reads the state from the object's metadata, so that a HEAD is enough. */
  static CallState of(Map<String, String> metadata) {
    return new CallState(
        metadata.getOrDefault(STATE, ""),
        metadata.getOrDefault(UNTIL, ""),
        0,
        Boolean.parseBoolean(metadata.getOrDefault(MAY_HAVE_ACTED, "")));
  }

  Map<String, String> metadata() {
    return Map.of(STATE, state, UNTIL, until, MAY_HAVE_ACTED, Boolean.toString(mayHaveActed));
  }

  /** The same claim, while a request is being sent. */
  CallState sending() {
    return new CallState(state, until, status, true);
  }

  /** Whether another state means the same. */
  boolean isAlike(CallState other) {
    return state.equals(other.state)
        && until.equals(other.until)
        && mayHaveActed == other.mayHaveActed;
  }

  boolean isAnswered() {
    return state.equals(ANSWERED);
  }

  boolean isHeld(Instant now) {
    return state.equals(CALLING)
        && until.matches("[0-9]{1,18}")
        && Long.parseLong(until) > micros(now);
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }
}
