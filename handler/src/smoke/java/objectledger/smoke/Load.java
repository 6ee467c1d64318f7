package objectledger.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import objectledger.json.JsonText;
import objectledger.lambda.WorkerPool;
import objectledger.ops.Command;
import objectledger.ops.RateLimiter;
import objectledger.ops.Source;
import objectledger.ops.StackOutputs;
import objectledger.ops.flight.LedgerReader;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Puts many objects with eight writers, or says which of them have no record yet, so that a script
 * can break things meanwhile.
 */
final class Load {
  private static final int WRITERS = 8;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private Load() {}

  /**
   * The arguments: the file of the stack's outputs; what to do; a prefix; and of
   *
   * <ul>
   *   <li>{@code put}: how many objects, and how many a second, if there is a limit
   *   <li>{@code until}: a file whose appearance ends it, and how many objects a second; each
   *       source gets as many, and that number is printed
   *   <li>{@code check}: how many objects, and how many seconds to wait for the last of them
   * </ul>
   *
   * <p>The setting {@code SOURCE} names the source; without it, it is the first one for {@code
   * put}, and otherwise every one.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var stack = StackOutputs.read(Path.of(arguments[0]));
    var setting = Command.setting("SOURCE");
    var prefix = arguments[2];
    try (var s3 = stack.s3()) {
      switch (arguments[1]) {
        case "put" -> {
          var limit = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 0;
          put(s3, stack.sources().first(setting), prefix, Integer.parseInt(arguments[3]), limit);
        }
        case "until" ->
            putUntil(
                s3,
                stack.sources().selected(setting),
                prefix,
                Path.of(arguments[3]),
                Integer.parseInt(arguments[4]));
        default -> {
          for (var source : stack.sources().selected(setting)) {
            check(
                s3,
                stack,
                source,
                prefix,
                Integer.parseInt(arguments[3]),
                Integer.parseInt(arguments[4]));
          }
        }
      }
    }
  }

  private static void put(S3Client s3, Source source, String prefix, int count, int perSecond) {
    var started = System.nanoTime();
    var limiter = new RateLimiter(perSecond, System::nanoTime, LockSupport::parkNanos);
    new WorkerPool(WRITERS)
        .forEach(
            IntStream.range(0, count).boxed().toList(),
            number -> {
              limiter.acquire(1);
              return put(s3, source, prefix, number);
            });
    System.out.printf("put %s objects in %s ms%n", count, millisSince(started));
  }

  private static void putUntil(
      S3Client s3, List<Source> sources, String prefix, Path end, int perSecond) {
    var limiter = new RateLimiter(perSecond, System::nanoTime, LockSupport::parkNanos);
    var rounds = 0;
    for (; !Files.exists(end); rounds++) {
      var number = rounds;
      new WorkerPool(WRITERS)
          .forEach(
              sources,
              source -> {
                limiter.acquire(1);
                return put(s3, source, prefix, number);
              });
    }
    System.out.println(rounds);
  }

  private static PutObjectResponse put(S3Client s3, Source source, String prefix, int number) {
    return s3.putObject(
        put -> put.bucket(source.bucket()).key(key(source, prefix, number)),
        RequestBody.fromString("object " + number));
  }

  private static void check(
      S3Client s3, StackOutputs stack, Source source, String prefix, int count, int seconds)
      throws InterruptedException {
    var started = System.nanoTime();
    var ledger = new LedgerReader(s3, stack, source, begin(s3, source, prefix));
    var wanted =
        IntStream.range(0, count)
            .mapToObj(number -> key(source, prefix, number))
            .collect(Collectors.toCollection(HashSet::new));
    while (true) {
      var missing = missing(ledger, wanted);
      System.out.printf(
          "%s of %s objects of %s have a record, after %s ms%n",
          count - missing.size(), count, source.label(), millisSince(started));
      if (missing.isEmpty()) {
        return;
      }
      if (millisSince(started) > seconds * 1_000L) {
        missing.stream()
            .limit(5)
            .forEach(key -> System.out.println("none: " + JsonText.quote(key)));
        System.exit(1);
      }
      Thread.sleep(PAUSE);
    }
  }

  /** When the first of the objects was put: no record of theirs is older. */
  private static Instant begin(S3Client s3, Source source, String prefix) {
    return s3
        .listObjectsV2Paginator(
            list ->
                list.bucket(source.bucket())
                    .prefix(source.keyPrefix() + prefix + "/")
                    .encodingType(EncodingType.URL))
        .contents()
        .stream()
        .map(S3Object::lastModified)
        .min(Comparator.naturalOrder())
        .orElseGet(Instant::now);
  }

  private static Set<String> missing(LedgerReader ledger, Set<String> wanted) {
    var missing = new HashSet<>(wanted);
    ledger.present().forEach(entry -> missing.remove(entry.text("key")));
    return missing;
  }

  private static String key(Source source, String prefix, int number) {
    return String.format(
        Locale.ROOT, "%s%s/%05d%s", source.keyPrefix(), prefix, number, source.keySuffix());
  }

  private static long millisSince(long started) {
    return Duration.ofNanos(System.nanoTime() - started).toMillis();
  }
}
