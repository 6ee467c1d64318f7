package objectledger.aws;

import java.util.Objects;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * An operation of S3.
 *
 * @param request method and URI of the request
 * @param response creates the builder of the response
 * @param right the IAM action that it needs, such as {@code s3:PutObject}
 */
record S3Operation<R extends AwsResponse>(
    OperationInfo request, Supplier<? extends SdkBuilder<?, R>> response, String right) {

  /**
   * @param name the operation's, such as {@code PutObject}
   * @param right the IAM action that it needs
   * @param uri relative to the bucket; a name in braces is replaced by that member of the input
   */
  static <B extends SdkPojo & SdkBuilder<B, R>, R extends AwsResponse> S3Operation<R> of(
      String name, String right, SdkHttpMethod method, String uri, Supplier<B> answer) {
    var written =
        OperationInfo.builder()
            .operationIdentifier(name)
            .httpMethod(method)
            .requestUri(uri)
            .build();
    return new S3Operation<>(written, answer, right);
  }

  SdkPojo newResponse() {
    return (SdkPojo) response.get();
  }

  /**
   * A refusal that says which call was refused and, where access was denied, which right that call
   * needs: S3 answers a HEAD without a body, so nothing else would say it.
   *
   * @param sent the request: a version takes a right of its own to read, and so does a retention to
   *     write
   */
  AwsServiceException named(AwsServiceException refusal, SdkHttpRequest sent) {
    var details = refusal.awsErrorDetails();
    var isDenied = details.errorCode() == null || details.errorCode().equals("AccessDenied");
    var hasVersion = sent.firstMatchingRawQueryParameter("versionId").isPresent();
    var hasRetention = sent.firstMatchingHeader("x-amz-object-lock-mode").isPresent();
    var needed =
        (hasVersion ? right.replace("s3:GetObject", "s3:GetObjectVersion") : right)
            + (hasRetention ? " and s3:PutObjectRetention" : "");
    var call = request.operationIdentifier() + (isDenied ? " needs " + needed : "");
    var said = Objects.requireNonNullElse(details.errorMessage(), "Forbidden");
    // Without a message of its own, an exception tells what is in the details.
    return refusal.toBuilder()
        .message(null)
        .awsErrorDetails(details.toBuilder().errorMessage(call + ": " + said).build())
        .build();
  }
}
