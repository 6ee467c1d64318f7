package objectledger.ops.find;

import java.time.Instant;
import objectledger.json.JsonValue;

/**
 * A record and its location.
 *
 * @param journalKey the object of the ledger bucket
 * @param text the record's line
 */
record JournalEntry(String journalKey, JsonValue json, String text) {
  /** The time of the event. */
  Instant time() {
    return Instant.parse(json.get("record_timestamp").text());
  }
}
