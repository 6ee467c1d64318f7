package objectledger.workflow;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import objectledger.lambda.FailureKind;

/**
 * A response of the receiver, or the reason why there is none.
 *
 * @param status of HTTP; 0 without a response
 * @param retryAfter value of the header {@code Retry-After}; empty if there is none
 * @param body the beginning of the body; without a response the reason
 * @param mayHaveActed whether the request may have succeeded although the response does not say so
 */
public record WorkflowResponse(int status, String retryAfter, String body, boolean mayHaveActed) {
  /** A response. A proxy returns 502 or 504 if it lost the response of the receiver behind it. */
  static WorkflowResponse of(int status, String retryAfter, String body) {
    return new WorkflowResponse(status, retryAfter, body, status == 502 || status == 504);
  }

  /**
   * No response.
   *
   * @param isSent whether the request may have reached the receiver
   */
  static WorkflowResponse none(String why, boolean isSent) {
    return new WorkflowResponse(0, "", why, isSent);
  }

  public boolean isNone() {
    return status == 0;
  }

  /** The kind of failure, unless the response is a success. */
  FailureKind failureKind() {
    return switch (status) {
      case 0, 408, 425, 429 -> FailureKind.RETRY;
      case 401, 403 -> FailureKind.FORBIDDEN;
      default -> status >= 500 ? FailureKind.RETRY : FailureKind.PERMANENT;
    };
  }

  /** The requested wait, in seconds or as a date. */
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
