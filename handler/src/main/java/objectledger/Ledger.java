package objectledger;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The use case: for each event, look at its object and keep what was seen. */
final class Ledger {
  private final Settings settings;
  private final SourceObject source;
  private final Journal journal;

  static Ledger create(Settings settings, S3Client s3) {
    var source = new SourceObject(s3, settings.bucketOwner());
    return new Ledger(settings, source, new Journal(s3, settings));
  }

  private Ledger(Settings settings, SourceObject source, Journal journal) {
    this.settings = settings;
    this.source = source;
    this.journal = journal;
  }

  /** Records every event; one that fails keeps none of the others from it. */
  List<Outcome> record(List<Json> events) {
    return events.stream().map(this::record).toList();
  }

  private Outcome record(Json json) {
    final ObjectEvent event;
    try {
      event = EventReader.read(json);
    } catch (Malformed e) {
      return new Outcome.Failed(Log.quote(json.path()), Fault.PERMANENT, e.getMessage());
    }
    var subject = Log.quote("s3://" + event.bucket() + "/" + event.key());
    if (!event.bucket().equals(settings.sourceBucket())) {
      return new Outcome.Failed(
          subject, Fault.PERMANENT, "the function records " + settings.sourceBucket() + " only");
    }
    try {
      var record = LedgerRecord.of(event, source.look(event));
      return journal.append(record) ? new Outcome.Recorded(record) : new Outcome.Duplicate(record);
    } catch (SdkException e) {
      return new Outcome.Failed(subject, Fault.of(e), Log.oneLine(e.getMessage()));
    }
  }
}
