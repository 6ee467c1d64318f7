package objectledger;

import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What kind of failure it is, which says what helps. */
enum Fault {
  /** S3 was busy, broken or out of reach: it may work the next time. */
  RETRY,
  /** The function lacks a right, or the bucket has another owner: somebody must mend it. */
  FORBIDDEN,
  /** It can never work as it is. */
  PERMANENT;

  /** Bad requests only at this moment: with new credentials or a better line they are good ones. */
  private static final Set<String> PASSING = Set.of("ExpiredToken", "RequestTimeout");

  /** Where S3 did not answer at all, or not in time, it may do so the next time. */
  static Fault of(RuntimeException e) {
    if (e instanceof Malformed) {
      return PERMANENT;
    }
    if (e instanceof Faulted faulted) {
      return faulted.fault();
    }
    if (e instanceof S3Exception answer) {
      return switch (answer.statusCode()) {
        case 401, 403 -> FORBIDDEN;
        case 408, 409, 425, 429 -> RETRY;
        default -> answer.statusCode() / 100 == 4 && !isPassing(answer) ? PERMANENT : RETRY;
      };
    }
    return RETRY;
  }

  private static boolean isPassing(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .filter(PASSING::contains)
        .isPresent();
  }
}
