/**
 * Calls to AWS that end before the deadline. {@link objectledger.aws.S3Api} is the interface with
 * the four calls that a function makes to S3; {@link objectledger.aws.S3ClientFactory} builds it
 * from the SDK's parts. {@link objectledger.aws.OwnedBucket} adds the expected owner, the time
 * limit and conditional writes, and is what other packages use. {@link objectledger.aws.Retry}
 * follows the SDK's retry strategy; {@link objectledger.aws.AwsClientDefaults} has time-outs and
 * credentials for every client. {@link objectledger.aws.ObjectKeyDecoder}, {@link
 * objectledger.aws.ObjectMetadataFields}, {@link objectledger.aws.EventDetails} and {@link
 * objectledger.aws.EventNameMapper} know S3's encodings of keys, metadata and events. Read {@code
 * OwnedBucket}, {@code S3Api}, {@code S3ClientFactory}, {@code TimeLimitedS3Api}, {@code
 * HttpS3Api}, {@code BucketClient}, {@code Retry}, {@code StaleConnectionRetry}, {@code
 * FailureClassifier}.
 */
package objectledger.aws;
