package objectledger.aws;

import java.util.Objects;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The checksum that S3 keeps of an object; empty texts where it keeps none.
 *
 * @param algorithm in S3's spelling
 * @param type {@code FULL_OBJECT} or {@code COMPOSITE}
 * @param value base64, with {@code -<parts>} at its end where it is composite
 */
public record Checksum(String algorithm, String type, String value) {

  /** An object has one; were there more, the first of these wins. */
  public static Checksum of(HeadObjectResponse head) {
    var kept =
        new String[][] {
          {"CRC64NVME", head.checksumCRC64NVME()},
          {"CRC32C", head.checksumCRC32C()},
          {"CRC32", head.checksumCRC32()},
          {"SHA256", head.checksumSHA256()},
          {"SHA1", head.checksumSHA1()},
          {"SHA512", head.checksumSHA512()},
          {"XXHASH128", head.checksumXXHASH128()},
          {"XXHASH3", head.checksumXXHASH3()},
          {"XXHASH64", head.checksumXXHASH64()},
          {"MD5", head.checksumMD5()},
        };
    for (var checksum : kept) {
      if (checksum[1] != null) {
        var type = Objects.requireNonNullElse(head.checksumTypeAsString(), "");
        return new Checksum(checksum[0], type, checksum[1]);
      }
    }
    return new Checksum("", "", "");
  }
}
