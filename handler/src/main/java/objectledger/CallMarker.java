package objectledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Keeps two deliveries of one event from calling twice: an object in the ledger bucket, which one
 * of them claims for the time that it has left, and in which it leaves the status of the answer.
 * Whoever dies in between leaves a claim that runs out: the event is then called for once more.
 */
final class CallMarker {
  private static final String STATE = "state";
  private static final String UNTIL = "until";
  private static final String CALLING = "calling";
  private static final String ANSWERED = "answered";
  private static final String FAILED = "failed";

  private final S3Client s3;
  private final Settings settings;
  private final Pause pause;
  private final InstantSource clock;

  CallMarker(S3Client s3, Settings settings, Pause pause, InstantSource clock) {
    this.s3 = s3;
    this.settings = settings;
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * The right to call for a record.
   *
   * @param eTag of the marker that says so
   */
  record Claim(LedgerRecord record, String eTag) {}

  /**
   * The marker that is there; all empty where there is none.
   *
   * @param until when a claim runs out, in microseconds: too fine for two claims to be alike
   */
  private record Stored(String eTag, String state, String until) {
    boolean isHeld(Instant now) {
      return state.equals(CALLING)
          && until.matches("[0-9]{1,18}")
          && Long.parseLong(until) > micros(now);
    }
  }

  static String keyOf(LedgerRecord record) {
    return "workflow/source=%s/%s.json".formatted(record.bucket(), record.id());
  }

  /**
   * Claims the call, and waits while another delivery has it.
   *
   * @return empty where the call was made and answered before
   * @throws Unfinished if the other one was not done in time
   */
  Optional<Claim> claim(LedgerRecord record, Deadline deadline) {
    var until = Long.toString(micros(clock.instant().plus(deadline.left())));
    for (var tries = 1; ; tries++) {
      var stored = stored(record, deadline);
      if (stored.state().equals(ANSWERED)) {
        return Optional.empty();
      }
      if (stored.state().equals(CALLING) && stored.until().equals(until)) {
        // The answer to our own write was lost.
        return Optional.of(new Claim(record, stored.eTag()));
      }
      if (!stored.isHeld(clock.instant())) {
        var written = write(record, stored.eTag(), CALLING, until, 0, deadline);
        if (written.isPresent()) {
          return written.map(eTag -> new Claim(record, eTag));
        }
      }
      pause.after(tries, deadline.left());
    }
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** Leaves the status of the answer: nobody calls again. */
  void answered(Claim claim, int status, Deadline deadline) {
    write(claim.record(), claim.eTag(), ANSWERED, "", status, deadline);
  }

  /** Gives the claim back: the next delivery calls again. */
  void failed(Claim claim, Deadline deadline) {
    write(claim.record(), claim.eTag(), FAILED, "", 0, deadline);
  }

  private Stored stored(LedgerRecord record, Deadline deadline) {
    try {
      var head =
          s3.headObject(
              HeadObjectRequest.builder()
                  .bucket(settings.ledgerBucket())
                  .key(keyOf(record))
                  .expectedBucketOwner(settings.bucketOwner())
                  .overrideConfiguration(deadline.limits())
                  .build());
      return new Stored(
          head.eTag(),
          head.metadata().getOrDefault(STATE, ""),
          head.metadata().getOrDefault(UNTIL, ""));
    } catch (S3Exception e) {
      if (e.statusCode() == 404) {
        return new Stored("", "", "");
      }
      throw e;
    }
  }

  /** Gives the marker's ETag, or nothing where it is not the one that was read any more. */
  private Optional<String> write(
      LedgerRecord record, String eTag, String state, String until, int status, Deadline deadline) {
    var facts =
        new Facts()
            .put("schema_version", LedgerRecord.SCHEMA_VERSION)
            .put("record_id", record.id())
            .put("state", state)
            .put("until", until)
            .put("status", status == 0 ? null : status);
    record.facts().only("bucket", "key", "version_id").forEach(facts::put);
    try {
      var answer =
          s3.putObject(
              PutObjectRequest.builder()
                  .bucket(settings.ledgerBucket())
                  .key(keyOf(record))
                  .ifMatch(eTag.isEmpty() ? null : eTag)
                  .ifNoneMatch(eTag.isEmpty() ? "*" : null)
                  .expectedBucketOwner(settings.bucketOwner())
                  .contentType("application/json")
                  .metadata(
                      Map.of(
                          STATE,
                          state,
                          UNTIL,
                          until,
                          "function-version",
                          settings.functionVersion()))
                  .overrideConfiguration(deadline.limits())
                  .build(),
              RequestBody.fromBytes(facts.toJson()));
      return Optional.of(answer.eTag());
    } catch (S3Exception e) {
      return switch (e.statusCode()) {
        case 412, 409, 404 -> Optional.empty();
        default -> throw e;
      };
    }
  }
}
