package objectledger.ops.failures;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import objectledger.json.InvalidInputException;
import objectledger.lambda.WorkerPool;
import objectledger.ops.DeployedStack;
import objectledger.ops.DocumentsFunction;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The refusals in the lake bucket. */
final class RefusedDocuments {
  /** Each refusal is an object that has to be read. */
  private static final int READERS = 16;

  private final S3Client s3;
  private final String bucket;
  private final String account;

  /**
   * The refusals in a bucket.
   *
   * @param account that has to own the bucket
   */
  RefusedDocuments(S3Client s3, String bucket, String account) {
    this.s3 = s3;
    this.bucket = bucket;
    this.account = account;
  }

  /** Those of a stack. */
  static RefusedDocuments of(DeployedStack deployment, DocumentsFunction function, S3Client s3) {
    return new RefusedDocuments(s3, function.bucket(), deployment.accountId());
  }

  /**
   * The refusals that were read.
   *
   * @param documents of them, in the order of their keys
   * @param unreadable keys of what is no refusal
   * @param isWhole whether there are no more than these
   */
  record Read(List<RefusedDocument> documents, List<String> unreadable, boolean isWhole) {}

  /**
   * Reads them.
   *
   * @param table whose refusals are wanted; empty for all
   * @param limit how many to read at most
   */
  Read read(String table, int limit) {
    var listed = new ArrayList<S3Object>();
    var isWhole = true;
    for (var object : listing(table)) {
      if (listed.size() == limit) {
        isWhole = false;
        break;
      }
      listed.add(object);
    }
    var found = new RefusedDocument[listed.size()];
    Queue<String> unreadable = new ConcurrentLinkedQueue<>();
    var numbers = IntStream.range(0, listed.size()).boxed().toList();
    new WorkerPool(READERS)
        .forEach(
            numbers,
            number -> {
              var object = listed.get(number);
              try {
                found[number] = read(object).orElse(null);
              } catch (InvalidInputException e) {
                unreadable.add(object.key());
              }
              return true;
            });
    var documents = new ArrayList<RefusedDocument>();
    for (var document : found) {
      if (document != null) {
        documents.add(document);
      }
    }
    return new Read(documents, List.copyOf(unreadable), isWhole);
  }

  /** Deletes a refusal, because its document is refused no more. */
  void remove(RefusedDocument document) {
    s3.deleteObject(
        delete -> delete.bucket(bucket).key(document.refusal()).expectedBucketOwner(account));
  }

  private Iterable<S3Object> listing(String table) {
    return s3.listObjectsV2Paginator(
            list ->
                list.bucket(bucket)
                    .prefix(table.isEmpty() ? "refused/" : "refused/" + table + "/")
                    .expectedBucketOwner(account)
                    .encodingType(EncodingType.URL))
        .contents();
  }

  /** Empty if somebody has deleted it meanwhile. */
  private Optional<RefusedDocument> read(S3Object object) {
    try {
      var refusal =
          s3.getObjectAsBytes(
              get -> get.bucket(bucket).key(object.key()).expectedBucketOwner(account));
      return Optional.of(
          RefusedDocument.of(
              object.key(),
              object.lastModified(),
              new String(refusal.asByteArrayUnsafe(), StandardCharsets.UTF_8)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }
}
