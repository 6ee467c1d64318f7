package objectledger.metrics;

/**
 * A metric of docs/metrics.md, with its definition and the beginning of its member, which are the
 * same in every line.
 */
enum Metric {
  BATCH_SIZE("BatchSize", "Count"),
  DUPLICATES("Duplicates", "Count"),
  FAILED("Failed", "Count"),
  LAG("Lag", "Milliseconds"),
  RECORDED("Recorded", "Count"),
  TIME_LEFT("TimeLeft", "Milliseconds");

  /** Its definition, and a comma. */
  final String definition;

  /** The beginning of its member: a comma, the name and a colon. */
  final String member;

  Metric(String name, String unit) {
    this.definition = "{\"Name\":\"" + name + "\",\"Unit\":\"" + unit + "\"},";
    this.member = ",\"" + name + "\":";
  }
}
