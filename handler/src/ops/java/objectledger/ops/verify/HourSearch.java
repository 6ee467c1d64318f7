package objectledger.ops.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import objectledger.ops.verify.StatedHours.StatedHour;
import objectledger.ops.verify.StatementFinding.Kind;

/**
 * Finds out which records of an hour are not as a statement has them. The ledger bucket keeps
 * versions: what was overwritten or deleted can be read in them, unless somebody deleted those,
 * too.
 */
final class HourSearch {
  private static final byte PRESENT = 0;
  private static final byte OLD = 1;
  private static final int NAMED = 1_000;
  private static final OldVersion UNKNOWN = new OldVersion("", "");

  /** Where a record was. */
  private record OldVersion(String key, String versionId) {}

  private final OldVersions versions;

  HourSearch(OldVersions versions) {
    this.versions = versions;
  }

  /**
   * Searches an hour, and adds what it finds.
   *
   * @param differing the statements that say otherwise
   * @return whether a record is altered or gone: an object can also have been restored, as it was
   */
  boolean findDifference(
      JournalDay day, int hour, List<StatedHour> differing, StatementFindings findings)
      throws IOException {
    var found = new StatementFindings();
    if (!explains(day, hour, differing, false, found)) {
      // The copy lacks an object that could not be read: S3 itself is asked before it is called
      // gone.
      found = new StatementFindings();
      explains(day, hour, differing, true, found);
    }
    findings.addAll(found);
    return !found.isEmpty();
  }

  /** Whether the old versions explain the difference; if S3 has been asked, what they do not. */
  private boolean explains(
      JournalDay day,
      int hour,
      List<StatedHour> differing,
      boolean asksS3,
      StatementFindings findings)
      throws IOException {
    var until = differing.getLast().until().toEpochMilli();
    var left = differing.stream().map(one -> new DigestUntil(one.until().toEpochMilli())).toList();
    var all = new DigestUntil(Long.MAX_VALUE);
    var names = new HashMap<String, OldVersion>();
    var younger = new ArrayList<String>();
    try (var rows = new RecordRows(day.journal())) {
      if (!asksS3) {
        day.forEach(
            line -> {
              if (line.hour() == hour) {
                rows.add(line.row(PRESENT));
              }
            });
      }
      versions.forEach(
          day,
          hour,
          asksS3,
          (version, line) -> {
            var row = line.row(version.isLatest() ? PRESENT : OLD);
            if (!version.isLatest() && names.size() < NAMED) {
              names.putIfAbsent(row.identity(), new OldVersion(version.key(), version.versionId()));
            }
            if (version.isLatest() && line.modified() > until && younger.size() < 5) {
              younger.add(version.key());
            }
            rows.add(row);
          });
      var search = new SameId(Stream.concat(left.stream(), Stream.of(all)).toList(), until);
      rows.forEach(row -> search.take(row).forEach(gone -> findings.add(finding(gone, names))));
      search.end().forEach(gone -> findings.add(finding(gone, names)));
    }
    for (var i = 0; i < differing.size(); i++) {
      var digest = left.get(i).finish();
      if (!digest.equals(differing.get(i).digest())) {
        if (asksS3) {
          findings.add(forGood(hour, differing.get(i), digest, all.finish().records(), younger));
        }
        return false;
      }
    }
    return true;
  }

  private static StatementFinding finding(SameId.Gone gone, Map<String, OldVersion> names) {
    var old = names.getOrDefault(gone.row().identity(), UNKNOWN);
    var id = HexFormat.of().formatHex(gone.row().id());
    var hour = JournalDay.hour(gone.row().hour());
    var kind = gone.isAltered() ? Kind.RECORD_ALTERED : Kind.RECORD_REMOVED;
    var text =
        "%s: record %s of hour %s was %s: it is as it was in the version %s"
            .formatted(
                old.key(), id, hour, gone.isAltered() ? "altered" : "removed", old.versionId());
    return new StatementFinding(kind, hour, old.key(), id, text);
  }

  private static StatementFinding forGood(
      int hour, StatedHour stated, HourDigest left, long all, List<String> younger) {
    // Where a younger object has the record, it was written again; otherwise it is removed.
    var isFewer = all < stated.digest().records();
    var object = younger.size() == 1 ? younger.getFirst() : "";
    var text =
        ("hour %s: statement %s has %s records with the digest %s; what is left, old versions"
                + " included, has %s with %s. No version shows what it was%s")
            .formatted(
                JournalDay.hour(hour),
                stated.statement(),
                stated.digest().records(),
                stated.digest().sha256(),
                left.records(),
                left.sha256(),
                younger.isEmpty() ? "" : "; written since: " + String.join(", ", younger));
    return new StatementFinding(
        isFewer ? Kind.RECORD_REMOVED : Kind.RECORD_ALTERED,
        JournalDay.hour(hour),
        object,
        "",
        text);
  }
}
