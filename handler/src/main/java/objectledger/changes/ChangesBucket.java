package objectledger.changes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import objectledger.aws.CallLimit;
import objectledger.aws.OpenObject;
import objectledger.aws.S3Api;
import objectledger.json.InvalidInputException;
import objectledger.lambda.Deadline;
import objectledger.lambda.Sha256;
import objectledger.lambda.TimeLimiter;
import objectledger.lambda.WorkerPool;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The bucket of declarations and refusals. */
final class ChangesBucket {
  private static final int CONCURRENCY = 8;

  private final S3Api s3;
  private final Objects objects;
  private final String bucket;
  private final String owner;
  private final TimeLimiter timeLimiter = new TimeLimiter("S3");
  private final WorkerPool workers = new WorkerPool(CONCURRENCY);

  /** Reads whole objects, which the client of priming does not. */
  @FunctionalInterface
  interface Objects {
    OpenObject<GetObjectResponse> open(GetObjectRequest request);
  }

  /**
   * @param owner the account id that must own the bucket
   */
  ChangesBucket(S3Api s3, Objects objects, String bucket, String owner) {
    this.s3 = s3;
    this.objects = objects;
    this.bucket = bucket;
    this.owner = owner;
  }

  /**
   * Reads the declared labels.
   *
   * @param key that contains the digest of the content
   * @throws InvalidInputException if the content is another, or not what Terraform writes
   */
  Declarations declarations(String key, Deadline deadline) {
    return timeLimiter.call(deadline.remaining(), () -> declarations(key));
  }

  private Declarations declarations(String key) {
    var request =
        GetObjectRequest.builder().bucket(bucket).key(key).expectedBucketOwner(owner).build();
    try (var object = objects.open(request)) {
      var content = object.body().readAllBytes();
      if (!key.equals("declared/" + Sha256.hex(content) + ".json")) {
        throw new InvalidInputException(key + " has another content than its name says");
      }
      return Declarations.read(content);
    } catch (IOException e) {
      throw new UncheckedIOException("the declarations could not be read: " + e.getMessage(), e);
    }
  }

  /**
   * Keeps refusals. Repeating it writes the same objects.
   *
   * @return for each of them why it is not kept; empty if it is
   */
  List<Optional<RuntimeException>> keep(List<Refusal> refusals, Deadline deadline) {
    return workers.forEach(
        refusals,
        deadline,
        refusal -> keep(refusal, deadline),
        (refusal, e) -> Optional.<RuntimeException>of(e));
  }

  private Optional<RuntimeException> keep(Refusal refusal, Deadline deadline) {
    try {
      var request =
          PutObjectRequest.builder()
              .bucket(bucket)
              .key(refusal.received().refusalKey())
              .expectedBucketOwner(owner)
              .contentType("application/json")
              .metadata(Map.of())
              .overrideConfiguration(CallLimit.of(deadline))
              .build();
      var body = RequestBody.fromBytes(refusal.content());
      timeLimiter.call(deadline.remaining(), () -> s3.putObject(request, body));
      return Optional.empty();
    } catch (RuntimeException e) {
      return Optional.of(e);
    }
  }
}
