package objectledger;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import objectledger.lambda.Sha256;

/**
 * Names the {@code latest} document of a source object. A person can read the name, no two objects
 * share one, and no byte of a key that some tool might take for a command or a path is in it.
 */
final class LatestDocumentKey {
  /** S3's limit, in bytes. */
  private static final int MAX_BYTES = 1_024;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private LatestDocumentKey() {}

  /**
   * The name: the key with everything but plain letters, digits and a few marks percent-encoded, so
   * that decoding it gives the key back; or, where that is too long, the key's SHA-256 behind
   * {@code sha256=}, whose sign no encoded key has.
   */
  static String of(String bucket, String key) {
    var folder = "latest/source=" + bucket + "/";
    var name = folder + encode(key) + ".json";
    return name.length() <= MAX_BYTES
        ? name
        : folder + "sha256=" + Sha256.hex(key.getBytes(StandardCharsets.UTF_8)) + ".json";
  }

  private static String encode(String key) {
    var bytes = key.getBytes(StandardCharsets.UTF_8);
    var name = new StringBuilder(bytes.length + 16);
    for (var i = 0; i < bytes.length; i++) {
      if (isPlain(bytes, i)) {
        name.append((char) bytes[i]);
      } else {
        HEX.toHexDigits(name.append('%'), bytes[i]);
      }
    }
    return name.toString();
  }

  private static boolean isPlain(byte[] key, int at) {
    var c = (char) key[at];
    return switch (c) {
      // A slash that begins a name or follows another makes an empty folder, which tools drop; one
      // at the end would leave the name empty, and the document hidden.
      case '/' -> at > 0 && key[at - 1] != '/' && at < key.length - 1;
      // A dot that begins a name makes it hidden, or a folder's own name or its parent's; an
      // underscore hides it from Athena and Spark.
      case '.', '_' -> at > 0 && key[at - 1] != '/';
      case '-' -> true;
      default -> c < 128 && Character.isLetterOrDigit(c);
    };
  }
}
