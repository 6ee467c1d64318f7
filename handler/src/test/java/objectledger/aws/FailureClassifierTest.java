package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import objectledger.json.InvalidInputException;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Proves what each refusal of S3's is taken for, and so whether trying again helps. */
class FailureClassifierTest {
  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequest, PERMANENT",
    "400, ExpiredToken, RETRY",
    "400, RequestTimeout, RETRY",
    "401, Unauthorized, FORBIDDEN",
    "403, AccessDenied, FORBIDDEN",
    "404, NoSuchBucket, PERMANENT",
    "408, RequestTimeout, RETRY",
    "409, ConditionalRequestConflict, RETRY",
    "429, TooManyRequests, RETRY",
    "500, InternalError, RETRY",
    "503, SlowDown, RETRY",
    "301, PermanentRedirect, RETRY",
  })
  void refusalIsTakenForWhatItIs(int status, String code, FailureKind fault) {
    var details = AwsErrorDetails.builder().errorCode(code).build();
    var refusal = S3Exception.builder().statusCode(status).awsErrorDetails(details).build();

    assertThat(FailureClassifier.kindOf((S3Exception) refusal)).isEqualTo(fault);
  }

  @Test
  void silenceMayEndAndNonsenseNot() {
    assertThat(FailureClassifier.kindOf(SdkClientException.create("no answer")))
        .isEqualTo(FailureKind.RETRY);
    assertThat(FailureClassifier.kindOf(new DeadlineExceededException("no time")))
        .isEqualTo(FailureKind.RETRY);
    assertThat(FailureClassifier.kindOf(new InvalidInputException("nonsense")))
        .isEqualTo(FailureKind.PERMANENT);
  }
}
