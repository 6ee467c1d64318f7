package objectledger.ops.post;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;

/** What a request to the API is authorized with. */
@FunctionalInterface
interface Authorization {
  /** The request with the headers that authorize it. */
  SdkHttpRequest authorize(SdkHttpRequest request, byte[] body);

  /** A token in the header that authorizers read. */
  static Authorization ofToken(String token) {
    return (request, body) -> request.toBuilder().putHeader("Authorization", token).build();
  }

  /** A signature with credentials of AWS, over the path, the headers and the body. */
  static Authorization ofCredentials(AwsCredentialsIdentity credentials, Region region) {
    var signer = AwsV4HttpSigner.create();
    return (request, body) ->
        signer
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(request)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "execute-api")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region.id()))
            .request();
  }
}
