package objectledger.changes;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3Api;
import objectledger.lambda.Log;
import objectledger.lambda.SettingsReader;
import objectledger.parameters.ParameterSettings;

/**
 * The settings of the function, which Terraform sets as environment variables.
 *
 * @param bucket of declarations and refusals ({@code CHANGES_BUCKET})
 * @param bucketOwner the id of the account that must own it ({@code BUCKET_OWNER})
 * @param declarations key of the declared labels ({@code DECLARATIONS})
 * @param parameters where user and password of each database are
 * @param logLevel the lowest level that is logged ({@code LOG_LEVEL}; default INFO)
 * @param region of the function and the bucket ({@code AWS_REGION}, from Lambda)
 */
record ChangesSettings(
    String bucket,
    String bucketOwner,
    String declarations,
    ParameterSettings parameters,
    Log.Level logLevel,
    String region) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern DECLARED = Pattern.compile("declared/[0-9a-f]{64}\\.json");
  private static final Pattern ANY = Pattern.compile(".+");
  private static final List<String> LEVELS =
      Arrays.stream(Log.Level.values()).map(Log.Level::name).toList();

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  static ChangesSettings from(Map<String, String> environment) {
    var reader = new SettingsReader(environment);
    var bucket =
        reader.text(
            "CHANGES_BUCKET", BUCKET, "the name of the bucket of declarations and refusals");
    var owner =
        reader.text("BUCKET_OWNER", ACCOUNT, "the 12-digit id of the account of the bucket");
    var declarations =
        reader.text("DECLARATIONS", DECLARED, "declared/<SHA-256 of the content>.json");
    var parameters = ParameterSettings.read(reader);
    var level = Log.Level.valueOf(reader.oneOf("LOG_LEVEL", "INFO", LEVELS));
    var region = reader.text("AWS_REGION", ANY, "the region, as eu-west-1");
    reader.throwIfInvalid();
    return new ChangesSettings(bucket, owner, declarations, parameters, level, region);
  }

  /** The bucket to connect to before the first batch. */
  List<OwnedBucket> buckets(S3Api s3) {
    return List.of(new OwnedBucket(s3, bucket, bucketOwner, ""));
  }
}
