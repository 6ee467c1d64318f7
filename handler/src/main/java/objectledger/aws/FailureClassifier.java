package objectledger.aws;

import java.util.Optional;
import java.util.Set;
import objectledger.json.InvalidInputException;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Finds the kind of a failure, including those of the SDK. */
public final class FailureClassifier {
  /**
   * Error codes with status 400 that a retry can solve: with new credentials or a better
   * connection.
   */
  private static final Set<String> PASSING = Set.of("ExpiredToken", "RequestTimeout");

  private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchVersion");

  private FailureClassifier() {}

  /** The kind of a failure. A missing or late response is worth a retry. */
  public static FailureKind kindOf(RuntimeException e) {
    if (e instanceof InvalidInputException) {
      return FailureKind.PERMANENT;
    }
    if (e instanceof FailureException failure) {
      return failure.kind();
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
    return hasCodeOf(PASSING, answer);
  }

  /**
   * Whether the answer to a GET says that the object, or its version, does not exist. A missing
   * bucket has the same status. 405: the version is a delete marker.
   */
  public static boolean isMissingObject(S3Exception answer) {
    return answer.statusCode() == 405 || hasCodeOf(MISSING, answer);
  }

  private static boolean hasCodeOf(Set<String> codes, S3Exception answer) {
    return Optional.ofNullable(answer.awsErrorDetails())
        .map(AwsErrorDetails::errorCode)
        .filter(codes::contains)
        .isPresent();
  }
}
