package objectledger.ops;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The lines of the CSV manifest of a job of S3 Batch Operations. */
public final class ManifestText {
  private ManifestText() {}

  /**
   * The line of an object, its line break included.
   *
   * @param version empty if the manifest has no versions
   */
  public static String line(String bucket, String key, String version) {
    return bucket + "," + encoded(key) + (version.isEmpty() ? "" : "," + encoded(version)) + "\n";
  }

  /** A space as %20: a plus would be one to whoever decodes it as a part of a URL. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
