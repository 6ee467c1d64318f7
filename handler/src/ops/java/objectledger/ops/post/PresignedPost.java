package objectledger.ops.post;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import objectledger.json.JsonWriter;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * The fields of a form with which anybody can upload one document to a bucket, signed with the
 * credentials of whoever makes it. The SDK has no such form. The policy in it fixes all but the
 * content: S3 refuses another key, other metadata, or a size that is out of the range.
 *
 * @param bucket that takes the document
 * @param region of the bucket
 * @param time of the signature
 * @param lifetime after which S3 refuses the form
 * @param largest size of the document in bytes
 */
record PresignedPost(String bucket, String region, Instant time, Duration lifetime, long largest) {
  private static final String ALGORITHM = "AWS4-HMAC-SHA256";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter EXPIRATION =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  /**
   * The fields, in the order in which they are sent; the content is sent after them, as {@code
   * file}.
   *
   * @param metadata of the object, without the prefix of their headers
   */
  Map<String, String> fields(
      AwsCredentialsIdentity credentials,
      String key,
      String contentType,
      Map<String, String> metadata) {
    var fields = new LinkedHashMap<String, String>();
    fields.put("key", key);
    fields.put("Content-Type", contentType);
    metadata.forEach((name, value) -> fields.put("x-amz-meta-" + name, value));
    fields.put("x-amz-algorithm", ALGORITHM);
    fields.put("x-amz-credential", credentials.accessKeyId() + "/" + scope());
    fields.put("x-amz-date", STAMP.format(time));
    if (credentials instanceof AwsSessionCredentialsIdentity session) {
      fields.put("x-amz-security-token", session.sessionToken());
    }
    var policy = policy(fields);
    fields.put("policy", policy);
    fields.put("x-amz-signature", signature(credentials.secretAccessKey(), policy));
    return fields;
  }

  /** The policy in Base64, which holds every field to its value. */
  private String policy(Map<String, String> fields) {
    var conditions = new ArrayList<Object>();
    conditions.add(Map.of("bucket", bucket));
    fields.forEach((name, value) -> conditions.add(Map.of(name, value)));
    conditions.add(List.of("content-length-range", 1L, largest));
    var policy = new LinkedHashMap<String, Object>();
    policy.put("expiration", EXPIRATION.format(time.plus(lifetime)));
    policy.put("conditions", conditions);
    return Base64.getEncoder().encodeToString(JsonWriter.toLine(policy));
  }

  /** The signature of a policy, in hex. */
  String signature(String secret, String policy) {
    var key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
    for (var part : scope().split("/")) {
      key = hmac(key, part);
    }
    return HexFormat.of().formatHex(hmac(key, policy));
  }

  private String scope() {
    return "%s/%s/s3/aws4_request".formatted(DAY.format(time), region);
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every JDK has HmacSHA256", e);
    }
  }
}
