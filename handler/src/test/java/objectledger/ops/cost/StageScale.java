package objectledger.ops.cost;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a rate of posted documents, or of changes of a stream, asks of AWS. Prices that {@link
 * ListPrice} has not are those of the same region and time, and were not compared either.
 */
final class StageScale {
  /** Of a REST API. https://aws.amazon.com/api-gateway/pricing/ */
  private static final double REQUEST = 3.50 / 1_000_000;

  /** For an hour. https://aws.amazon.com/kinesis/data-streams/pricing/ */
  private static final double SHARD_HOUR = 0.015;

  /** A record of up to 25 KB. https://aws.amazon.com/kinesis/data-streams/pricing/ */
  private static final double PAYLOAD_UNIT = 0.014 / 1_000_000;

  /**
   * What a shard takes.
   * https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
   */
  private static final int RECORDS_PER_SHARD = 1_000;

  /** Changes in a batch, as batch_size has it by default. */
  private static final int BATCH = 1_000;

  /** Of a function of 1,024 MB, for a document of some kilobytes: docs/choosing-a-trigger.md. */
  private static final double DOCUMENT_SECONDS = 0.05;

  /** The same for a batch of changes: reading, 1,000 rows in one statement, and the commit. */
  private static final double BATCH_SECONDS = 0.1;

  private static final List<Integer> RATES = List.of(1_000, 100_000, 1_000_000);

  private StageScale() {}

  /** Dollars for one document: the request, the object, its record, its rows and its state. */
  static double document() {
    var record = Cost.perObject(TriggerVariant.EVENTBRIDGE, false, Cost.GIGABYTES);
    return REQUEST
        + ListPrice.PUT
        + record
        + ListPrice.EVENT
        + 2 * ListPrice.PUT
        + ListPrice.HEAD
        + ListPrice.INVOCATION
        + DOCUMENT_SECONDS * ListPrice.GIGABYTE_SECOND;
  }

  /** Dollars for one change, without the database and the stream. */
  static double change() {
    return (ListPrice.INVOCATION + BATCH_SECONDS * ListPrice.GIGABYTE_SECOND) / BATCH;
  }

  /** What each rate asks for, one document or change of a kilobyte at a time. */
  static List<List<String>> table() {
    var rows = new ArrayList<List<String>>();
    rows.add(
        List.of(
            "what arrives",
            "a second",
            "at once",
            "shards",
            "writes to S3 a second",
            "dollars an hour"));
    for (var rate : RATES) {
      rows.add(documents("documents of one row", rate, rate));
    }
    for (var rate : RATES) {
      rows.add(documents("rows, 1,000 a document", rate, rate / 1_000.0));
    }
    for (var rate : RATES) {
      rows.add(changes("changes of a DynamoDB table", rate, 0));
    }
    for (var rate : RATES) {
      rows.add(
          changes(
              "changes of a Kinesis stream", rate, Math.ceil((double) rate / RECORDS_PER_SHARD)));
    }
    return rows;
  }

  private static List<String> documents(String what, int rate, double documents) {
    return List.of(
        what,
        Scale.number(rate),
        Scale.number(Math.ceil(documents * DOCUMENT_SECONDS)),
        "",
        Scale.number(Math.ceil(documents * 4)),
        dollars(3_600.0 * documents * document()));
  }

  private static List<String> changes(String what, int rate, double shards) {
    var stream = shards * SHARD_HOUR + (shards > 0 ? 3_600.0 * rate * PAYLOAD_UNIT : 0);
    return List.of(
        what,
        Scale.number(rate),
        Scale.number(Math.ceil(rate * BATCH_SECONDS / BATCH)),
        shards > 0 ? Scale.number(shards) : "",
        "0",
        dollars(3_600.0 * rate * change() + stream));
  }

  private static String dollars(double value) {
    return String.format(Locale.ROOT, "%,.2f", value);
  }
}
