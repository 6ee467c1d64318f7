package objectledger.ops.failures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.ChangesFunction;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What was not written, in the changes bucket: what the function refused, what Lambda gave up. */
final class ChangesBucket implements StoredChanges {
  private static final int READERS = 16;
  private static final String BATCHES = "aws/lambda/";

  private final S3Client s3;
  private final ChangesFunction function;
  private final String account;

  /**
   * The bucket of a function.
   *
   * @param account that has to own the bucket
   */
  ChangesBucket(S3Client s3, ChangesFunction function, String account) {
    this.s3 = s3;
    this.function = function;
    this.account = account;
  }

  /**
   * What was read.
   *
   * @param failed of the label, in the order of their keys
   * @param unreadable objects that could not be read, with the reason
   * @param isWhole whether there are no more than these
   */
  record Read(List<FailedChanges> failed, List<String> unreadable, boolean isWhole) {}

  /**
   * Reads what is not written, without its records.
   *
   * @param label that is wanted; empty for all
   * @param limit how many objects of a kind to read at most
   */
  Read read(String label, int limit) {
    var refused = listing(label.isEmpty() ? "refused/" : "refused/" + label + "/", limit);
    // The keys of Lambda name a mapping, which may be one that is not there any more.
    var batches = listing(BATCHES, limit);
    Queue<String> unreadable = new ConcurrentLinkedQueue<>();
    var objects =
        Stream.concat(refused.stream().limit(limit), batches.stream().limit(limit))
            .filter(object -> !object.key().endsWith("/"))
            .toList();
    var failed =
        new WorkerPool(READERS)
            .forEach(objects, object -> read(object, unreadable)).stream()
                .flatMap(Optional::stream)
                .filter(changes -> label.isEmpty() || changes.label().equals(label))
                .toList();
    return new Read(
        failed,
        unreadable.stream().sorted().toList(),
        refused.size() <= limit && batches.size() <= limit);
  }

  @Override
  public Optional<Stored> load(String key) {
    try {
      var object =
          s3.getObjectAsBytes(
              get -> get.bucket(function.bucket()).key(key).expectedBucketOwner(account));
      return Optional.of(
          new Stored(
              object.response().eTag(),
              new JsonSlice(new String(object.asByteArrayUnsafe(), StandardCharsets.UTF_8))));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    }
  }

  /**
   * Deletes an object if it is still the one that was loaded. No version is named: the versions
   * before it, which a repeated attempt has left, would appear again.
   */
  @Override
  public void remove(String key, String tag) {
    s3.deleteObject(
        delete ->
            delete.bucket(function.bucket()).key(key).ifMatch(tag).expectedBucketOwner(account));
  }

  /** One more than the limit, if there are more. */
  private List<S3Object> listing(String prefix, int limit) {
    var listed = new ArrayList<S3Object>();
    var pages =
        s3.listObjectsV2Paginator(
            list ->
                list.bucket(function.bucket())
                    .prefix(prefix)
                    .expectedBucketOwner(account)
                    .encodingType(EncodingType.URL));
    for (var object : pages.contents()) {
      listed.add(object);
      if (listed.size() > limit) {
        break;
      }
    }
    return listed;
  }

  /** Empty if it cannot be read, or if somebody has deleted it meanwhile. */
  private Optional<FailedChanges> read(S3Object object, Queue<String> unreadable) {
    try (var content =
        s3.getObject(
            get -> get.bucket(function.bucket()).key(object.key()).expectedBucketOwner(account))) {
      var failed =
          new FailedChangesReader(function).read(object.key(), object.lastModified(), content);
      content.abort();
      return Optional.of(failed);
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (InvalidInputException | SdkException e) {
      unreadable.add(object.key() + ": " + JsonText.oneLine(Objects.toString(e.getMessage(), "")));
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
