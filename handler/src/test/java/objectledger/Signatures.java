package objectledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import objectledger.lambda.Sha256;

/** Computes signatures anew, as AWS describes them, from what came over the wire. */
public final class Signatures {
  public static final String KEY_ID = "AKIDEXAMPLE";
  public static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/(\\d{8}/eu-west-1/(\\w+)/aws4_request),"
              + " SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})");

  private Signatures() {}

  /**
   * Requires that a request is signed rightly.
   *
   * @param path as it was sent
   * @param query as it was sent; may be null
   * @param header gives the value of a header
   * @param payload the digest of the body, or what stands in its place
   */
  public static void check(
      String service,
      String method,
      String path,
      String query,
      UnaryOperator<String> header,
      String payload)
      throws GeneralSecurityException {
    var authorization = AUTHORIZATION.matcher(header.apply("Authorization"));
    assertThat(authorization.matches()).isTrue();
    assertThat(authorization.group(2)).isEqualTo(service);
    var headers = new StringBuilder();
    for (var name : authorization.group(3).split(";")) {
      headers.append(name).append(':').append(header.apply(name)).append('\n');
    }
    assertThat(authorization.group(3).split(";")).contains("host", "x-amz-date");
    var canonical =
        String.join("\n", method, path, sorted(query), headers, authorization.group(3), payload);
    var toSign =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            header.apply("X-Amz-Date"),
            authorization.group(1),
            Sha256.hex(canonical.getBytes(UTF_8)));
    var key = ("AWS4" + SECRET).getBytes(UTF_8);
    for (var part : authorization.group(1).split("/")) {
      key = hmac(key, part);
    }
    assertThat(HexFormat.of().formatHex(hmac(key, toSign))).isEqualTo(authorization.group(4));
  }

  private static String sorted(String query) {
    return query == null
        ? ""
        : Arrays.stream(query.split("&"))
            .map(pair -> pair.contains("=") ? pair : pair + "=")
            .sorted()
            .collect(Collectors.joining("&"));
  }

  private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
