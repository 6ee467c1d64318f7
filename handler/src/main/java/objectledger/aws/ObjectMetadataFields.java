package objectledger.aws;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.json.JsonFields;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** The fields that come from a HEAD of the object, in the record's names and units. */
public final class ObjectMetadataFields {
  /** The ETag of a multipart upload ends in a dash and the number of its parts. */
  private static final Pattern PARTS = Pattern.compile(".+-([0-9]{1,5})");

  private ObjectMetadataFields() {}

  public static void put(JsonFields fields, HeadObjectResponse head, Map<String, String> tags) {
    var eTag = unquoted(head.eTag());
    var parts = PARTS.matcher(eTag);
    var checksum = Checksum.of(head);
    fields
        .put("size", head.contentLength())
        .put("e_tag", eTag)
        .put("last_modified_date", head.lastModified())
        // S3 omits the header for the default class only.
        .put(
            "storage_class", head.storageClass() == null ? "STANDARD" : head.storageClassAsString())
        .put("is_multipart", parts.matches())
        .put("parts_count", parts.matches() ? Integer.valueOf(parts.group(1)) : null)
        .put("checksum_algorithm", checksum.algorithm())
        .put("checksum_type", checksum.type())
        .put("checksum_value", checksum.value())
        .put("content_type", text(head.contentType()))
        .put("content_encoding", text(head.contentEncoding()))
        .put("content_language", text(head.contentLanguage()))
        .put("content_disposition", text(head.contentDisposition()))
        .put("cache_control", text(head.cacheControl()))
        .put("expires", text(head.expiresString()))
        .put("website_redirect_location", text(head.websiteRedirectLocation()))
        .put("encryption_status", encryption(head))
        .put("kms_key_arn", head.ssekmsKeyId())
        .put("is_bucket_key_enabled", head.bucketKeyEnabled())
        .put("object_lock_mode", head.objectLockModeAsString())
        .put("object_lock_retain_until", head.objectLockRetainUntilDate())
        .put("object_lock_legal_hold", head.objectLockLegalHoldStatusAsString())
        .put("replication_status", head.replicationStatusAsString())
        .put("restore_status", head.restore())
        .put("archive_status", head.archiveStatusAsString())
        .put("object_tags", tags)
        .put("user_metadata", decoded(head.metadata()))
        .put("missing_metadata_count", head.missingMeta());
  }

  public static String unquoted(String eTag) {
    return eTag == null ? "" : eTag.replace("\"", "");
  }

  private static String encryption(HeadObjectResponse head) {
    if (head.sseCustomerAlgorithm() != null) {
      return "SSE-C";
    }
    var algorithm = head.serverSideEncryptionAsString();
    return switch (algorithm) {
      case null -> null;
      case "AES256" -> "SSE-S3";
      case "aws:kms" -> "SSE-KMS";
      case "aws:kms:dsse" -> "DSSE-KMS";
      default -> algorithm;
    };
  }

  /** The names are lower-cased, because HTTP header names are case-insensitive. */
  public static Map<String, String> decoded(Map<String, String> metadata) {
    var decoded = new HashMap<String, String>();
    metadata.forEach(
        (name, value) ->
            decoded.put(name.toLowerCase(Locale.ROOT), EncodedWordDecoder.decode(text(value))));
    return decoded;
  }

  /**
   * The value of a header that a user can set. S3 returns the bytes that were set, and the HTTP
   * client turns each into one character. The bytes are UTF-8 if they are valid UTF-8, otherwise
   * Latin-1.
   */
  private static String text(String header) {
    if (header == null || header.chars().allMatch(c -> c < 0x80)) {
      return header;
    }
    try {
      var bytes = StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(header));
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      return header;
    }
  }
}
