package objectledger.ops.verify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import objectledger.ops.Command;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import software.amazon.awssdk.services.s3.S3Client;

/** Compares what is in the sources with what the ledger says. */
final class VerifyCommand {
  private VerifyCommand() {}

  /** The only argument is the file of the stack's outputs; local copies are beside it. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> run(deployment, Path.of(arguments[0])));
  }

  private static int run(DeployedStack deployment, Path outputs) throws IOException {
    var request = VerifyRequest.ofSettings();
    var sources =
        request.inventory().isEmpty()
            ? deployment.stack().sources().selected(Command.setting("SOURCE"))
            : List.of(
                deployment
                    .stack()
                    .sources()
                    .only(
                        Command.setting("SOURCE"),
                        "make verify ENV=" + deployment.stack().environment()));
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var s3 = deployment.clients().s3();
        var cloudWatch = deployment.clients().cloudWatch()) {
      return each(
          sources,
          shutdown,
          source ->
              new VerifyRun(
                      deployment,
                      s3,
                      cloudWatch,
                      source,
                      request,
                      outputs.getParent(),
                      Progress.onStandardOutput(),
                      shutdown,
                      clock(s3, deployment, source))
                  .run());
    }
  }

  /** Verifies a source, and returns the exit code. */
  interface Verification {
    int run(Source source) throws IOException;
  }

  /**
   * Verifies one source after the other; what fails at one is reported, and the next one goes on.
   */
  static int each(List<Source> sources, ShutdownSignal shutdown, Verification verification) {
    var exitCode = 0;
    for (var source : sources) {
      if (shutdown.isRequested()) {
        return 1;
      }
      System.out.printf("%nverify: %s%n", source.inWords());
      try {
        exitCode = Math.max(exitCode, Command.code(() -> verification.run(source)));
      } catch (RuntimeException e) {
        // Not foreseen, so that its stack trace is needed.
        e.printStackTrace();
        exitCode = 1;
      }
    }
    return exitCode;
  }

  /** S3's clock, as far as it goes before or behind the one here. */
  private static SourceVerification.Waiting clock(
      S3Client s3, DeployedStack deployment, Source source) {
    var here = InstantSource.system();
    var response =
        s3.headBucket(
            head -> head.bucket(source.bucket()).expectedBucketOwner(deployment.accountId()));
    var ahead = Duration.between(here.instant(), new S3Clock(here).of(response));
    return new SourceVerification.Waiting() {
      @Override
      public Instant now() {
        return here.instant().plus(ahead);
      }

      @Override
      public void sleep(Duration time) {
        LockSupport.parkNanos(time.toNanos());
      }
    };
  }
}
