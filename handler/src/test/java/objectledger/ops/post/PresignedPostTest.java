package objectledger.ops.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.regions.Region;

/** Proves that a form is signed as S3 wants it, and that its policy fixes all but the content. */
class PresignedPostTest {
  private static final Instant TIME = Instant.parse("2015-12-29T00:00:00Z");
  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
  private static final Map<String, String> METADATA =
      ObjectMetadata.of("orders", TIME, "arn:aws:iam::123456789012:user/me");

  private final PresignedPost form =
      new PresignedPost("bucket", "us-east-1", TIME, Duration.ofMinutes(15), 1000);

  /** The example of AWS's documentation of browser-based uploads with POST. */
  @Test
  void signsTheExampleOfTheDocumentationAsItDoes() {
    var policy =
        """
        eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCi\
        AgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXki\
        LCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3\
        Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nl\
        c3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2\
        UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNl\
        cnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbW\
        V0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUv\
        MjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIk\
        FXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBd\
        DQp9""";

    assertThat(form.signature(SECRET, policy))
        .isEqualTo("8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e");
  }

  @Test
  void policyFixesEveryFieldAndTheSize() {
    var fields =
        form.fields(
            AwsSessionCredentials.create("id", SECRET, "token"),
            "upload=1",
            "application/json",
            METADATA);

    var policy = policy(fields);
    assertThat(policy.get("expiration").text()).isEqualTo("2015-12-29T00:15:00.000Z");
    var fixed = new LinkedHashMap<String, String>();
    var others = new ArrayList<Object>();
    for (var condition : policy.get("conditions").items()) {
      if (condition.names().isEmpty()) {
        others.add(condition.value());
      } else {
        var name = condition.names().getFirst();
        fixed.put(name, condition.get(name).text());
      }
    }
    var expected = new LinkedHashMap<>(fields);
    expected.remove("policy");
    expected.remove("x-amz-signature");
    expected.put("bucket", "bucket");
    assertThat(fixed).containsExactlyInAnyOrderEntriesOf(expected);
    assertThat(others).containsExactly(List.of("content-length-range", 1L, 1000L));
    assertThat(fields)
        .containsEntry("key", "upload=1")
        .containsEntry("x-amz-meta-table", "orders")
        .containsEntry("x-amz-meta-request-time", "29/Dec/2015:00:00:00 +0000")
        .containsEntry("x-amz-meta-caller", "arn:aws:iam::123456789012:user/me")
        .containsEntry("x-amz-security-token", "token")
        .containsEntry("x-amz-signature", form.signature(SECRET, fields.get("policy")));
  }

  @Test
  void credentialsWithoutASessionGiveNoToken() {
    assertThat(form.fields(AwsBasicCredentials.create("id", SECRET), "upload=1", "a/b", METADATA))
        .doesNotContainKey("x-amz-security-token");
  }

  @Test
  void addressIsThatOfTheBucketOrOfTheEmulator() {
    assertThat(PresignCommand.url("b", Region.EU_WEST_1, Map.of()))
        .isEqualTo(URI.create("https://b.s3.eu-west-1.amazonaws.com/"));
    assertThat(PresignCommand.url("b", Region.CN_NORTH_1, Map.of()))
        .isEqualTo(URI.create("https://b.s3.cn-north-1.amazonaws.com.cn/"));
    assertThat(
            PresignCommand.url(
                "b", Region.EU_WEST_1, Map.of("AWS_ENDPOINT_URL", "http://127.0.0.1:5000")))
        .isEqualTo(URI.create("http://127.0.0.1:5000/b"));
  }

  private static JsonValue policy(Map<String, String> fields) {
    var bytes = Base64.getDecoder().decode(fields.get("policy"));
    return new JsonValue("", JsonReader.read(new String(bytes, StandardCharsets.UTF_8)));
  }
}
