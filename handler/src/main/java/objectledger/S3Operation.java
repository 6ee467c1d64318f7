package objectledger;

import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.protocols.core.OperationInfo;
import software.amazon.awssdk.utils.builder.SdkBuilder;

/**
 * One of S3's operations.
 *
 * @param written how its request is written
 * @param answer makes the answer that is to be filled
 */
record S3Operation<R extends AwsResponse>(
    OperationInfo written, Supplier<? extends SdkBuilder<?, R>> answer) {

  /**
   * @param uri below the bucket's; a part in braces is the input's member of that name
   */
  static <B extends SdkPojo & SdkBuilder<B, R>, R extends AwsResponse> S3Operation<R> of(
      SdkHttpMethod method, String uri, Supplier<B> answer) {
    return new S3Operation<>(
        OperationInfo.builder().httpMethod(method).requestUri(uri).build(), answer);
  }

  SdkPojo newAnswer() {
    return (SdkPojo) answer.get();
  }
}
