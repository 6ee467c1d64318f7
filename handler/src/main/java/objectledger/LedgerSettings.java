package objectledger;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.aws.OwnedBucket;
import objectledger.aws.Retention;
import objectledger.aws.S3Api;
import objectledger.json.InvalidInputException;
import objectledger.lambda.SettingsReader;
import objectledger.metrics.LogSettings;
import objectledger.parameters.ParameterSettings;
import objectledger.workflow.WorkflowSettings;
import objectledger.workflow.WorkflowSettingsReader;

/**
 * The settings of the function, which Terraform sets as environment variables.
 *
 * @param sourceBuckets the buckets whose events are recorded ({@code SOURCE_BUCKETS})
 * @param ledgerBucket the bucket where the records are written ({@code LEDGER_BUCKET})
 * @param bucketOwner the id of the account that must own all buckets ({@code BUCKET_OWNER})
 * @param retention of journal objects ({@code OBJECT_LOCK_MODE}, {@code OBJECT_LOCK_DAYS})
 * @param keepLatest whether to write one document per object ({@code LATEST_ENABLED}; default true)
 * @param concurrency events of a batch that are processed at once ({@code CONCURRENCY}; default 16)
 * @param log its lowest level and its metrics ({@code LOG_LEVEL}, {@code METRICS_SOURCES})
 * @param region of the function and all buckets ({@code AWS_REGION}, from Lambda)
 * @param functionVersion of the function ({@code AWS_LAMBDA_FUNCTION_VERSION}, from Lambda)
 * @param parameters where the sensitive parameters are
 * @param workflow the call that follows certain created objects ({@code WORKFLOW})
 */
record LedgerSettings(
    List<String> sourceBuckets,
    String ledgerBucket,
    String bucketOwner,
    Retention retention,
    boolean keepLatest,
    int concurrency,
    LogSettings log,
    String region,
    String functionVersion,
    ParameterSettings parameters,
    Optional<WorkflowSettings> workflow) {

  /** Source buckets that a message names. */
  private static final int NAMED = 3;

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ANY = Pattern.compile(".+");

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  static LedgerSettings from(Map<String, String> environment) {
    var reader = new SettingsReader(environment);
    var buckets = reader.names("SOURCE_BUCKETS", BUCKET, "the names of the buckets to record");
    var settings =
        new LedgerSettings(
            buckets,
            reader.text("LEDGER_BUCKET", BUCKET, "the name of the bucket for the records"),
            reader.text("BUCKET_OWNER", ACCOUNT, "the 12-digit id of the account of all buckets"),
            Retention.read(reader, InstantSource.system()),
            reader.oneOf("LATEST_ENABLED", "true", List.of("true", "false")).equals("true"),
            reader.concurrency(),
            LogSettings.read(reader, buckets),
            reader.text("AWS_REGION", ANY, "the region, as eu-west-1"),
            reader.text("AWS_LAMBDA_FUNCTION_VERSION", ANY, "the function's version"),
            ParameterSettings.read(reader),
            WorkflowSettingsReader.read(
                environment.getOrDefault("WORKFLOW", ""), reader.problems()));
    if (settings.sourceBuckets.contains(settings.ledgerBucket)) {
      reader
          .problems()
          .add(
              "SOURCE_BUCKETS has %s, which is LEDGER_BUCKET: ".formatted(settings.ledgerBucket)
                  + "every record would be recorded again; remove it or set another LEDGER_BUCKET");
    }
    reader.throwIfInvalid();
    return settings;
  }

  /** The same settings with latest documents. */
  LedgerSettings withLatest() {
    return new LedgerSettings(
        sourceBuckets,
        ledgerBucket,
        bucketOwner,
        retention,
        true,
        concurrency,
        log,
        region,
        functionVersion,
        parameters,
        workflow);
  }

  /**
   * Requests to a source bucket.
   *
   * @throws InvalidInputException if the function does not record events of that bucket
   */
  OwnedBucket source(String bucket, S3Api s3) {
    if (bucket.equals(ledgerBucket)) {
      throw new InvalidInputException(
          "the ledger's own bucket is never recorded: it would go on for ever");
    }
    if (!sourceBuckets.contains(bucket)) {
      var named =
          String.join(", ", sourceBuckets.subList(0, Math.min(NAMED, sourceBuckets.size())));
      var others = sourceBuckets.size() - NAMED;
      throw new InvalidInputException(
          "the function records %s%s, and not %s"
              .formatted(named, others > 0 ? " and %s more".formatted(others) : "", bucket));
    }
    return new OwnedBucket(s3, bucket, bucketOwner, functionVersion);
  }

  /** Requests to the ledger bucket. */
  OwnedBucket ledger(S3Api s3) {
    return new OwnedBucket(s3, ledgerBucket, bucketOwner, functionVersion);
  }

  /**
   * The buckets to connect to before the first event, the most used first. The ledger bucket is
   * included only if the function may send a HEAD to it: a rejected call would appear in the audit
   * log.
   */
  List<OwnedBucket> buckets(S3Api s3) {
    var buckets = new ArrayList<OwnedBucket>();
    if (keepLatest || workflow.isPresent()) {
      buckets.add(ledger(s3));
    }
    sourceBuckets.forEach(bucket -> buckets.add(source(bucket, s3)));
    return buckets;
  }
}
