package objectledger.documents;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import objectledger.aws.OwnedBucket;
import objectledger.aws.S3Api;
import objectledger.lambda.Log;
import objectledger.lambda.SettingsReader;

/**
 * The settings of the function, which Terraform sets as environment variables.
 *
 * @param ingressBucket where the documents are ({@code INGRESS_BUCKET})
 * @param lakeBucket where rows and refusals are written ({@code LAKE_BUCKET})
 * @param bucketOwner the id of the account that must own both ({@code BUCKET_OWNER})
 * @param declarations key of the declared tables in the lake ({@code DECLARATIONS})
 * @param maxBytes of a decoded document ({@code MAX_DOCUMENT_BYTES})
 * @param logLevel the lowest level that is logged ({@code LOG_LEVEL}; default INFO)
 * @param region of the function and both buckets ({@code AWS_REGION}, from Lambda)
 */
record DocumentsSettings(
    String ingressBucket,
    String lakeBucket,
    String bucketOwner,
    String declarations,
    long maxBytes,
    Log.Level logLevel,
    String region) {

  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern DECLARED = Pattern.compile("declared/[0-9a-f]{64}\\.json");
  private static final Pattern BYTES = Pattern.compile("[1-9][0-9]{0,12}");
  private static final Pattern ANY = Pattern.compile(".+");
  private static final List<String> LEVELS =
      Arrays.stream(Log.Level.values()).map(Log.Level::name).toList();

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if settings are missing or invalid; the message names all of
   *     them
   */
  static DocumentsSettings from(Map<String, String> environment) {
    var reader = new SettingsReader(environment);
    var ingress = reader.text("INGRESS_BUCKET", BUCKET, "the name of the bucket of the documents");
    var lake = reader.text("LAKE_BUCKET", BUCKET, "the name of the bucket for the rows");
    var owner =
        reader.text("BUCKET_OWNER", ACCOUNT, "the 12-digit id of the account of both buckets");
    var declarations =
        reader.text("DECLARATIONS", DECLARED, "declared/<SHA-256 of the content>.json");
    var bytes = reader.text("MAX_DOCUMENT_BYTES", BYTES, "a number of bytes, such as 1073741824");
    var level = Log.Level.valueOf(reader.oneOf("LOG_LEVEL", "INFO", LEVELS));
    var region = reader.text("AWS_REGION", ANY, "the region, as eu-west-1");
    if (!ingress.isEmpty() && ingress.equals(lake)) {
      reader.problems().add("LAKE_BUCKET is INGRESS_BUCKET: set it to another bucket");
    }
    reader.throwIfInvalid();
    return new DocumentsSettings(
        ingress, lake, owner, declarations, Long.parseLong(bytes), level, region);
  }

  /**
   * The bucket to connect to before the first event. Not the lake: the function may not send it a
   * HEAD, and a rejected call would appear in the audit log.
   */
  List<OwnedBucket> buckets(S3Api s3) {
    return List.of(new OwnedBucket(s3, ingressBucket, bucketOwner, ""));
  }
}
