package objectledger.documents;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.lambda.Sha256;

/**
 * A version of an object that is a document.
 *
 * @param bucket of the object
 * @param key {@code id=<id>} or {@code upload=<id>}
 * @param version of the object; empty if the bucket has no versions
 */
record DocumentKey(String bucket, String key, String version) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,128}");

  /**
   * Reads an event of EventBridge, whose keys are not encoded.
   *
   * @throws InvalidInputException if it is not one of a created document
   */
  static DocumentKey of(JsonValue event) {
    if (!event.get("source").isEqualTo("aws.s3")
        || !event.get("detail-type").isEqualTo("Object Created")) {
      throw new InvalidInputException(
          "unsupported payload: expected EventBridge's \"Object Created\" of a document");
    }
    var object = event.get("detail").get("object");
    var key =
        new DocumentKey(
            event.get("detail").get("bucket").get("name").text(),
            object.get("key").text(),
            object.get("version-id").textOrEmpty());
    if (!key.key.startsWith("id=") && !key.key.startsWith("upload=")) {
      throw new InvalidInputException(
          "the key %s is not of a document: expected id=<id> or upload=<id>"
              .formatted(JsonText.quote(key.key)));
    }
    return key;
  }

  /** The id of the document, as the key has it. */
  String id() {
    return key.substring(key.indexOf('=') + 1);
  }

  boolean hasValidId() {
    return ID.matcher(id()).matches();
  }

  /** The id, or in place of one that is not valid a digest of the key. */
  String safeId() {
    return hasValidId() ? id() : Sha256.hex(key.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
