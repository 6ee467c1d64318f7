package objectledger.documents;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import objectledger.aws.ObjectApi;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonFields;
import objectledger.json.JsonWriter;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket of rows, refusals, states and declarations.
 *
 * @param s3 that makes the calls
 * @param bucket its name
 * @param owner the account id that must own it
 */
record Lake(ObjectApi s3, String bucket, String owner) {
  private static final String JSON = "application/json";

  /** The rows of a document, to which nothing was written yet. */
  RowsObject rows(Document document, TableDeclaration table) {
    var key = table.rowsKey(document.table(), document.key().id(), document.time());
    return new RowsObject(s3, bucket, owner, key, document.key());
  }

  /**
   * Reads the declared tables.
   *
   * @param key that contains the digest of the content
   * @throws InvalidInputException if the content is another, or not what Terraform writes
   */
  Declarations declarations(String key) {
    var request =
        GetObjectRequest.builder().bucket(bucket).key(key).expectedBucketOwner(owner).build();
    try (var object = s3.getObject(request);
        var body = new SourceStream(object.body(), -1)) {
      var content = body.readAllBytes();
      if (!key.equals("declared/" + Sha256.hex(content) + ".json")) {
        throw new InvalidInputException(key + " has another content than its name says");
      }
      return Declarations.read(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps a refusal. The first one of an id stays. */
  void refuse(Document document, Refusal refusal) {
    putIfAbsent(document.refusalKey(), document.refusal(refusal));
    if (document.hasValidTable() && document.key().hasValidId()) {
      var data = state(document, "refused");
      refusal.addTo(data);
      // What an earlier document of this id became stays.
      putIfAbsent(statusKey(document), status(data));
    }
  }

  /** Says that the rows of a document are stored. */
  void stored(Document document, long rows) {
    var data = state(document, "stored").put("rows", rows);
    put(PutObjectRequest.builder().key(statusKey(document)), status(data));
  }

  private static JsonFields state(Document document, String state) {
    return new JsonFields()
        .put("id", document.key().id())
        .put("table", document.table())
        .put("state", state);
  }

  private static String statusKey(Document document) {
    return "status/" + document.table() + "/" + document.key().id() + ".json";
  }

  private static byte[] status(JsonFields data) {
    var status = new LinkedHashMap<String, Object>();
    status.put("success", true);
    status.put(
        "data", data.only("id", "table", "state", "rows", "reason_code", "reason", "position"));
    return JsonWriter.toLine(status);
  }

  private void putIfAbsent(String key, byte[] content) {
    try {
      put(PutObjectRequest.builder().key(key).ifNoneMatch("*"), content);
    } catch (S3Exception e) {
      if (e.statusCode() != 412) {
        throw e;
      }
    }
  }

  private void put(PutObjectRequest.Builder request, byte[] content) {
    request.bucket(bucket).expectedBucketOwner(owner).contentType(JSON).metadata(Map.of());
    s3.putObject(
        request.build(),
        RequestBody.fromInputStream(new ByteArrayInputStream(content), content.length));
  }
}
