package objectledger.aws;

import java.util.Optional;
import java.util.Set;
import objectledger.json.InvalidInputException;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Finds the kind of a failure, those of the SDK among them. */
public final class FailureClassifier {
  /** Bad requests only at this moment: with new credentials or a better line they are good ones. */
  private static final Set<String> PASSING = Set.of("ExpiredToken", "RequestTimeout");

  private FailureClassifier() {}

  /** Where S3 did not answer at all, or not in time, it may do so the next time. */
  public static FailureKind kindOf(RuntimeException e) {
    if (e instanceof InvalidInputException) {
      return FailureKind.PERMANENT;
    }
    if (e instanceof FailureException faulted) {
      return faulted.kind();
    }
    if (e instanceof S3Exception answer) {
      return switch (answer.statusCode()) {
        case 401, 403 -> FailureKind.FORBIDDEN;
        case 408, 409, 425, 429 -> FailureKind.RETRY;
        default ->
            answer.statusCode() / 100 == 4 && !isPassing(answer)
                ? FailureKind.PERMANENT
                : FailureKind.RETRY;
      };
    }
    return FailureKind.RETRY;
  }

  private static boolean isPassing(S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .filter(PASSING::contains)
        .isPresent();
  }
}
