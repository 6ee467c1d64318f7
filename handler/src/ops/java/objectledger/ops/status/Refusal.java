package objectledger.ops.status;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Why something is not known.
 *
 * @param reason on one line
 * @param cure what to type
 */
record Refusal(String reason, String cure) {
  private static final String AGAIN = "type the same again; make plan compares everything";
  private static final String RIGHTS = "read docs/operations.md#rights: which right it needs";

  /**
   * Reads why a call failed.
   *
   * @param limit how long was waited for an answer
   */
  static Refusal of(Throwable failure, Duration limit) {
    return switch (failure) {
      case CancellationException late ->
          new Refusal(
              String.format(Locale.ROOT, "no answer within %.1f s", limit.toMillis() / 1000.0),
              "type the same again; if it stays so, see whether the network reaches AWS");
      case AwsServiceException refused when isOfCredentials(refused) ->
          new Refusal(
              "AWS accepts no credentials of yours: " + code(refused),
              "aws sso login, or export AWS_PROFILE=…");
      case AwsServiceException refused
          when refused.statusCode() == 403 || code(refused).startsWith("AccessDenied") ->
          new Refusal("denied: " + message(refused), RIGHTS);
      case AwsServiceException refused -> new Refusal(message(refused), AGAIN);
      case SdkClientException unreachable
          when String.valueOf(unreachable.getMessage()).startsWith("Unable to load credentials") ->
          new Refusal(
              "AWS accepts no credentials of yours", "aws sso login, or export AWS_PROFILE=…");
      case SdkClientException unreachable ->
          new Refusal(
              JsonText.oneLine(unreachable.getMessage()),
              "see whether the network reaches it, and what AWS_ENDPOINT_URL says");
      case CommandException problem ->
          new Refusal(
              JsonText.oneLine(problem.getMessage()),
              problem.cures().isEmpty() ? AGAIN : problem.cures().getFirst());
      default -> new Refusal(JsonText.oneLine(String.valueOf(failure.getMessage())), AGAIN);
    };
  }

  private static boolean isOfCredentials(AwsServiceException refused) {
    return code(refused)
        .matches(
            "(?i).*(ExpiredToken|InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|"
                + "SignatureDoesNotMatch).*");
  }

  private static String code(AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    return details == null || details.errorCode() == null ? "" : details.errorCode();
  }

  /** Without the id of the request, so that the same reason is the same text. */
  private static String message(AwsServiceException refused) {
    var details = refused.awsErrorDetails();
    var said = details == null ? refused.getMessage() : details.errorMessage();
    return (code(refused) + ": " + JsonText.oneLine(String.valueOf(said))).strip();
  }

  Finding finding() {
    return new Finding("not everything is known: " + reason, cure);
  }
}
