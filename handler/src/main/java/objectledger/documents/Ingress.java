package objectledger.documents;

import java.util.Optional;
import objectledger.aws.FailureClassifier;
import objectledger.aws.ObjectApi;
import objectledger.aws.ObjectMetadataFields;
import objectledger.aws.OpenObject;
import objectledger.json.InvalidInputException;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket of the documents.
 *
 * @param s3 that makes the calls
 * @param bucket its name
 * @param owner the account id that must own it
 */
record Ingress(ObjectApi s3, String bucket, String owner) {

  /** What is done with a document while it is open. */
  @FunctionalInterface
  interface Use<R> {
    R of(Document document);
  }

  /**
   * Opens a document.
   *
   * @return empty if that version does not exist any more
   * @throws InvalidInputException if it is not in this bucket
   */
  <R> Optional<R> read(DocumentKey key, Use<R> use) {
    if (!key.bucket().equals(bucket)) {
      throw new InvalidInputException(
          "the function reads documents of %s, and not of %s".formatted(bucket, key.bucket()));
    }
    var request =
        GetObjectRequest.builder()
            .bucket(bucket)
            .key(key.key())
            .versionId(key.version().isEmpty() ? null : key.version())
            .expectedBucketOwner(owner)
            .build();
    return open(request).map(object -> read(object, key, use));
  }

  private static <R> R read(OpenObject<GetObjectResponse> opened, DocumentKey key, Use<R> use) {
    try (var object = opened) {
      var response = object.response();
      var table = ObjectMetadataFields.decoded(response.metadata()).getOrDefault("table", "");
      var length = response.contentLength() == null ? -1 : response.contentLength();
      var body = new SourceStream(object.body(), length);
      return use.of(new Document(key, table, response.lastModified(), body));
    }
  }

  /** Empty if the version is not there. Only this call can tell: others answer 404 as well. */
  private Optional<OpenObject<GetObjectResponse>> open(GetObjectRequest request) {
    try {
      return Optional.of(s3.getObject(request));
    } catch (S3Exception e) {
      if (FailureClassifier.isMissingObject(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
