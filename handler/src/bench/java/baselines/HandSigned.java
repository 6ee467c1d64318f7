package baselines;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The limit: as little as Java can do for a HEAD and a PUT, without any library. It signs by hand
 * (signature version 4), takes the keys out of the event by a pattern, and retries nothing.
 */
public final class HandSigned implements RequestStreamHandler {
  private static final Pattern RECORD =
      Pattern.compile(
          "\"bucket\":\\{\"name\":\"([^\"]+)\".*?\"key\":\"([^\"]+)\".*?\"sequencer\":\"(\\w+)\"");

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String endpoint = System.getenv("AWS_ENDPOINT_URL");
  private final String region = System.getenv("AWS_REGION");
  private final String ledger = System.getenv("LEDGER_BUCKET");
  private final String accessKey = System.getenv("AWS_ACCESS_KEY_ID");
  private final String token = System.getenv("AWS_SESSION_TOKEN");

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    var event = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    var records = RECORD.matcher(event);
    while (records.find()) {
      var bucket = records.group(1);
      var key = URLDecoder.decode(records.group(2), StandardCharsets.UTF_8);
      var head = send("HEAD", "/" + bucket + "/" + key, null);
      var json =
          "{\"bucket\":\"%s\",\"key\":\"%s\",\"size\":%s,\"e_tag\":%s,\"content_type\":\"%s\"}"
              .formatted(
                  bucket,
                  key,
                  head.getContentLengthLong(),
                  head.getHeaderField("ETag"),
                  head.getContentType());
      send(
          "PUT",
          "/" + ledger + "/journal/" + records.group(3) + ".json",
          json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private HttpURLConnection send(String method, String path, byte[] body) throws IOException {
    var uri = URI.create(endpoint + path);
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    connection.setRequestMethod(method);
    sign(connection, method, uri);
    if (body != null) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      connection.getOutputStream().write(body);
    }
    if (connection.getResponseCode() != 200) {
      throw new IOException(method + " " + path + ": " + connection.getResponseCode());
    }
    // The connection can be used again once the answer has been read to its end.
    connection.getInputStream().readAllBytes();
    return connection;
  }

  private void sign(HttpURLConnection connection, String method, URI uri) {
    var time = TIME.format(Instant.now());
    var scope = time.substring(0, 8) + "/" + region + "/s3/aws4_request";
    var names = "host;x-amz-content-sha256;x-amz-date;x-amz-security-token";
    var request =
        """
        %s
        %s

        host:%s
        x-amz-content-sha256:UNSIGNED-PAYLOAD
        x-amz-date:%s
        x-amz-security-token:%s

        %s
        UNSIGNED-PAYLOAD"""
            .formatted(method, uri.getRawPath(), uri.getAuthority(), time, token, names);
    var text = "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(request);
    var key = ("AWS4" + System.getenv("AWS_SECRET_ACCESS_KEY")).getBytes(StandardCharsets.UTF_8);
    for (var part : scope.split("/")) {
      key = hmac(key, part);
    }
    connection.setRequestProperty("x-amz-content-sha256", "UNSIGNED-PAYLOAD");
    connection.setRequestProperty("x-amz-date", time);
    connection.setRequestProperty("x-amz-security-token", token);
    connection.setRequestProperty(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(accessKey, scope, names, HexFormat.of().formatHex(hmac(key, text))));
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
