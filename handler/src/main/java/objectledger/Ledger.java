package objectledger;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The use case: for each event, look at its object and keep what was seen. */
final class Ledger {
  private final Settings settings;
  private final SourceObject source;
  private final Journal journal;
  private final Latest latest;

  Ledger(Settings settings, S3Client s3, Pause pause) {
    this.settings = settings;
    this.source = new SourceObject(s3, settings);
    this.journal = new Journal(s3, settings);
    this.latest = new Latest(s3, settings, source, pause);
  }

  /** Records every event; one that fails keeps none of the others from it. */
  List<Outcome> record(List<Json> events, Deadline deadline) {
    return events.stream().map(event -> record(event, deadline)).toList();
  }

  private Outcome record(Json json, Deadline deadline) {
    var subject = json.path().isEmpty() ? "the event" : json.path();
    try {
      var event = EventReader.read(json);
      subject = "s3://" + event.bucket() + "/" + event.key();
      refuseOtherBuckets(event.bucket());
      return keep(event, source.look(event, deadline), deadline);
    } catch (SdkException | Malformed | Unfinished e) {
      return Outcome.Failed.of(subject, e);
    }
  }

  /** Records an object that was there before the ledger, as if it had just been created. */
  Outcome backfill(BatchTask task, Deadline deadline) {
    try {
      refuseOtherBuckets(task.bucket());
      var seen = source.look(task.key(), task.versionId(), "", deadline);
      return switch (seen) {
        case Observation.Present present ->
            keep(task.event(present.head(), settings.region()), seen, deadline);
        case Observation.CustomerKey hidden ->
            throw new Malformed("a key of the customer's hides when it was made");
        case Observation.Gone gone -> new Outcome.Ignored("it is gone");
        case Observation.Superseded later -> throw new AssertionError("any ETag was asked for");
        case Observation.Unread unread -> throw new AssertionError("it was read");
      };
    } catch (SdkException | Malformed | Unfinished e) {
      return Outcome.Failed.of("s3://" + task.bucket() + "/" + task.key(), e);
    }
  }

  /** The journal first: it is the truth, and the latest document can be made again. */
  private Outcome keep(ObjectEvent event, Observation seen, Deadline deadline) {
    var record = LedgerRecord.of(event, seen);
    var isNew = journal.append(record, deadline);
    if (settings.keepLatest()) {
      latest.refresh(event.key(), deadline);
    }
    return isNew ? new Outcome.Recorded(record) : new Outcome.Duplicate(record);
  }

  private void refuseOtherBuckets(String bucket) {
    if (bucket.equals(settings.ledgerBucket())) {
      throw new Malformed("the ledger's own bucket is never recorded: it would go on for ever");
    }
    if (!bucket.equals(settings.sourceBucket())) {
      throw new Malformed("the function records " + settings.sourceBucket() + " only");
    }
  }
}
