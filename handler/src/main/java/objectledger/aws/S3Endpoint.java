package objectledger.aws;

import java.net.URI;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.awscore.endpoints.AwsEndpointAttribute;
import software.amazon.awssdk.awscore.endpoints.authscheme.EndpointAuthScheme;
import software.amazon.awssdk.awscore.endpoints.authscheme.SigV4AuthScheme;
import software.amazon.awssdk.core.ClientEndpointProvider;
import software.amazon.awssdk.core.client.config.SdkClientConfiguration;
import software.amazon.awssdk.core.client.config.SdkClientOption;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.protocols.xml.AwsS3ProtocolFactory;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointProvider;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.utils.CompletableFutureUtils;

/**
 * The endpoint of a bucket, and the scope for which its requests are signed.
 *
 * @param uri of the bucket, to which the key is appended
 * @param region of the signature
 * @param service name in the signature
 */
public record S3Endpoint(URI uri, String region, String service) {

  /**
   * Resolves the endpoint by the SDK's rules and the environment: a custom endpoint, FIPS or dual
   * stack. In us-east-1 it is the regional endpoint.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if there is no such endpoint
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

  /** Writes requests to the bucket, and reads the responses. */
  AwsS3ProtocolFactory protocol() {
    var where = ClientEndpointProvider.create(uri, true);
    return AwsS3ProtocolFactory.builder()
        .clientConfiguration(
            SdkClientConfiguration.builder()
                .option(SdkClientOption.CLIENT_ENDPOINT_PROVIDER, where)
                .build())
        .defaultServiceExceptionSupplier(S3Exception::builder)
        .build();
  }

  /** Signs a request. The digest of the body is signed only without TLS. */
  SignedRequest signed(SdkHttpFullRequest request, AwsCredentialsIdentity identity) {
    return AwsV4HttpSigner.create()
        .sign(
            SignRequest.builder(identity)
                .request(request)
                .payload(request.contentStreamProvider().orElse(null))
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                // S3 expects the path unchanged, with all slashes and dots.
                .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                .putProperty(
                    AwsV4HttpSigner.PAYLOAD_SIGNING_ENABLED, !request.protocol().equals("https"))
                .build());
  }
}
