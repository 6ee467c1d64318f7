package objectledger.ops.report;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import objectledger.ops.UtcTime;
import objectledger.ops.query.Engine;
import objectledger.ops.query.QueryStatement;

/**
 * What the page shows, as the members of a JSON object.
 *
 * @param members the page's data
 * @param records of the journal in the time
 * @param created objects
 * @param bytes of them
 * @param deleted objects and versions
 */
record ReportData(
    Map<String, Object> members, long records, long created, long bytes, long deleted) {
  private static final String PREFIX = "report-";

  /** The statements of the page, without what their names begin with. */
  static final List<String> STATEMENTS =
      List.of("hours", "prefixes", "sizes", "deletions", "storage", "labels", "lag");

  /**
   * Asks every statement, unless the first one shows that there is nothing.
   *
   * @param verify what is known of the last verify
   * @param made when the report is made
   */
  static ReportData of(
      Engine engine,
      ReportRequest request,
      Map<String, Object> verify,
      String environment,
      Instant made) {
    var parts = new LinkedHashMap<String, Object>();
    var hours = rows(engine, STATEMENTS.getFirst(), request);
    var records = hours.sum("records");
    if (records > 0) {
      parts.put(STATEMENTS.getFirst(), hours.all());
      STATEMENTS.stream()
          .skip(1)
          .forEach(name -> parts.put(name, rows(engine, name, request).all()));
    }
    var members = new LinkedHashMap<String, Object>();
    members.put("environment", environment);
    members.put("source", request.source().label());
    members.put("bucket", request.source().bucket());
    members.put("from", UtcTime.text(request.from()));
    members.put("to", UtcTime.text(request.to()));
    members.put("made", UtcTime.text(made));
    members.put("verify", verify);
    members.put("parts", parts);
    return new ReportData(
        members, records, hours.sum("created"), hours.sum("bytes"), hours.sum("deleted"));
  }

  private static ReportRows rows(Engine engine, String name, ReportRequest request) {
    var rows = new ReportRows();
    var unused = engine.run(QueryStatement.read(PREFIX + name), request.values(), rows);
    return rows;
  }

  /** The counts, for the end of the command. */
  String inWords() {
    return String.format(
        Locale.ROOT,
        "%,d records: %,d objects created (%,d bytes), %,d deleted, %,d other events",
        records,
        created,
        bytes,
        deleted,
        records - created - deleted);
  }
}
