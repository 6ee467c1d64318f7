package objectledger.ops.post;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import objectledger.json.JsonValue;

/**
 * Asks the API what became of a document, until it says so. The time between two questions doubles,
 * because each one counts in the quota of an API key.
 */
final class StatusPoll {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(4);
  private static final int NOT_YET = 404;
  private static final int TOO_MANY = 429;
  private static final int SERVER_ERROR = 500;

  private final Question question;
  private final Sleep sleep;

  /** Asks once. */
  @FunctionalInterface
  interface Question {
    ApiResponse ask() throws IOException;
  }

  /** Waits. */
  @FunctionalInterface
  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  StatusPoll(Question question, Sleep sleep) {
    this.question = question;
    this.sleep = sleep;
  }

  /**
   * What became of the document; empty if that is not known after the time.
   *
   * @throws objectledger.ops.CommandException if the API refuses the question
   */
  Optional<JsonValue> await(Duration most) throws IOException {
    var pause = FIRST;
    var waited = Duration.ZERO;
    while (true) {
      var answer = question.ask();
      if (answer.isSuccess()) {
        return Optional.of(answer.data());
      }
      if (!isPassing(answer.status())) {
        throw answer.refusal();
      }
      if (waited.compareTo(most) >= 0) {
        return Optional.empty();
      }
      var left = most.minus(waited);
      var next = pause.compareTo(left) < 0 ? pause : left;
      pause(next);
      waited = waited.plus(next);
      pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    }
  }

  private static boolean isPassing(int status) {
    return status == NOT_YET || status == TOO_MANY || status >= SERVER_ERROR;
  }

  private void pause(Duration time) throws IOException {
    try {
      sleep.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the document was waited for");
    }
  }
}
