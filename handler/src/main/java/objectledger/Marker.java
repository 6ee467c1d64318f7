package objectledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a marker of a workflow call says.
 *
 * @param state empty where there is no marker
 * @param until when a claim runs out, in microseconds: too fine for two claims to be alike
 * @param status of the answer; 0 where there is none
 */
record Marker(String state, String until, int status) {
  static final Marker NONE = new Marker("", "", 0);
  static final Marker FAILED = new Marker("failed", "", 0);

  private static final String CALLING = "calling";
  private static final String ANSWERED = "answered";
  private static final String STATE = "state";
  private static final String UNTIL = "until";

  static Marker calling(Instant until) {
    return new Marker(CALLING, Long.toString(micros(until)), 0);
  }

  static Marker answered(int status) {
    return new Marker(ANSWERED, "", status);
  }

  /** What decides, as it stands in the object's own metadata, so that a HEAD tells it. */
  static Marker of(Map<String, String> metadata) {
    return new Marker(metadata.getOrDefault(STATE, ""), metadata.getOrDefault(UNTIL, ""), 0);
  }

  Map<String, String> metadata(String functionVersion) {
    return Map.of(STATE, state, UNTIL, until, "function-version", functionVersion);
  }

  boolean isAnswered() {
    return state.equals(ANSWERED);
  }

  boolean isSameClaim(Marker claim) {
    return state.equals(CALLING) && until.equals(claim.until);
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
