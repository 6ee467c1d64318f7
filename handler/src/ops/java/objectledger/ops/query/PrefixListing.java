package objectledger.ops.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import objectledger.ops.ShutdownSignal;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Lists the objects below a prefix into a file, because they can be more than fit into the memory.
 */
record PrefixListing(S3Client s3, String owner, String bucket, ShutdownSignal shutdown) {

  /**
   * Writes the objects, a line each, and returns the digest of the lines: a copy that was made of
   * the same listing needs no work.
   *
   * @param isWanted whether an object is written, by its name below the prefix
   * @throws InterruptedCopyException if a shutdown was requested
   */
  String write(String prefix, Path file, Predicate<String> isWanted) throws IOException {
    var digest = sha256();
    try (var out =
        new DigestOutputStream(
            new GZIPOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
      String token = null;
      do {
        InterruptedCopyException.throwIf(shutdown);
        var page = s3.listObjectsV2(request(prefix, token));
        for (var listed : page.contents()) {
          var object = CopiedObject.of(listed, prefix);
          if (isWanted.test(object.name())) {
            out.write((object.header() + "\n").getBytes(StandardCharsets.UTF_8));
          }
        }
        token = page.isTruncated() ? page.nextContinuationToken() : null;
      } while (token != null);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private ListObjectsV2Request request(String prefix, String token) {
    return ListObjectsV2Request.builder()
        .bucket(bucket)
        .prefix(prefix)
        .expectedBucketOwner(owner)
        .encodingType(EncodingType.URL)
        .continuationToken(token)
        .build();
  }

  /** Reads what was written. */
  static BufferedReader read(Path file) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
