package objectledger.ops.flight;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import objectledger.ops.CommandException;
import objectledger.ops.Source;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Puts an object, waits for its record, deletes it, waits for that record too where deletions are
 * recorded, and prints the times. Whatever happens, no version of the object stays.
 */
final class ObjectFlight {
  private final TestObjects objects;
  private final LedgerReader ledger;
  private final String ledgerBucket;
  private final InstantSource clock;
  private final PrintStream out;

  ObjectFlight(
      TestObjects objects,
      LedgerReader ledger,
      String ledgerBucket,
      InstantSource clock,
      PrintStream out) {
    this.objects = objects;
    this.ledger = ledger;
    this.ledgerBucket = ledgerBucket;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @throws CommandException if a record did not come, or Ctrl-C came before it
   */
  void run() {
    var source = objects.source();
    if (!source.records("ObjectCreated:Put")) {
      throw new CommandException(
          "%s has no puts recorded: write \"s3:ObjectCreated:*\" into its events"
              .formatted(source.inWords()));
    }
    var key = objects.key("flight.txt");
    out.printf(
        "source  %s, by the trigger %s%n", TerminalText.of(source.inWords()), source.trigger());
    try {
      var isVersioned = put(key);
      delete(source, key, isVersioned);
    } finally {
      cleanUp();
    }
  }

  /** Returns whether the bucket keeps versions. */
  private boolean put(String key) {
    var started = clock.instant();
    var version = objects.put(key, "a test flight\n", Map.of(), "");
    out.printf("put     s3://%s/%s%n", objects.source().bucket(), TerminalText.of(key));
    await(
        started,
        "the record of s3://%s/%s".formatted(objects.source().bucket(), key),
        key,
        "ObjectCreated:Put",
        version);
    return !version.isEmpty();
  }

  private void delete(Source source, String key, boolean isVersioned) {
    var event = isVersioned ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectRemoved:Delete";
    if (!source.records(event)) {
      out.printf("delete  not tried: the source does not have %s recorded%n", event);
      return;
    }
    var started = clock.instant();
    var marker = objects.delete(key).versionId();
    out.println("delete  the same object");
    await(
        started,
        "the record of its deletion",
        key,
        event,
        isVersioned && marker != null ? marker : "");
  }

  private void await(Instant started, String wanted, String key, String event, String version) {
    var record =
        ledger.await(
            wanted,
            entry ->
                entry.text("key").equals(key)
                    && entry.text("event_name").equals(event)
                    && entry.text("version_id").equals(version));
    var seen = clock.instant();
    var happened = Instant.parse(record.text("record_timestamp"));
    out.printf(
        "event   %s, at %s by S3's clock: %s%n",
        TerminalText.of(event), happened, offset(started, happened));
    out.printf(
        "record  s3://%s/%s: %s%n",
        ledgerBucket, TerminalText.of(record.journalKey()), offset(started, seen));
  }

  private static String offset(Instant started, Instant time) {
    return "%s ms after the call began".formatted(Duration.between(started, time).toMillis());
  }

  private void cleanUp() {
    try {
      out.printf("removed %s versions of the object; its records stay%n", objects.cleanUp());
    } catch (SdkException e) {
      out.printf(
          "the object stays, because it could not be removed: %s%n",
          TerminalText.of(String.valueOf(e.getMessage())));
      out.printf(
          "  to remove it: aws s3 rm --recursive s3://%s/%s%n",
          objects.source().bucket(), TerminalText.of(objects.prefix()));
    }
  }
}
