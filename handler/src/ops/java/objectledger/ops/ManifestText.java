package objectledger.ops;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The keys and versions in the CSV manifest of a job of S3 Batch Operations. */
public final class ManifestText {
  private ManifestText() {}

  /** A space as %20: a plus would be one to whoever decodes it as a part of a URL. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }
}
