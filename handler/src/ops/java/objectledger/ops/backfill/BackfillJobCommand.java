package objectledger.ops.backfill;

import java.io.IOException;
import java.util.UUID;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.s3control.model.JobManifest;

/** Creates an S3 Batch Operations job that records existing objects, and prints its id. */
final class BackfillJobCommand {
  private BackfillJobCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, BackfillJobCommand::create);
  }

  private static int create(DeployedStack deployment) throws IOException {
    var request = BackfillRequest.of(deployment.stack());
    if (request.allVersions()) {
      throw new CommandException("a job records current objects only: leave out VERSIONS, or JOB");
    }
    if (deployment.backfillRole().isEmpty()) {
      throw new CommandException(
          "the stack has no role for S3 Batch Operations: type make plan apply ENV="
              + deployment.stack().environment());
    }
    var token = UUID.randomUUID().toString();
    var job =
        Command.isSet("MANIFEST")
            ? BackfillJob.request(deployment, request, token, manifest(deployment, request, token))
            : BackfillJob.request(deployment, request, token);
    try (var s3Control = deployment.clients().s3Control()) {
      System.out.println(s3Control.createJob(job).jobId());
    }
    return 0;
  }

  /** The manifest out of the files that a query has written; standard output is for the job. */
  private static JobManifest manifest(
      DeployedStack deployment, BackfillRequest request, String token) throws IOException {
    var source = request.source().bucket();
    var ledger = deployment.stack().ledgerBucket();
    var owner = deployment.accountId();
    var key = "backfill/manifests/source=" + source + "/" + token + ".csv";
    try (var s3 = deployment.clients().s3();
        var out = new PartUpload(s3, ledger, owner, key, PartUpload.PART)) {
      var manifest = new BackfillManifest(request, BackfillManifest.hasVersions(s3, source, owner));
      var files = new FoundObjectFiles(s3, Command.setting("MANIFEST"));
      var written = manifest.write(files, out, BackfillJob.arn(deployment, ledger + "/" + key));
      System.err.println("backfill: " + manifest.summary());
      System.err.println("  s3://" + ledger + "/" + key);
      return written;
    }
  }
}
