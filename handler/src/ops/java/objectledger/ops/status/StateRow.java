package objectledger.ops.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import objectledger.json.JsonValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * What the state says of the last apply, and who holds its lock.
 *
 * @param state empty if there is none
 * @param lock empty if nobody holds it, or it may not be read
 */
record StateRow(Optional<TerraformState> state, Optional<JsonValue> lock) {
  /** No apply takes as long: who has the lock was killed. */
  private static final Duration LONG = Duration.ofHours(1);

  private static final int SHOWN = 5;

  /** Reads both. */
  static StateRow read(S3Client s3, String bucket, String key) {
    return new StateRow(TerraformState.read(s3, bucket, key), lock(s3, bucket, key + ".tflock"));
  }

  private static Optional<JsonValue> lock(S3Client s3, String bucket, String key) {
    try (var in = s3.getObject(get -> get.bucket(bucket).key(key))) {
      return Optional.of(JsonValue.read(in));
    } catch (S3Exception e) {
      // There is none. Who may not read it, may read the state all the same.
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The row of a state that is there. */
  Row row(String environment, Instant now) {
    var row = new Row.Builder("state");
    var known = state.orElseThrow();
    row.say(
        "serial %s, applied %s ago"
            .formatted(known.serial(), Words.of(Duration.between(known.applied(), now))));
    row.put("serial", known.serial()).put("applied", Times.text(known.applied()));
    lock.ifPresent(held -> locked(row, held, environment, now));
    var tainted =
        known.resources().stream()
            .filter(TerraformState.Resource::isTainted)
            .map(resource -> (resource.type() + " " + resource.key()).strip())
            .toList();
    if (!tainted.isEmpty()) {
      row.say(tainted.size() + " made in part only").put("tainted", tainted);
      row.act(
          "the last apply of %s was stopped or failed while it made %s"
              .formatted(
                  environment, tainted.stream().limit(SHOWN).collect(Collectors.joining(", "))),
          "make plan apply ENV=" + environment);
    }
    return row.build();
  }

  private static void locked(Row.Builder row, JsonValue lock, String environment, Instant now) {
    var who = lock.get("Who").textOrEmpty();
    var since = Instant.parse(lock.get("Created").text());
    var age = Duration.between(since, now);
    row.say("locked by %s for %s".formatted(who, Words.of(age)));
    row.put("locked_by", who).put("locked_since", Times.text(since));
    if (age.compareTo(LONG) > 0) {
      row.act(
          "the state of %s is locked by %s for %s".formatted(environment, who, Words.of(age)),
          "make unlock ENV=" + environment);
    }
  }
}
