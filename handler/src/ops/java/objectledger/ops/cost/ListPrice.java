package objectledger.ops.cost;

/**
 * List prices of us-east-1 in dollars, without the free tiers, as they were known in November 2026.
 * They were not compared with the pages named here: compare them before you rely on them.
 */
public final class ListPrice {
  private ListPrice() {}

  /** PUT, COPY, POST and LIST. https://aws.amazon.com/s3/pricing/ */
  static final double PUT = 5.00 / 1_000_000;

  /** HEAD, GET and all others. https://aws.amazon.com/s3/pricing/ */
  static final double HEAD = 0.40 / 1_000_000;

  /** https://aws.amazon.com/lambda/pricing/ */
  public static final double INVOCATION = 0.20 / 1_000_000;

  /** For arm64. https://aws.amazon.com/lambda/pricing/ */
  public static final double GIGABYTE_SECOND = 0.0000133334;

  /** Any request to a standard queue. https://aws.amazon.com/sqs/pricing/ */
  static final double SQS = 0.40 / 1_000_000;

  /**
   * Taken as an opt-in event; some summaries call S3's events free. The dearer reading is used.
   * https://aws.amazon.com/eventbridge/pricing/
   */
  static final double EVENT = 1.00 / 1_000_000;

  /** An event of an object in a trail. https://aws.amazon.com/cloudtrail/pricing/ */
  static final double DATA_EVENT = 0.10 / 100_000;

  /** Ingested. https://aws.amazon.com/cloudwatch/pricing/ */
  static final double LOG_BYTE = 0.50 / 1_000_000_000;

  /** One metric of standard resolution, for a month. https://aws.amazon.com/cloudwatch/pricing/ */
  public static final double ALARM = 0.10;

  /** For a month, beyond the free ones. https://aws.amazon.com/cloudwatch/pricing/ */
  static final double DASHBOARD = 3.00;

  /**
   * A custom metric, for a month, of the first ten thousand.
   * https://aws.amazon.com/cloudwatch/pricing/
   */
  public static final double METRIC = 0.30;

  /** A customer managed key, for a month. https://aws.amazon.com/kms/pricing/ */
  public static final double KEY = 1.00;

  /** For a month. https://aws.amazon.com/secrets-manager/pricing/ */
  public static final double SECRET = 0.40;
}
