package objectledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3Api;
import objectledger.json.InvalidInputException;
import objectledger.lambda.Log;
import objectledger.lambda.SettingsReader;
import objectledger.workflow.WorkflowSettings;
import objectledger.workflow.WorkflowSettingsReader;

/**
 * The settings of the function, which Terraform sets as environment variables.
 *
 * @param sourceBucket the bucket whose events are recorded ({@code SOURCE_BUCKET})
 * @param ledgerBucket the bucket where the records are written ({@code LEDGER_BUCKET})
 * @param bucketOwner the id of the account that must own both buckets ({@code BUCKET_OWNER})
 * @param keepLatest whether to write one document per object ({@code LATEST_ENABLED}; default true)
 * @param concurrency events of a batch that are processed at once ({@code CONCURRENCY}; default 16)
 * @param logLevel the lowest level that is logged ({@code LOG_LEVEL}; default INFO)
 * @param region of the function and both buckets ({@code AWS_REGION}, from Lambda)
 * @param functionVersion of the function ({@code AWS_LAMBDA_FUNCTION_VERSION}, from Lambda)
 * @param parameterContext the secret with the parameters; empty for none ({@code
 *     PARAMETER_CONTEXT})
 * @param parameterCache how long values of the secret are cached ({@code PARAMETER_CACHE_SECONDS};
 *     default 300)
 * @param workflow the call that follows certain created objects ({@code WORKFLOW})
 */
record LedgerSettings(
    String sourceBucket,
    String ledgerBucket,
    String bucketOwner,
    boolean keepLatest,
    int concurrency,
    Log.Level logLevel,
    String region,
    String functionVersion,
    String parameterContext,
    Duration parameterCache,
    Optional<WorkflowSettings> workflow) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern SECONDS = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9/_+=.@:-]{1,2048}");
  private static final Pattern ANY = Pattern.compile(".+");
  private static final List<String> LEVELS =
      Arrays.stream(Log.Level.values()).map(Log.Level::name).toList();

  /** Settings without parameters and without a workflow. */
  LedgerSettings(
      String sourceBucket,
      String ledgerBucket,
      String bucketOwner,
      boolean keepLatest,
      int concurrency,
      Log.Level logLevel,
      String region,
      String functionVersion) {
    this(
        sourceBucket,
        ledgerBucket,
        bucketOwner,
        keepLatest,
        concurrency,
        logLevel,
        region,
        functionVersion,
        "",
        Duration.ZERO,
        Optional.empty());
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  static LedgerSettings from(Map<String, String> environment) {
    var reader = new SettingsReader(environment);
    var settings =
        new LedgerSettings(
            reader.text("SOURCE_BUCKET", BUCKET, "the name of the bucket to record"),
            reader.text("LEDGER_BUCKET", BUCKET, "the name of the bucket for the records"),
            reader.text("BUCKET_OWNER", ACCOUNT, "the 12-digit id of the account of both buckets"),
            reader.oneOf("LATEST_ENABLED", "true", List.of("true", "false")).equals("true"),
            reader.concurrency(),
            Log.Level.valueOf(reader.oneOf("LOG_LEVEL", "INFO", LEVELS)),
            reader.text("AWS_REGION", ANY, "the region, as eu-west-1"),
            reader.text("AWS_LAMBDA_FUNCTION_VERSION", ANY, "the function's version"),
            reader.optional("PARAMETER_CONTEXT", "", SECRET, "the name or the ARN of a secret"),
            Duration.ofSeconds(
                Integer.parseInt(
                    reader.optional(
                        "PARAMETER_CACHE_SECONDS", "300", SECONDS, "seconds, as in 300"))),
            WorkflowSettingsReader.read(
                environment.getOrDefault("WORKFLOW", ""), reader.problems()));
    if (!settings.sourceBucket.isEmpty() && settings.sourceBucket.equals(settings.ledgerBucket)) {
      reader
          .problems()
          .add(
              "SOURCE_BUCKET and LEDGER_BUCKET are both "
                  + settings.sourceBucket
                  + ": every record would be recorded again; set two buckets");
    }
    reader.throwIfInvalid();
    return settings;
  }

  /** Requests to the source bucket. */
  OwnedBucket source(S3Api s3) {
    return new OwnedBucket(s3, sourceBucket, bucketOwner, functionVersion);
  }

  /** Requests to the ledger bucket. */
  OwnedBucket ledger(S3Api s3) {
    return new OwnedBucket(s3, ledgerBucket, bucketOwner, functionVersion);
  }

  /**
   * The buckets to connect to before the first event. The ledger bucket is included only if the
   * function may send a HEAD to it: a rejected call would appear in the audit log.
   */
  List<OwnedBucket> buckets(S3Api s3) {
    return keepLatest || workflow.isPresent()
        ? List.of(source(s3), ledger(s3))
        : List.of(source(s3));
  }

  /**
   * Checks that the function records events of a bucket.
   *
   * @throws InvalidInputException if it is not the source bucket
   */
  void requireSourceBucket(String bucket) {
    if (bucket.equals(ledgerBucket)) {
      throw new InvalidInputException(
          "the ledger's own bucket is never recorded: it would go on for ever");
    }
    if (!bucket.equals(sourceBucket)) {
      throw new InvalidInputException("the function records " + sourceBucket + " only");
    }
  }
}
