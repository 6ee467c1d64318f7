package objectledger.ops.find;

import java.time.Instant;
import objectledger.json.JsonValue;
import objectledger.ops.Source;

/**
 * A record and its location.
 *
 * @param source in whose part of the journal it is
 * @param journalKey the object of the ledger bucket
 * @param text the record's line
 */
record JournalEntry(Source source, String journalKey, JsonValue json, String text) {
  /** The time of the event. */
  Instant time() {
    return Instant.parse(json.get("record_timestamp").text());
  }
}
