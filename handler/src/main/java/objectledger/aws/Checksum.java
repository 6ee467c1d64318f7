package objectledger.aws;

import java.util.Objects;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * The checksum that S3 stores with an object; its texts are empty if there is none.
 *
 * @param algorithm as S3 spells it
 * @param type {@code FULL_OBJECT} or {@code COMPOSITE}
 * @param value Base64, followed by {@code -<parts>} if it is composite
 */
record Checksum(String algorithm, String type, String value) {

  /**
   * The checksum of an object. An object has at most one; if it had more, the first of this list
   * would count.
   */
  static Checksum of(HeadObjectResponse head) {
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
