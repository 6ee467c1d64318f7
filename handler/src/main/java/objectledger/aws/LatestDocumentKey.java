package objectledger.aws;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import objectledger.lambda.Sha256;

/**
 * The key of the {@code latest} document of a source object. It is readable and unique, and
 * contains no byte of the object key that a tool could take for a command or a path.
 */
public final class LatestDocumentKey {
  /** S3's limit for a key, in bytes. */
  private static final int MAX_BYTES = 1_024;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private LatestDocumentKey() {}

  /**
   * The key with everything percent-encoded but ASCII letters, digits and a few marks, so that it
   * can be decoded; or, if that is too long, {@code sha256=} and the key's SHA-256. No encoded key
   * contains an equals sign.
   */
  public static String of(String bucket, String key) {
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
      // A slash at the beginning or after another slash makes an empty folder, which tools drop.
      // A slash at the end would give an empty, hidden file name.
      case '/' -> at > 0 && key[at - 1] != '/' && at < key.length - 1;
      // A dot at the beginning of a name hides the file, or means the folder or its parent. An
      // underscore hides the file from Athena and Spark.
      case '.', '_' -> at > 0 && key[at - 1] != '/';
      case '-' -> true;
      default -> c < 128 && Character.isLetterOrDigit(c);
    };
  }
}
