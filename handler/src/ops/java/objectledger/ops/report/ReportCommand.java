package objectledger.ops.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.query.DuckDbEngine;
import objectledger.ops.query.LocalJournal;

/** Writes the report of a source as one page of HTML, and says where it is. */
final class ReportCommand {
  private ReportCommand() {}

  /** The arguments are the file of the stack's outputs, and the folder of npm's modules. */
  public static void main(String[] arguments) {
    Command.main(
        arguments, deployment -> run(deployment, Path.of(arguments[0]), Path.of(arguments[1])));
  }

  private static int run(DeployedStack deployment, Path outputs, Path modules) throws IOException {
    var stack = deployment.stack();
    var clock = InstantSource.system();
    var folder = outputs.toAbsolutePath().getParent();
    var request = ReportRequest.of(stack, Command::setting, clock, folder);
    var file = new ReportFile(request.file());
    file.check();
    var page = new ReportPage(ChartLibrary.read(modules));
    var data = data(deployment, request, outputs, clock.instant());
    if (data.records() == 0) {
      throw nothing(request, stack.environment());
    }
    file.write(page.html(data.members()));
    var path = request.file().toAbsolutePath().normalize();
    System.out.printf(
        "report of %s %s: %s%n", request.source().label(), request.when(), data.inWords());
    System.out.printf(
        "%s%n", String.format(Locale.ROOT, "%s (%,d kB)", path, Files.size(path) / 1000));
    System.out.printf("to read it, open it in a browser: %s%n", path.toUri());
    return 0;
  }

  private static ReportData data(
      DeployedStack deployment, ReportRequest request, Path outputs, Instant now)
      throws IOException {
    try (var shutdown = ShutdownSignal.ofThisProcess();
        var s3 = deployment.clients().s3();
        var duckDb =
            new LocalJournal(deployment, s3, outputs, Progress.onStandardOutput(), shutdown)
                .open(
                    request.source().bucket(),
                    request.firstDay(),
                    request.lastDay(),
                    request.when())) {
      var verify = VerifyPart.read(s3, deployment, request.source().bucket());
      return ReportData.of(
          new DuckDbEngine(duckDb), request, verify, deployment.stack().environment(), now);
    }
  }

  private static CommandException nothing(ReportRequest request, String environment) {
    return new CommandException(
        "nothing is recorded of %s %s: no report was written%s"
            .formatted(
                request.source().bucket(),
                request.when(),
                Files.exists(request.file()) ? ", and the one that is there is an older one" : ""),
        List.of(
            "for another time, type: make report ENV=%s FROM=2026-01-31 TO=2026-02-28"
                .formatted(environment),
            "to see whether a record is missing: make verify ENV=" + environment));
  }
}
