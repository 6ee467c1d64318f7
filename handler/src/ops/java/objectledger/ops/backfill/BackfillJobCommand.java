package objectledger.ops.backfill;

import java.util.UUID;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;

/** Creates an S3 Batch Operations job that records existing objects, and prints its id. */
final class BackfillJobCommand {
  private BackfillJobCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, BackfillJobCommand::create);
  }

  private static int create(DeployedStack deployment) {
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
    try (var s3Control = deployment.clients().s3Control()) {
      System.out.println(
          s3Control.createJob(BackfillJob.request(deployment, request, token)).jobId());
    }
    return 0;
  }
}
