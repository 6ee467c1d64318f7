package objectledger.ops.state;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import objectledger.lambda.Backoff;
import objectledger.ops.AwsClients;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.query.AthenaEngine;
import objectledger.ops.query.DuckDb;
import objectledger.ops.query.DuckDbEngine;
import objectledger.ops.query.Engine;
import objectledger.ops.query.LocalJournal;
import objectledger.ops.query.QueryStatement;

/**
 * Prints what a bucket had at a time, or what changed between two times. The answer goes to
 * standard output, everything else to standard error, so that the answer can be piped.
 */
final class StateCommand {
  private static final int BUFFER = 1 << 16;

  private StateCommand() {}

  /** The only argument is the file of the stack's outputs; local copies are kept beside it. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> run(deployment, Path.of(arguments[0])));
  }

  private static int run(DeployedStack deployment, Path outputs) throws IOException {
    var request = StateRequest.of(deployment.stack(), Command::setting, InstantSource.system());
    // Not through System.out, which keeps it to itself that a disk is full.
    var out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER),
            false,
            StandardCharsets.UTF_8);
    var format =
        RowFormats.of(
            Command.setting("FORMAT"), out, request.source().bucket(), request.from().isPresent());
    var counts = new RowCounts(format);
    String how;
    try (var shutdown = ShutdownSignal.ofThisProcess();
        format;
        var engine = engine(deployment, request, outputs, shutdown)) {
      how = engine.run(QueryStatement.read(request.statement()), request.values(), counts);
      format.end();
    }
    if (out.checkError()) {
      throw new CommandException(
          "the answer could not be written to the end: is there space where it goes?");
    }
    System.err.printf("%s: %s, %s%n", request.inWords(), counts.inWords(), how);
    return counts.isEmpty() ? foundNothing(deployment, request) : 0;
  }

  private static int foundNothing(DeployedStack deployment, StateRequest request) {
    System.err.println(
        request.from().isPresent()
            ? "nothing changed between these times, or nothing of it was recorded"
            : "nothing was present then, or nothing of it was recorded");
    System.err.printf(
        "to see what is recorded, type: make find ENV=%s KEY=<key>; what is not: make verify"
            + " ENV=%s%n",
        deployment.stack().environment(), deployment.stack().environment());
    return 1;
  }

  private static Engine engine(
      DeployedStack deployment, StateRequest request, Path outputs, ShutdownSignal shutdown)
      throws IOException {
    if (request.inAthena()) {
      var place =
          deployment
              .athena()
              .orElseThrow(
                  () ->
                      new CommandException(
                          "the stack has no tables for Athena: set query in envs/%s/terraform.tfvars"
                                  .formatted(deployment.stack().environment())
                              + " and type make plan apply, or leave ENGINE out"));
      return new AthenaEngine(
          deployment.clients().athena(),
          place,
          shutdown,
          (tries, most) -> Backoff.sleep(wait(tries, most)));
    }
    return new DuckDbEngine(copied(deployment, request, outputs, shutdown));
  }

  private static Duration wait(int tries, Duration most) {
    var delay = AwsClients.delay(tries);
    return delay.compareTo(most) < 0 ? delay : most;
  }

  /** The journal up to the day that is asked for, copied to this machine. */
  private static DuckDb copied(
      DeployedStack deployment, StateRequest request, Path outputs, ShutdownSignal shutdown)
      throws IOException {
    var plain = System.getenv().getOrDefault("plain", "yes");
    var progress = new Progress(System.err, plain.isEmpty(), System::nanoTime);
    try (var s3 = deployment.clients().s3()) {
      return new LocalJournal(deployment, s3, outputs, progress, shutdown)
          .open(
              request.source().bucket(),
              LocalDate.MIN,
              request.until().atOffset(ZoneOffset.UTC).toLocalDate(),
              "up to then");
    }
  }
}
