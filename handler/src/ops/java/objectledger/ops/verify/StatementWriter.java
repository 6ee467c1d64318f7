package objectledger.ops.verify;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import objectledger.lambda.Sha256;
import objectledger.ops.ObjectLockSetting;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Writes statements: each on the condition that there is none of its number, and where the journal
 * has Object Lock, with its retention.
 */
record StatementWriter(StatementStore store, ObjectLockSetting lock, InstantSource clock) {
  StatementWriter(StatementStore store, ObjectLockSetting lock) {
    this(store, lock, InstantSource.system());
  }

  /**
   * Writes a statement, unless there is one of its number.
   *
   * @return whether it was written; false if another verify was faster
   */
  boolean write(Statement statement, byte[] content) {
    var key = Statement.key(store.source(), statement.number());
    var request =
        PutObjectRequest.builder()
            .bucket(store.ledgerBucket())
            .expectedBucketOwner(store.owner())
            .key(key)
            .contentType("application/json")
            .ifNoneMatch("*");
    if (lock.isOn()) {
      request
          .objectLockMode(lock.mode())
          .objectLockRetainUntilDate(
              from(statement).truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(lock.days())))
          .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.digest(content)));
    }
    try {
      store.s3().putObject(request.build(), RequestBody.fromBytes(content));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == 412 || e.statusCode() == 409) {
        return false;
      }
      throw store.refused("written", key, "s3:PutObject on statements/*", e);
    }
  }

  /** Its time, or now if that is later: S3 refuses a retention that ends in the past. */
  private Instant from(Statement statement) {
    var now = clock.instant();
    return now.isAfter(statement.time()) ? now : statement.time();
  }
}
