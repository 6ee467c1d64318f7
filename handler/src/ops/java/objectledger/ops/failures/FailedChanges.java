package objectledger.ops.failures;

import java.time.Instant;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.ops.TerminalText;

/**
 * Changes that were not written, as an object of the changes bucket says: one that the function
 * refused, or a batch that Lambda gave up.
 *
 * @param key of the object
 * @param time when they were refused or given up
 * @param label of the stream; {@link #NO_LABEL} if it has none
 * @param count how many they are
 * @param place of them in their stream
 * @param batch what is known of a batch; empty for a refused change
 * @param cause the code of the reason for a refusal; for a batch in words
 * @param reason in words; empty if the cause says all
 */
record FailedChanges(
    String key,
    Instant time,
    String label,
    long count,
    String place,
    Optional<Batch> batch,
    String cause,
    String reason) {
  /** The label of what has none. */
  static final String NO_LABEL = "_none";

  /**
   * A batch that Lambda gave up.
   *
   * @param since when its first record arrived
   * @param first sequence number in it
   * @param last sequence number in it
   */
  record Batch(Instant since, String first, String last) {
    /** Whether a sequence number is of the batch. A number has no leading zeros. */
    boolean has(String number) {
      return !isGreater(first, number) && !isGreater(number, last);
    }

    private static boolean isGreater(String one, String other) {
      return one.length() == other.length()
          ? one.compareTo(other) > 0
          : one.length() > other.length();
    }
  }

  /** The same with another cause. */
  FailedChanges because(String newCause, String newReason) {
    return new FailedChanges(key, time, label, count, place, batch, newCause, newReason);
  }

  /** Where they are, in one line for a terminal. */
  String inWords() {
    return TerminalText.of(
        "%s  %s%s"
            .formatted(
                label.equals(NO_LABEL) ? "(no label)" : label,
                batch.isEmpty() ? "" : count + (count == 1 ? " change  " : " changes  "),
                place));
  }

  /** The reason in one line for a terminal. */
  String reasonInWords() {
    return TerminalText.of(JsonText.oneLine(reason));
  }
}
