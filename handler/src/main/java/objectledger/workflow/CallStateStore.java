package objectledger.workflow;

import java.util.Optional;
import objectledger.aws.OwnedBucket;
import objectledger.json.JsonFields;
import objectledger.lambda.Deadline;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** Stores the state of calls: an object in the ledger bucket for each record that is called for. */
final class CallStateStore {
  private static final int SCHEMA_VERSION = 1;

  private final OwnedBucket ledger;

  CallStateStore(OwnedBucket ledger) {
    this.ledger = ledger;
  }

  /**
   * The state as it was read.
   *
   * @param eTag empty if nothing is stored
   */
  record Stored(String eTag, CallState state) {}

  static String keyOf(CreatedObject object) {
    return "workflow/source=%s/%s.json".formatted(object.bucket(), object.recordId());
  }

  Stored read(CreatedObject object, Deadline deadline) {
    return ledger
        .find(keyOf(object), deadline)
        .map(head -> new Stored(head.eTag(), CallState.of(head.metadata())))
        .orElse(new Stored("", CallState.NONE));
  }

  /**
   * Replaces the state that was read.
   *
   * @param eTag of the state that was read; empty if there was none
   * @return the new ETag; empty if nothing was written: another writer was faster, or an earlier
   *     attempt of this write succeeded and its response was lost
   */
  Optional<String> replace(CreatedObject object, String eTag, CallState marker, Deadline deadline) {
    var facts =
        new JsonFields()
            .put("schema_version", SCHEMA_VERSION)
            .put("record_id", object.recordId())
            .put("state", marker.state())
            .put("until", marker.until())
            .put("status", marker.status() == 0 ? null : marker.status())
            .put("may_have_acted", marker.mayHaveActed() ? true : null)
            .put("bucket", object.bucket())
            .put("key", object.key())
            .put("version_id", object.versionId());
    return ledger
        .replace(keyOf(object), eTag, marker.metadata(), "", facts.toJson(), deadline)
        .map(PutObjectResponse::eTag);
  }
}
