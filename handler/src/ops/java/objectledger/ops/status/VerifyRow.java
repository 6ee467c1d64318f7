package objectledger.ops.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.json.JsonValue;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** When a source was compared with the ledger, and what that found: from its last statement. */
final class VerifyRow {
  /** It runs weekly: a day later somebody should know. */
  private static final Duration STALE = Duration.ofDays(8);

  /** The metric is put in the same run as the statement, some time after or before. */
  private static final Duration AROUND = Duration.ofHours(1);

  private static final Pattern NAME = Pattern.compile(".*/([0-9]{8})\\.json");

  private final Asked asked;
  private final Source source;
  private final String bucket;
  private final String owner;

  VerifyRow(Asked asked, Source source) {
    this.asked = asked;
    this.source = source;
    this.bucket = asked.stack().stack().ledgerBucket();
    this.owner = asked.stack().accountId();
  }

  Row row() {
    var row = new Row.Builder(source.label());
    var last = last();
    if (last.isEmpty()) {
      never(row);
      return row.build();
    }
    var statement = last.get();
    var number = NAME.matcher(statement.key());
    var age = Duration.between(statement.lastModified(), asked.now());
    row.put("time", Times.text(statement.lastModified()));
    row.say(
        "statement %s, %s ago"
            .formatted(number.matches() ? Integer.parseInt(number.group(1)) : "?", Words.of(age)));
    if (age.compareTo(STALE) > 0) {
      row.act(
          "%s was not compared with the ledger for %s".formatted(source.inWords(), Words.of(age)),
          command());
    }
    try {
      found(row, statement);
    } catch (S3Exception e) {
      row.say("what it found is not known: " + Refusal.of(e, Duration.ZERO).reason());
    }
    return row.build();
  }

  private String command() {
    return asked.make("verify", "SOURCE=" + source.label());
  }

  /** A ledger that has just begun has nothing to verify. */
  private void never(Row.Builder row) {
    row.say("never verified").put("time", null);
    var first = RecordRow.hours(asked, source).first().map(S3Object::lastModified);
    var since = first.map(time -> Duration.between(time, asked.now())).orElse(Duration.ZERO);
    if (since.compareTo(STALE) > 0) {
      row.act(
          "%s has records since %s and was never compared with the ledger"
              .formatted(source.inWords(), first.map(Times::text).orElse("")),
          command());
    }
  }

  private Optional<S3Object> last() {
    return asked
        .clients()
        .s3()
        .listObjectsV2Paginator(
            list ->
                list.bucket(bucket)
                    .expectedBucketOwner(owner)
                    .encodingType(EncodingType.URL)
                    .prefix("statements/source=" + source.bucket() + "/"))
        .contents()
        .stream()
        .filter(object -> NAME.matcher(object.key()).matches())
        .reduce((before, after) -> after);
  }

  private void found(Row.Builder row, S3Object statement) {
    JsonValue json;
    try (var in =
        asked
            .clients()
            .s3()
            .getObject(get -> get.bucket(bucket).expectedBucketOwner(owner).key(statement.key()))) {
      json = JsonValue.read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var findings = sum(json.get("findings"));
    row.put("findings", findings);
    // A statement has what was found; the metric what is left of it, after a repair.
    var left =
        new NewestValue(asked.stack().functionName(), "LedgerGaps", "Source", source.label())
            .since(
                asked.clients().cloudWatch(), statement.lastModified().minus(AROUND), asked.now());
    var gaps = left.isPresent() ? (long) left.getAsDouble() : sum(json.get("gaps"));
    row.say(gaps == 0 ? "no gaps" : Words.of(gaps) + " gaps").put("gaps", gaps);
    if (gaps > 0) {
      row.act(
          "the last verify of %s left %s gaps".formatted(source.inWords(), Words.of(gaps)),
          command() + ", and read that; to record what is missing: " + command() + " REPAIR=1");
    } else if (findings > 0) {
      row.act(
          "the last verify of %s had %s findings in its statements"
              .formatted(source.inWords(), findings),
          command() + ", and read docs/verify.md#statements");
    }
  }

  private static long sum(JsonValue counts) {
    return counts.names().stream().mapToLong(name -> counts.get(name).countOrUnknown()).sum();
  }
}
