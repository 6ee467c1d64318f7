package objectledger.ops.find;

import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import objectledger.ops.DeployedStack;
import objectledger.ops.Source;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Prints the records of an object, or of a request, oldest first; before them the latest document
 * of the object. It searches the sources that it is given: one key may be in several buckets.
 */
final class Find {
  private final S3Client s3;
  private final DeployedStack deployment;
  private final List<Source> sources;
  private final FindRequest request;
  private final PrintStream out;
  private final FindPrinter printer;
  private final FoundLines lines;

  Find(
      S3Client s3,
      CloudWatchLogsClient logs,
      DeployedStack deployment,
      List<Source> sources,
      FindRequest request,
      PrintStream out) {
    this.s3 = s3;
    this.deployment = deployment;
    this.sources = sources;
    this.request = request;
    this.out = out;
    this.printer = new FindPrinter(out, deployment.stack());
    this.lines = new FoundLines(logs, deployment, out);
  }

  /**
   * Prints it.
   *
   * @return the exit code: 1 where nothing was found
   */
  int run() {
    var isPrinted = false;
    var changed = Map.<Source, Instant>of();
    if (!request.key().isEmpty()) {
      var state = new ObjectState(s3, deployment, request.key());
      changed = state.print(sources, printer);
      isPrinted = deployment.stack().keepsLatest() && !changed.isEmpty();
    }
    var search =
        new JournalSearch(
            s3,
            deployment.accountId(),
            deployment.stack().ledgerBucket(),
            request::fits,
            request.limit());
    var hour = request.until().truncatedTo(ChronoUnit.HOURS);
    var first = request.since().truncatedTo(ChronoUnit.HOURS);
    var isWhole = true;
    // The newest hours first, so that a limit cuts off the oldest.
    while (isWhole && !hour.isBefore(first)) {
      isWhole = search.hour(sources, hour);
      hour = hour.minus(1, ChronoUnit.HOURS);
    }
    for (var change : changed.entrySet()) {
      for (var age = 0; isWhole && age <= 1; age++) {
        var then = change.getValue().truncatedTo(ChronoUnit.HOURS).minus(age, ChronoUnit.HOURS);
        isWhole = !then.isBefore(first) || search.hour(List.of(change.getKey()), then);
      }
    }
    search.found().forEach(printer::record);
    lines.print(search.found(), sources, request);
    var reached = isWhole ? first : hour.plus(1, ChronoUnit.HOURS);
    out.printf(
        "%s %s of %s in the journal from %s to %s, of %s objects read%n",
        search.found().isEmpty() ? "no" : search.found().size(),
        search.found().size() == 1 ? "record" : "records",
        request.inWords(sources),
        reached,
        request.until().truncatedTo(ChronoUnit.SECONDS),
        search.read());
    out.println(
        isWhole
            ? "to look further back, add: SINCE="
                + LocalDate.ofInstant(first, ZoneOffset.UTC).minusDays(7)
            : "that was the limit: raise LIMIT="
                + request.limit()
                + ", or query the journal (docs/query.md)");
    var isFound = !search.found().isEmpty() || (isPrinted && request.requestId().isEmpty());
    if (!isFound) {
      advise();
    }
    return isFound ? 0 : 1;
  }

  private void advise() {
    for (var source : sources) {
      var bucket = "s3://" + source.bucket() + "/";
      if (request.key().startsWith(bucket)) {
        out.printf(
            "a key is what follows the bucket: KEY=%s%n",
            TerminalText.of(request.key().substring(bucket.length())));
      }
    }
    var environment = deployment.stack().environment();
    out.printf("not recorded? make failures ENV=%s%n", environment);
    out.printf("is the trigger as it was applied? make status ENV=%s%n", environment);
    out.printf("what did the functions say? make logs ENV=%s SINCE=1h%n", environment);
  }
}
