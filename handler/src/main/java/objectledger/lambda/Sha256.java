package objectledger.lambda;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256. */
public final class Sha256 {
  /** Copied for each digest: to look for the algorithm takes longer than to digest a short text. */
  private static final MessageDigest EMPTY = empty();

  private Sha256() {}

  private static MessageDigest empty() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /**
   * The digest of several texts as 64 lower-case hex digits. Each is preceded by its length in
   * bytes: the texts can contain any separator, and no two lists of texts have the same digest.
   */
  public static String ofAll(List<String> texts) {
    var bytes = new ByteArrayOutputStream();
    for (var text : texts) {
      var part = text.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes((part.length + ":").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(part);
    }
    return hex(bytes.toByteArray());
  }

  /** The digest of the concatenated parts as 64 lower-case hex digits. */
  public static String hex(byte[]... parts) {
    return HexFormat.of().formatHex(digest(parts));
  }

  /** The 32 bytes of the digest of the concatenated parts. */
  public static byte[] digest(byte[]... parts) {
    try {
      var digest = (MessageDigest) EMPTY.clone();
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("the JDK's SHA-256 can be copied", e);
    }
  }
}
