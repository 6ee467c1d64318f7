package objectledger.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.EndpointAuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.utils.CompletableFutureUtils;

/**
 * Where a bucket is, and for what requests to it are signed.
 *
 * @param uri of the bucket; an object's key comes after it
 * @param region for which a request is signed
 * @param service for which a request is signed
 */
public record S3Endpoint(URI uri, String region, String service) {

  /**
   * By the SDK's rules, and by what the environment says of endpoints: one of our own, FIPS or dual
   * stack. In us-east-1 it is the regional one.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if there can be no such endpoint
   */
  public static S3Endpoint of(String bucket, String region, Map<String, String> environment) {
    var variables = new AwsVariables(environment);
    var asked =
        S3EndpointParams.builder()
            .region(Region.of(region))
            .bucket(bucket)
            .endpoint(variables.endpoint("S3", "S3").orElse(null))
            .useFips(variables.usesFips())
            .useDualStack(variables.usesDualStack())
            .build();
    var found = S3EndpointProvider.defaultProvider().resolveEndpoint(asked);
    return of(CompletableFutureUtils.joinLikeSync(found), region);
  }

  private static S3Endpoint of(Endpoint found, String region) {
    var uri = found.endpointUrl().toUri();
    var schemes = found.attribute(AwsEndpointAttribute.AUTH_SCHEMES);
    for (var scheme : schemes == null ? List.<EndpointAuthScheme>of() : schemes) {
      if (scheme instanceof SigV4AuthScheme v4) {
        return new S3Endpoint(uri, v4.signingRegion(), v4.signingName());
      }
    }
    return new S3Endpoint(uri, region, S3Client.SERVICE_NAME);
  }

  /** Signs a request. Of a body that TLS protects no digest is signed; of any other there is. */
  SignedRequest signed(SdkHttpFullRequest request, AwsCredentialsIdentity identity) {
    return AwsV4HttpSigner.create()
        .sign(
            SignRequest.builder(identity)
                .request(request)
                .payload(request.contentStreamProvider().orElse(null))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                // S3 signs a path as it is, with all its slashes and dots.
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(
                    AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !request.protocol().equals("https"))
                .build());
  }
}
