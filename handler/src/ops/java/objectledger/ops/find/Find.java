package objectledger.ops.find;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import objectledger.aws.LatestDocumentKey;
import objectledger.ops.DeployedStack;
import objectledger.ops.PrettyJson;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Prints the records of an object, or of a request, oldest first; before them the latest document
 * of the object.
 */
final class Find {
  private final S3Client s3;
  private final DeployedStack deployment;
  private final FindRequest request;
  private final PrintStream out;

  Find(S3Client s3, DeployedStack deployment, FindRequest request, PrintStream out) {
    this.s3 = s3;
    this.deployment = deployment;
    this.request = request;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @return the exit code: 1 where nothing was found
   */
  int run() {
    var changed = request.key().isEmpty() ? Optional.<Instant>empty() : printLatest();
    var search =
        new JournalSearch(
            s3, deployment.accountId(), deployment.stack(), request::fits, request.limit());
    var hour = request.until().truncatedTo(ChronoUnit.HOURS);
    var first = request.since().truncatedTo(ChronoUnit.HOURS);
    var isWhole = true;
    // The newest hours first, so that a limit cuts off the oldest.
    while (isWhole && !hour.isBefore(first)) {
      isWhole = search.hour(hour);
      hour = hour.minus(1, ChronoUnit.HOURS);
    }
    // The document was written soon after the object's last event.
    for (var age = 0; isWhole && changed.isPresent() && age <= 1; age++) {
      var then = changed.get().truncatedTo(ChronoUnit.HOURS).minus(age, ChronoUnit.HOURS);
      isWhole = !then.isBefore(first) || search.hour(then);
    }
    search.found().forEach(this::print);
    var reached = isWhole ? first : hour.plus(1, ChronoUnit.HOURS);
    out.printf(
        "%s %s of %s in the journal from %s to %s, of %s objects read%n",
        search.found().isEmpty() ? "no" : search.found().size(),
        search.found().size() == 1 ? "record" : "records",
        request.inWords(deployment.stack().sourceBucket()),
        reached,
        request.until().truncatedTo(ChronoUnit.SECONDS),
        search.read());
    out.println(
        isWhole
            ? "to look further back: SINCE="
                + LocalDate.ofInstant(first, ZoneOffset.UTC).minusDays(7)
            : "that was the limit: raise LIMIT="
                + request.limit()
                + ", or query the journal (docs/query.md)");
    var isFound =
        !search.found().isEmpty() || (changed.isPresent() && request.requestId().isEmpty());
    if (!isFound) {
      advise();
    }
    out.printf("  log: %s%n", deployment.logCommand());
    return isFound ? 0 : 1;
  }

  private void advise() {
    var bucket = "s3://" + deployment.stack().sourceBucket() + "/";
    if (request.key().startsWith(bucket)) {
      out.printf(
          "a key is what follows the bucket: KEY=%s%n",
          TerminalText.of(request.key().substring(bucket.length())));
    }
    out.printf("not recorded? make failures ENV=%s%n", deployment.stack().environment());
  }

  /** Prints the latest document and returns when it was written; empty if there is none. */
  private Optional<Instant> printLatest() {
    var stack = deployment.stack();
    var name = LatestDocumentKey.of(stack.sourceBucket(), request.key());
    try {
      var document =
          s3.getObjectAsBytes(
              get ->
                  get.bucket(stack.ledgerBucket())
                      .key(name)
                      .expectedBucketOwner(deployment.accountId()));
      out.printf("latest  s3://%s/%s%n", stack.ledgerBucket(), name);
      printJson(document.asString(StandardCharsets.UTF_8));
      return Optional.of(document.response().lastModified());
    } catch (NoSuchKeyException e) {
      out.printf(
          "latest  none%s%n%n",
          stack.keepsLatest()
              ? ": no event of it is recorded, or its tombstone has expired"
              : ": this stack keeps none");
      return Optional.empty();
    }
  }

  private void print(JournalEntry entry) {
    var json = entry.json();
    out.printf(
        "record  %s  %s  s3://%s/%s%n",
        TerminalText.of(json.get("record_timestamp").text()),
        TerminalText.of(json.get("event_name").text()),
        deployment.stack().ledgerBucket(),
        entry.journalKey());
    printJson(entry.text());
  }

  private void printJson(String json) {
    PrettyJson.of(json).lines().map(TerminalText::of).forEach(out::println);
    out.println();
  }
}
