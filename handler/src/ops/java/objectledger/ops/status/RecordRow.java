package objectledger.ops.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import objectledger.json.InvalidInputException;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The last record of a source, how late it was written, and how many came in the last hour. */
final class RecordRow {
  private final Asked asked;
  private final Source source;
  private final JournalHours hours;

  RecordRow(Asked asked, Source source) {
    this.asked = asked;
    this.source = source;
    this.hours = hours(asked, source);
  }

  static JournalHours hours(Asked asked, Source source) {
    return new JournalHours(
        asked.clients().s3(),
        asked.stack().stack().ledgerBucket(),
        asked.stack().accountId(),
        source.bucket());
  }

  Row row() {
    var row = new Row.Builder(source.label()).put("bucket", source.bucket());
    var recent = hours.around(asked.now());
    var count =
        recent.objects().stream()
            .filter(object -> object.lastModified().isAfter(asked.now().minusSeconds(3600)))
            .count();
    var newest = recent.newest().or(() -> hours.last().newest());
    newest.ifPresentOrElse(object -> last(row, object), () -> none(row));
    row.put("last_hour", count).put("last_hour_is_whole", recent.isWhole());
    if (newest.isPresent()) {
      row.say(
          "%s%s journal object%s in the last hour"
              .formatted(
                  recent.isWhole() ? "" : "more than ",
                  count == 0 ? "no" : Words.of(count),
                  count == 1 ? "" : "s"));
    }
    return row.build();
  }

  private void none(Row.Builder row) {
    row.say("no record yet. To see whether one comes: " + tryIt()).put("last", null);
  }

  private String tryIt() {
    return asked.stack().stack().sources().areSeveral()
        ? asked.make("flight", "SOURCE=" + source.label())
        : asked.make("flight");
  }

  private void last(Row.Builder row, S3Object object) {
    var written = object.lastModified();
    row.say("last record %s ago".formatted(Words.of(Duration.between(written, asked.now()))));
    row.put("last", Times.text(written)).put("last_key", object.key());
    try {
      eventTime(object)
          .ifPresent(
              event -> {
                // S3 tells the time of a write by the second: half of one is in between.
                var lag = Math.max(0, Duration.between(event, written).toMillis() / 1000.0);
                row.say(String.format(Locale.ROOT, "written %.1f s after its event", lag));
                row.put("lag_seconds", lag);
              });
    } catch (S3Exception e) {
      row.say("its lag is not known: " + Refusal.of(e, Duration.ZERO).reason());
    }
  }

  /** The time of the newest event of a journal object. */
  private Optional<Instant> eventTime(S3Object object) {
    var content =
        asked
            .clients()
            .s3()
            .getObjectAsBytes(
                get ->
                    get.bucket(asked.stack().stack().ledgerBucket())
                        .key(object.key())
                        .expectedBucketOwner(asked.stack().accountId()))
            .asString(StandardCharsets.UTF_8);
    return content.lines().flatMap(line -> time(line).stream()).max(Comparator.naturalOrder());
  }

  private static Optional<Instant> time(String line) {
    try {
      var json = new JsonValue("", JsonReader.read(line));
      return Optional.of(Instant.parse(json.get("record_timestamp").text()));
    } catch (InvalidInputException | DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
