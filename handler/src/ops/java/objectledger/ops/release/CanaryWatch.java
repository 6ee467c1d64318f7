package objectledger.ops.release;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import objectledger.ops.Deployment;
import objectledger.ops.Interruption;
import objectledger.ops.Printable;
import objectledger.ops.Progress;
import objectledger.ops.Refused;
import objectledger.ops.Tool;
import objectledger.ops.Wait;

/** Watches the canary of a stack; the exit code says how it ended ({@link Watch.End}). */
final class CanaryWatch {
  private static final int USUAL_SECONDS = 600;

  private CanaryWatch() {}

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Tool.main(arguments, CanaryWatch::watch);
  }

  private static int watch(Deployment deployment) {
    var bake = Duration.ofSeconds(Tool.number("BAKE", USUAL_SECONDS));
    var canary =
        LambdaVersions.of(deployment)
            .read()
            .canary()
            .orElseThrow(() -> new Refused("live has no canary: nothing to watch"));
    try (var interruption = Interruption.ofThisProcess()) {
      var progress = Progress.onStandardOutput();
      var vitals = vitals(deployment, canary, Instant.now());
      var watch = new Watch(vitals, canary, interruption, progress, System::nanoTime, Wait::sleep);
      var result = watch.run(bake);
      progress.end(Printable.of("version %s: %s".formatted(canary.version(), result.why())));
      return result.end().code;
    }
  }

  private static Vitals vitals(Deployment deployment, Versions.Canary canary, Instant since) {
    var cloudWatch = CloudWatch.of(deployment);
    var versions = LambdaVersions.of(deployment);
    return new Vitals() {
      @Override
      public Map<String, String> ringing() {
        return cloudWatch.ringing();
      }

      @Override
      public CloudWatch.Count canary() {
        return cloudWatch.count(canary.version(), since);
      }

      @Override
      public Versions versions() {
        return versions.read();
      }
    };
  }
}
