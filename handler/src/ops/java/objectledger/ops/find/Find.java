package objectledger.ops.find;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import objectledger.aws.LatestDocumentKey;
import objectledger.json.JsonText;
import objectledger.json.JsonValue;
import objectledger.ops.Command;
import objectledger.ops.CommandException;
import objectledger.ops.DeployedStack;
import objectledger.ops.PrettyJson;
import objectledger.ops.TerminalText;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Prints what the ledger has of an object, or of a request: the records, oldest first, and of an
 * object its latest document before them.
 */
final class Find {
  /** Where no other range is asked for: what a person looks for has mostly just happened. */
  private static final Duration USUAL_RANGE = Duration.ofDays(1);

  private final S3Client s3;
  private final DeployedStack deployment;
  private final Wanted wanted;
  private final PrintStream out;

  /**
   * What is looked for.
   *
   * @param key of the object; empty where any will do
   * @param requestId of the request to S3; empty where any will do
   * @param since the oldest event that is of interest
   * @param until the newest one
   * @param limit how many objects of the journal to read at most
   */
  record Wanted(String key, String requestId, Instant since, Instant until, int limit) {
    private boolean fits(JsonValue entry) {
      return (key.isEmpty() || entry.get("key").isEqualTo(key))
          && (requestId.isEmpty() || entry.get("request_id").isEqualTo(requestId));
    }

    private String inWords(String bucket) {
      var object = JsonText.quote("s3://" + bucket + "/" + key);
      var request = "the request " + JsonText.quote(requestId);
      return key.isEmpty() ? request : requestId.isEmpty() ? object : object + " and " + request;
    }
  }

  Find(S3Client s3, DeployedStack deployment, Wanted wanted, PrintStream out) {
    this.s3 = s3;
    this.deployment = deployment;
    this.wanted = wanted;
    this.out = out;
  }

  /**
   * Prints it.
   *
   * @return the exit code: 1 where nothing was found
   */
  int run() {
    var changed = wanted.key().isEmpty() ? Optional.<Instant>empty() : printLatest();
    var search =
        new JournalSearch(
            s3, deployment.accountId(), deployment.stack(), wanted::fits, wanted.limit());
    var hour = wanted.until().truncatedTo(ChronoUnit.HOURS);
    var first = wanted.since().truncatedTo(ChronoUnit.HOURS);
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
        wanted.inWords(deployment.stack().sourceBucket()),
        reached,
        wanted.until().truncatedTo(ChronoUnit.SECONDS),
        search.read());
    out.println(
        isWhole
            ? "to look further back: SINCE="
                + LocalDate.ofInstant(first, ZoneOffset.UTC).minusDays(7)
            : "that was the limit: raise LIMIT="
                + wanted.limit()
                + ", or query the journal (docs/query.md)");
    var isFound =
        !search.found().isEmpty() || (changed.isPresent() && wanted.requestId().isEmpty());
    if (!isFound) {
      advise();
    }
    out.printf("  log: %s%n", deployment.logCommand());
    return isFound ? 0 : 1;
  }

  private void advise() {
    var bucket = "s3://" + deployment.stack().sourceBucket() + "/";
    if (wanted.key().startsWith(bucket)) {
      out.printf(
          "a key is what follows the bucket: KEY=%s%n",
          TerminalText.of(wanted.key().substring(bucket.length())));
    }
    out.printf("not recorded? make failures ENV=%s%n", deployment.stack().environment());
  }

  /** Prints the latest document, and tells when it was written; nothing where there is none. */
  private Optional<Instant> printLatest() {
    var stack = deployment.stack();
    var name = LatestDocumentKey.of(stack.sourceBucket(), wanted.key());
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

  private void print(JournalSearch.Entry entry) {
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

  /**
   * Reads a date or a time.
   *
   * @throws CommandException if it is neither
   */
  static Instant time(String name, String text) {
    try {
      return text.contains("T")
          ? LocalDateTime.parse(text.replaceFirst("Z$", "")).toInstant(ZoneOffset.UTC)
          : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeParseException e) {
      throw new CommandException(
          "%s is %s: write a date in UTC, as %s=2026-01-31, or a time, as %s=2026-01-31T09:00:00Z"
              .formatted(name, JsonText.quote(text), name, name));
    }
  }

  /** The only argument is the file of the stack's outputs. */
  public static void main(String[] arguments) {
    Command.main(arguments, deployment -> find(deployment, InstantSource.system()));
  }

  private static int find(DeployedStack deployment, InstantSource clock) {
    var until = Command.isSet("UNTIL") ? time("UNTIL", Command.setting("UNTIL")) : clock.instant();
    var since =
        Command.isSet("SINCE") ? time("SINCE", Command.setting("SINCE")) : until.minus(USUAL_RANGE);
    if (since.isAfter(until)) {
      throw new CommandException(
          "SINCE is %s and UNTIL %s, which is earlier: nothing can be between them"
              .formatted(since, until.truncatedTo(ChronoUnit.SECONDS)));
    }
    var wanted =
        new Wanted(
            Command.setting("KEY"),
            Command.setting("REQUEST_ID"),
            since,
            until,
            Command.number("LIMIT", 100_000));
    try (var s3 = deployment.clients().s3()) {
      return new Find(s3, deployment, wanted, System.out).run();
    }
  }
}
