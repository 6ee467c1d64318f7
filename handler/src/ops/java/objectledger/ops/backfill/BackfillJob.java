package objectledger.ops.backfill;

import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3control.model.CreateJobRequest;
import software.amazon.awssdk.services.s3control.model.GeneratedManifestFormat;
import software.amazon.awssdk.services.s3control.model.JobManifest;
import software.amazon.awssdk.services.s3control.model.JobManifestGenerator;
import software.amazon.awssdk.services.s3control.model.JobManifestGeneratorFilter;
import software.amazon.awssdk.services.s3control.model.JobReport;
import software.amazon.awssdk.services.s3control.model.JobReportFormat;
import software.amazon.awssdk.services.s3control.model.JobReportScope;
import software.amazon.awssdk.services.s3control.model.KeyNameConstraint;
import software.amazon.awssdk.services.s3control.model.S3JobManifestGenerator;
import software.amazon.awssdk.services.s3control.model.S3ManifestOutputLocation;

/**
 * The request for an S3 Batch Operations job that records existing objects: S3 lists them itself,
 * invokes the alias for each, and writes its report into the ledger bucket.
 */
final class BackfillJob {
  private BackfillJob() {}

  /**
   * The request for the job.
   *
   * @param token makes the same request, sent twice, one job
   */
  static CreateJobRequest request(DeployedStack deployment, BackfillRequest request, String token) {
    return request(deployment, request.source(), token)
        .manifestGenerator(
            JobManifestGenerator.builder()
                .s3JobManifestGenerator(manifest(deployment, request))
                .build())
        .build();
  }

  /** The same for a list of objects that there is already. */
  static CreateJobRequest request(
      DeployedStack deployment, BackfillRequest request, String token, JobManifest manifest) {
    return request(deployment, request.source(), token).manifest(manifest).build();
  }

  private static CreateJobRequest.Builder request(
      DeployedStack deployment, Source source, String token) {
    return CreateJobRequest.builder()
        .accountId(deployment.accountId())
        .confirmationRequired(false)
        .operation(
            operation ->
                operation.lambdaInvoke(
                    invoke ->
                        invoke.functionArn(deployment.liveArn()).invocationSchemaVersion("2.0")))
        .report(report(deployment, source))
        .clientRequestToken(token)
        .description("Object Ledger: objects that were there before in " + source.bucket())
        .priority(10)
        .roleArn(deployment.backfillRole());
  }

  private static JobReport report(DeployedStack deployment, Source source) {
    return JobReport.builder()
        .bucket(arn(deployment, deployment.stack().ledgerBucket()))
        .prefix("backfill/reports/source=" + source.bucket())
        .format(JobReportFormat.REPORT_CSV_20180820)
        .enabled(true)
        .reportScope(JobReportScope.ALL_TASKS)
        .build();
  }

  /** Batch Operations needs the list of objects itself; it is kept beside the report. */
  private static S3JobManifestGenerator manifest(
      DeployedStack deployment, BackfillRequest request) {
    var source = request.source();
    var prefix = request.prefix();
    var manifest =
        S3JobManifestGenerator.builder()
            .expectedBucketOwner(deployment.accountId())
            .sourceBucket(arn(deployment, source.bucket()))
            .enableManifestOutput(true)
            .manifestOutputLocation(
                S3ManifestOutputLocation.builder()
                    .expectedManifestBucketOwner(deployment.accountId())
                    .bucket(arn(deployment, deployment.stack().ledgerBucket()))
                    .manifestPrefix("backfill/manifests/source=" + source.bucket())
                    .manifestFormat(GeneratedManifestFormat.S3_INVENTORY_REPORT_CSV_20211130)
                    .build());
    var names = KeyNameConstraint.builder();
    if (!prefix.isEmpty()) {
      names.matchAnyPrefix(prefix);
    }
    if (!source.keySuffixes().isEmpty()) {
      names.matchAnySuffix(source.keySuffixes());
    }
    var isFiltered = !prefix.isEmpty() || !source.keySuffixes().isEmpty();
    return isFiltered
        ? manifest
            .filter(JobManifestGeneratorFilter.builder().keyNameConstraint(names.build()).build())
            .build()
        : manifest.build();
  }

  /** The ARN of a bucket, or of an object as {@code bucket/key}. */
  static String arn(DeployedStack deployment, String bucket) {
    return "arn:%s:s3:::%s".formatted(deployment.liveArn().split(":")[1], bucket);
  }
}
