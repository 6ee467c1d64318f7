package objectledger;

import java.util.Map;
import java.util.Optional;
import objectledger.aws.OwnedBucket;
import objectledger.aws.WriteConflictException;
import objectledger.json.JsonFields;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * One document per source object: its present state, or that it is deleted. No event is trusted:
 * the document is read, then the object as it is now, and what was seen is written only where the
 * document is still the one that was read. So whatever is written shows the source at a time after
 * the write before it, and any order of events ends at the present state.
 */
public final class LatestDocuments {
  /** Lets a lifecycle rule remove the documents of deleted objects some days later. */
  public static final String TOMBSTONE_TAG = "object-ledger=tombstone";

  private static final int TRIES = 30;
  private static final String REVISION = "revision";

  private final OwnedBucket ledger;
  private final String sourceBucket;
  private final SourceObjectReader source;
  private final Backoff pause;

  LatestDocuments(
      OwnedBucket ledger, String sourceBucket, SourceObjectReader source, Backoff pause) {
    this.ledger = ledger;
    this.sourceBucket = sourceBucket;
    this.source = source;
    this.pause = pause;
  }

  /** The document that is there: what it must still be when it is replaced. */
  private record Stored(String eTag, long revision) {}

  /**
   * Makes the document of an object show its present state.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws WriteConflictException if others wrote it every time
   * @throws DeadlineExceededException if no time is left
   */
  void refresh(String key, Deadline deadline) {
    var name = LatestDocumentKey.of(sourceBucket, key);
    for (var tries = 1; tries <= TRIES; tries++) {
      var stored = stored(name, deadline);
      var seen = source.read(key, "", "", deadline);
      var isOverwritten = seen instanceof ObjectState.Superseded;
      if (!isOverwritten && write(name, key, stored, seen, deadline)) {
        return;
      }
      pause.after(tries, deadline.remaining());
    }
    throw new WriteConflictException(
        "others changed it or its latest document " + TRIES + " times meanwhile");
  }

  private Optional<Stored> stored(String name, Deadline deadline) {
    return ledger
        .find(name, deadline)
        .map(head -> new Stored(head.eTag(), revision(head.metadata())));
  }

  /** A document that somebody wrote by hand may have none; ours begin anew after it. */
  private static long revision(Map<String, String> metadata) {
    var revision = metadata.getOrDefault(REVISION, "");
    return revision.matches("[0-9]{1,18}") ? Long.parseLong(revision) : 0;
  }

  private boolean write(
      String name, String key, Optional<Stored> stored, ObjectState seen, Deadline deadline) {
    var revision = stored.map(Stored::revision).orElse(0L) + 1;
    return ledger
        .replace(
            name,
            stored.map(Stored::eTag).orElse(""),
            Map.of(REVISION, Long.toString(revision)),
            seen instanceof ObjectState.Gone ? TOMBSTONE_TAG : "",
            document(key, seen, revision),
            deadline)
        .isPresent();
  }

  /**
   * The revision makes no two states of a document equal. An ETag is a digest of the content: were
   * a state to come back, a writer who saw it the first time would believe that nothing had
   * changed.
   */
  private byte[] document(String key, ObjectState seen, long revision) {
    var facts =
        new JsonFields()
            .put("schema_version", LedgerRecord.SCHEMA_VERSION)
            .put("bucket", sourceBucket)
            .put("key", key)
            .put("revision", revision);
    if (seen instanceof ObjectState.Present present) {
      facts.put("version_id", present.head().versionId());
    }
    LedgerRecord.putState(facts, seen);
    return facts.toJson();
  }
}
