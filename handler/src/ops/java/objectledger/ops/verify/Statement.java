package objectledger.ops.verify;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import objectledger.json.JsonWriter;
import objectledger.ops.UtcTime;

/**
 * What a verify found, and a digest of each hour of the journal that closed, or grew, since the
 * statement before. Each statement contains the digest of the one before, so that none can be
 * altered or left out without the next one showing it.
 *
 * @param number of the statement of its source, from 1 on; its name is made of it, so that two
 *     verifies cannot both write the one that follows
 * @param source the bucket
 * @param time when the verify began, by S3's clock
 * @param recordsUntil the digests are of journal objects that were written up to then
 * @param lateDays for how long after its hour a record was accepted
 * @param gaps between bucket and ledger, by their kind
 * @param findings that the check of the statements before had, by their kind
 * @param previous the statement before; empty in the first one
 * @param hours by their beginning, as in {@code 2026-11-27T12}
 */
record Statement(
    int number,
    String source,
    Instant time,
    Instant recordsUntil,
    int lateDays,
    Map<String, Long> gaps,
    Map<String, Long> findings,
    Optional<Link> previous,
    SortedMap<String, HourDigest> hours) {

  static final int SCHEMA_VERSION = 1;

  /** The name of a statement and the SHA-256 of its bytes. */
  record Link(String name, String sha256) {}

  /** Where the statements of a source are. */
  static String prefix(String source) {
    return "statements/source=" + source + "/";
  }

  /** The key of a statement in the ledger bucket. */
  static String key(String source, int number) {
    return prefix(source) + name(number);
  }

  /** The last part of its key. */
  static String name(int number) {
    return String.format(Locale.ROOT, "%08d.json", number);
  }

  /** Its bytes: one line of JSON. */
  byte[] toJson() {
    var members = new LinkedHashMap<String, Object>();
    members.put("schema_version", SCHEMA_VERSION);
    members.put("source", source);
    members.put("number", number);
    members.put("time", UtcTime.text(time));
    members.put("records_until", UtcTime.text(recordsUntil));
    members.put("late_days", lateDays);
    members.put("gaps", gaps);
    members.put("findings", findings);
    members.put("previous", previous.map(Statement::json).orElse(null));
    var digests = new LinkedHashMap<String, Object>();
    hours.forEach((hour, digest) -> digests.put(hour, json(digest)));
    members.put("hours", digests);
    return JsonWriter.toLine(members);
  }

  private static Map<String, Object> json(Link link) {
    var members = new LinkedHashMap<String, Object>();
    members.put("name", link.name());
    members.put("sha256", link.sha256());
    return members;
  }

  private static Map<String, Object> json(HourDigest digest) {
    var members = new LinkedHashMap<String, Object>();
    members.put("records", digest.records());
    members.put("sha256", digest.sha256());
    return members;
  }
}
