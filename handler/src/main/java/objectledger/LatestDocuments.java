package objectledger;

import java.util.Map;
import java.util.Optional;
import objectledger.aws.LatestDocumentKey;
import objectledger.aws.OwnedBucket;
import objectledger.aws.WriteConflictException;
import objectledger.json.JsonFields;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * One document per object of a source bucket, with its present state or that it is deleted. Each
 * refresh is a compare-and-swap:
 *
 * <pre>
 *   HEAD document (ETag, revision) -> HEAD object as it is now -> PUT document If-Match ETag
 *        ^                                                              |
 *        +------------------- 412, 409 or 404: begin again -------------+
 * </pre>
 *
 * <p>Events are not trusted, because they can arrive late or out of order. The object is read after
 * the document, so each written document shows a later state than the one it replaces, and any
 * order of events ends at the present state.
 */
record LatestDocuments(OwnedBucket ledger, SourceObjectReader source, Backoff backoff) {
  /** The tag by which a lifecycle rule expires the documents of deleted objects. */
  static final String TOMBSTONE_TAG = "object-ledger=tombstone";

  private static final int MAX_ATTEMPTS = 30;
  private static final String REVISION = "revision";

  /** The document as it was read. It is replaced only if it is still the same. */
  private record Stored(String eTag, long revision) {}

  /**
   * Updates the document of an object to its present state.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException if S3 refuses or cannot be reached
   * @throws WriteConflictException if another writer was faster every time
   * @throws DeadlineExceededException if no time is left
   */
  void refresh(String key, Deadline deadline) {
    var name = LatestDocumentKey.of(source.bucket().name(), key);
    for (var attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      var stored = stored(name, deadline);
      var state = source.read(key, "", "", deadline);
      var isOverwritten = state instanceof ObjectState.Superseded;
      if (!isOverwritten && write(name, key, stored, state, deadline)) {
        return;
      }
      backoff.after(attempt, deadline.remaining());
    }
    throw new WriteConflictException(
        "others changed it or its latest document " + MAX_ATTEMPTS + " times meanwhile");
  }

  private Optional<Stored> stored(String name, Deadline deadline) {
    return ledger
        .find(name, deadline)
        .map(head -> new Stored(head.eTag(), revision(head.metadata())));
  }

  /** A document that was written by hand may have no revision; it then starts again at 1. */
  private static long revision(Map<String, String> metadata) {
    var revision = metadata.getOrDefault(REVISION, "");
    return revision.matches("[0-9]{1,18}") ? Long.parseLong(revision) : 0;
  }

  private boolean write(
      String name, String key, Optional<Stored> stored, ObjectState state, Deadline deadline) {
    var revision = stored.map(Stored::revision).orElse(0L) + 1;
    return ledger
        .replace(
            name,
            stored.map(Stored::eTag).orElse(""),
            Map.of(REVISION, Long.toString(revision)),
            state instanceof ObjectState.Gone ? TOMBSTONE_TAG : "",
            document(key, state, revision),
            deadline)
        .isPresent();
  }

  /**
   * The revision makes every version of a document unique. Without it there is an ABA problem: an
   * ETag is a digest of the content, so if an earlier state came back, a slow writer that had read
   * it before would not notice the changes in between.
   */
  private byte[] document(String key, ObjectState state, long revision) {
    var fields =
        new JsonFields()
            .put("schema_version", LedgerRecord.SCHEMA_VERSION)
            .put("bucket", source.bucket().name())
            .put("key", key)
            .put("revision", revision);
    if (state instanceof ObjectState.Present present) {
      fields.put("version_id", present.head().versionId());
    }
    LedgerRecord.putState(fields, state);
    return fields.toJson();
  }
}
