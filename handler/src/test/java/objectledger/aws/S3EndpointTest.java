package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves that buckets are found where the SDK's own client finds them. */
class S3EndpointTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          AWS_LAMBDA_FUNCTION_NAME,   any,               https://a-bucket.s3.eu-west-1.amazonaws.com
          AWS_USE_FIPS_ENDPOINT,      true,              https://a-bucket.s3-fips.eu-west-1.amazonaws.com
          AWS_USE_DUALSTACK_ENDPOINT, true,              https://a-bucket.s3.dualstack.eu-west-1.amazonaws.com
          AWS_ENDPOINT_URL,           https://127.0.0.1, https://127.0.0.1/a-bucket
          AWS_ENDPOINT_URL_S3,        https://127.0.0.1, https://127.0.0.1/a-bucket
          AWS_ENDPOINT_URL_S3,        http://vpce.example, http://a-bucket.vpce.example
          """)
  void environmentSaysWhichKindOfEndpoint(String name, String value, String uri) {
    assertThat(S3Endpoint.of("a-bucket", "eu-west-1", Map.of(name, value)).uri()).hasToString(uri);
  }

  @ParameterizedTest
  @CsvSource({
    "a-bucket,     us-east-1,     https://a-bucket.s3.us-east-1.amazonaws.com",
    "a-bucket,     cn-north-1,    https://a-bucket.s3.cn-north-1.amazonaws.com.cn",
    "a-bucket,     us-gov-west-1, https://a-bucket.s3.us-gov-west-1.amazonaws.com",
    "with.a.dot,   eu-west-1,     https://s3.eu-west-1.amazonaws.com/with.a.dot",
  })
  void bucketsHaveTheirRegionalEndpoint(String bucket, String region, String uri) {
    assertThat(S3Endpoint.of(bucket, region, Map.of()))
        .hasToString("S3Endpoint[uri=%s, region=%s, service=s3]".formatted(uri, region));
  }

  @Test
  void endpointOfS3GoesBeforeThatOfAllServices() {
    var environment =
        Map.of(
            "AWS_ENDPOINT_URL",
            "https://all.example",
            "AWS_ENDPOINT_URL_S3",
            "https://127.0.0.1:8443");

    assertThat(S3Endpoint.of("a-bucket", "eu-west-1", environment).uri())
        .hasToString("https://127.0.0.1:8443/a-bucket");
  }
}
