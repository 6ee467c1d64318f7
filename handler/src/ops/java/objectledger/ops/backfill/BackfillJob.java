package objectledger.ops.backfill;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import objectledger.json.JsonWriter;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;

/**
 * Prints the request for an S3 Batch Operations job that brings objects into the ledger: S3 lists
 * them itself, invokes the alias for each, and reports into the ledger bucket.
 */
final class BackfillJob {
  private BackfillJob() {}

  /**
   * The members of CreateJob.
   *
   * @param token makes the same request, sent twice, one job
   */
  static Map<String, Object> of(DeployedStack deployment, String prefix, String token) {
    var stack = deployment.stack();
    var partition = deployment.liveArn().split(":")[1];
    var ledger = "arn:%s:s3:::%s".formatted(partition, stack.ledgerBucket());
    var job = new LinkedHashMap<String, Object>();
    job.put("AccountId", deployment.accountId());
    job.put("ConfirmationRequired", false);
    job.put(
        "Operation",
        Map.of(
            "LambdaInvoke",
            Map.of("FunctionArn", deployment.liveArn(), "InvocationSchemaVersion", "2.0")));
    job.put(
        "Report",
        Map.of(
            "Bucket", ledger,
            "Prefix", "backfill/reports",
            "Format", "Report_CSV_20180820",
            "Enabled", true,
            "ReportScope", "AllTasks"));
    job.put("ClientRequestToken", token);
    job.put("Description", "Object Ledger: objects that were there before");
    job.put("Priority", 10);
    job.put("RoleArn", deployment.backfillRole());
    job.put(
        "ManifestGenerator",
        Map.of("S3JobManifestGenerator", manifest(deployment, partition, ledger, prefix)));
    return job;
  }

  /** Batch Operations needs the list of objects itself; it is kept beside the report. */
  private static Map<String, Object> manifest(
      DeployedStack deployment, String partition, String ledger, String prefix) {
    var stack = deployment.stack();
    var manifest = new LinkedHashMap<String, Object>();
    manifest.put("ExpectedBucketOwner", deployment.accountId());
    manifest.put("SourceBucket", "arn:%s:s3:::%s".formatted(partition, stack.sourceBucket()));
    manifest.put("EnableManifestOutput", true);
    manifest.put(
        "ManifestOutputLocation",
        Map.of(
            "ExpectedManifestBucketOwner",
            deployment.accountId(),
            "Bucket",
            ledger,
            "ManifestPrefix",
            "backfill/manifests",
            "ManifestFormat",
            "S3InventoryReport_CSV_20211130"));
    var names = new LinkedHashMap<String, Object>();
    if (!prefix.isEmpty()) {
      names.put("MatchAnyPrefix", List.of(prefix));
    }
    if (!stack.keySuffixes().isEmpty()) {
      names.put("MatchAnySuffix", stack.keySuffixes());
    }
    if (!names.isEmpty()) {
      manifest.put("Filter", Map.of("KeyNameConstraint", names));
    }
    return manifest;
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, BackfillJob::print);
  }

  private static int print(DeployedStack deployment) {
    var request = BackfillRequest.of(deployment.stack());
    if (request.allVersions()) {
      throw new CommandException(
          "a job brings in present objects only: leave out VERSIONS, or JOB");
    }
    if (deployment.backfillRole().isEmpty()) {
      throw new CommandException("the stack has no role for S3 Batch Operations: apply it anew");
    }
    var token = UUID.randomUUID().toString();
    System.out.writeBytes(JsonWriter.toLine(of(deployment, request.prefix(), token)));
    return 0;
  }
}
