package objectledger.workflow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import objectledger.lambda.FailureKind;

/**
 * What the workflow's receiver answered.
 *
 * @param status of HTTP; 0 where there was no answer
 * @param retryAfter when it wants to be asked again, as it says; empty where it does not
 * @param body the beginning; why there was no answer where there was none
 * @param mayHaveActed whether the receiver may have acted on the request, although the answer does
 *     not say so
 */
public record WorkflowResponse(int status, String retryAfter, String body, boolean mayHaveActed) {
  /**
   * An answer that arrived. A proxy answers 502 or 504 where it lost the answer of the receiver
   * behind it.
   */
  static WorkflowResponse of(int status, String retryAfter, String body) {
    return new WorkflowResponse(status, retryAfter, body, status == 502 || status == 504);
  }

  /**
   * No answer.
   *
   * @param isSent whether the request may have reached the receiver
   */
  static WorkflowResponse none(String why, boolean isSent) {
    return new WorkflowResponse(0, "", why, isSent);
  }

  public boolean isNone() {
    return status == 0;
  }

  /** What kind of failure it is, where it is no success. */
  FailureKind failureKind() {
    return switch (status) {
      case 0, 408, 425, 429 -> FailureKind.RETRY;
      case 401, 403 -> FailureKind.FORBIDDEN;
      default -> status >= 500 ? FailureKind.RETRY : FailureKind.PERMANENT;
    };
  }

  /** How long it asks to wait: it says so in seconds, or as a date. */
  Optional<Duration> retryAfter(Instant now) {
    if (retryAfter.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)));
    }
    try {
      var date = ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(now, date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
