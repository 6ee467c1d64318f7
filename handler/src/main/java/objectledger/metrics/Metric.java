package objectledger.metrics;

/** A metric of docs/metrics.md, with the text that a line has of it whatever its value is. */
enum Metric {
  BATCH_SIZE("BatchSize", "Count"),
  DUPLICATES("Duplicates", "Count"),
  FAILED("Failed", "Count"),
  LAG("Lag", "Milliseconds"),
  RECORDED("Recorded", "Count"),
  TIME_LEFT("TimeLeft", "Milliseconds");

  /** Its definition, and a comma. */
  final String definition;

  /** The name of its member, and what is before and behind it. */
  final String member;

  Metric(String name, String unit) {
    this.definition = "{\"Name\":\"" + name + "\",\"Unit\":\"" + unit + "\"},";
    this.member = ",\"" + name + "\":";
  }
}
