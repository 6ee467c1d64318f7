package objectledger.ops.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import objectledger.lambda.Backoff;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.TerminalText;

/** Monitors the canary of a stack. The exit code is that of {@link CanaryMonitor.End}. */
final class CanaryCommand {
  private static final int DEFAULT_SECONDS = 600;

  private CanaryCommand() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, CanaryCommand::watch);
  }

  private static int watch(DeployedStack deployment) {
    var bake = Duration.ofSeconds(Command.number("BAKE", DEFAULT_SECONDS));
    var canary =
        LambdaVersions.of(deployment)
            .read()
            .canary()
            .orElseThrow(() -> new CommandException("live has no canary: nothing to watch"));
    try (var shutdown = ShutdownSignal.ofThisProcess()) {
      var progress = Progress.onStandardOutput();
      var metrics = metrics(deployment, canary, Instant.now());
      var watch =
          new CanaryMonitor(metrics, canary, shutdown, progress, System::nanoTime, Backoff::sleep);
      var result = watch.run(bake);
      progress.end(TerminalText.of("version %s: %s".formatted(canary.version(), result.why())));
      return result.end().code;
    }
  }

  private static CanaryMetrics metrics(
      DeployedStack deployment, Versions.Canary canary, Instant since) {
    var cloudWatch = CloudWatchMetrics.of(deployment);
    var versions = LambdaVersions.of(deployment);
    return new CanaryMetrics() {
      @Override
      public Map<String, String> firing() {
        return cloudWatch.firing();
      }

      @Override
      public CanaryMetrics.Count canary() {
        return cloudWatch.count(canary.version(), since);
      }

      @Override
      public Versions versions() {
        return versions.read();
      }
    };
  }
}
