package objectledger.ops.find;

import java.time.Instant;
import java.util.List;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.Source;

/**
 * What to find.
 *
 * @param key of the object; empty for any
 * @param requestId of the request to S3; empty for any
 * @param since the time of the oldest event
 * @param until the time of the newest event
 * @param limit how many objects of the journal to read at most
 */
record FindRequest(String key, String requestId, Instant since, Instant until, int limit) {
  boolean fits(JsonValue entry) {
    return (key.isEmpty() || entry.get("key").isEqualTo(key))
        && (requestId.isEmpty() || entry.get("request_id").isEqualTo(requestId));
  }

  /** What is searched for, in these sources. */
  String inWords(List<Source> sources) {
    var object =
        sources.size() == 1
            ? JsonText.quote("s3://" + sources.getFirst().bucket() + "/" + key)
            : "the key " + JsonText.quote(key);
    var request = "the request " + JsonText.quote(requestId);
    var what = key.isEmpty() ? request : requestId.isEmpty() ? object : object + " and " + request;
    return sources.size() == 1 ? what : what + " in " + sources.size() + " sources";
  }
}
