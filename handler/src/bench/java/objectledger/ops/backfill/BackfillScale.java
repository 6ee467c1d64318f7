package objectledger.ops.backfill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import objectledger.ops.FakeAws;
import objectledger.ops.Progress;
import objectledger.ops.RateLimiter;
import objectledger.ops.ScaleFigures;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.ToolStub;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Measures objects a second of make backfill, of a function that answers at once, beside a listing
 * of the same bucket by the SDK's paginator alone. Both ask a stub of S3, whose pages of 1,000 keys
 * take 50 ms.
 */
final class BackfillScale {
  private static final Duration PAGE = Duration.ofMillis(50);
  private static final int PAGE_SIZE = 1_000;
  private static final int ROUNDS = 3;
  private static final Pattern AFTER =
      Pattern.compile("(?:start-after|continuation-token)=(?:data%2F)?0*([0-9]+)");
  private static final Pattern TASK = Pattern.compile("\"taskId\":\"([0-9]+)\"");

  private final int objects;
  private final Path checkpoint;
  private final AtomicInteger invoked = new AtomicInteger();

  private BackfillScale(int objects, Path checkpoint) {
    this.objects = objects;
    this.checkpoint = checkpoint;
  }

  /** The arguments are the number of objects, and a file for the checkpoint. */
  public static void main(String[] arguments) {
    new BackfillScale(Integer.parseInt(arguments[0]), Path.of(arguments[1])).measure();
  }

  private void measure() {
    try (var bucket = new ToolStub(PAGE, this::list);
        var function = new ToolStub(Duration.ZERO, this::record);
        var s3 = FakeAws.client(S3Client.builder(), bucket.url())) {
      // The first round is for the JVM, which has compiled nothing yet.
      for (var round = 0; round <= ROUNDS; round++) {
        var listed = rate(() -> list(s3));
        var recorded = rate(() -> backfill(s3, function));
        if (round > 0) {
          ScaleFigures.print("backfill.list_a_second", listed);
          ScaleFigures.print("backfill.record_a_second", recorded);
        }
      }
      ScaleFigures.print("backfill.objects", objects);
      ScaleFigures.print("backfill.peak_mb", ScaleFigures.peakMegabytes());
    }
  }

  private double rate(Runnable task) {
    var started = System.nanoTime();
    task.run();
    return objects / ScaleFigures.secondsSince(started);
  }

  private void list(S3Client s3) {
    var keys =
        s3.listObjectsV2Paginator(list -> list.bucket("b").maxKeys(PAGE_SIZE)).contents().stream()
            .filter(object -> !object.key().isEmpty())
            .count();
    ScaleFigures.require(keys == objects, keys + " keys were listed");
  }

  private void backfill(S3Client s3, ToolStub function) {
    var shutdown = new ShutdownSignal();
    var source = new Source("s", "b", List.of("s3:ObjectCreated:*"), "", List.of(), "direct");
    var limiter = new RateLimiter(0, System::nanoTime, LockSupport::parkNanos);
    var invoker =
        new BatchJobInvoker(function.alias(), "b", limiter, BatchJobInvoker.BACKOFF, shutdown);
    invoked.set(0);
    var result =
        new Backfill(
                new ListingAhead(new SourceListing(s3, source, "", false, PAGE_SIZE)),
                invoker,
                new Checkpoint(checkpoint),
                shutdown,
                new Progress(System.err, false, System::nanoTime))
            .run();
    ScaleFigures.require(
        result.recorded() == objects && invoked.get() == objects,
        "%s objects were recorded, in %s tasks".formatted(result.recorded(), invoked.get()));
  }

  /** A page of keys; their order is that of their numbers. */
  private byte[] list(HttpExchange request) {
    var after = AFTER.matcher(request.getRequestURI().getRawQuery());
    var first = after.find() ? Integer.parseInt(after.group(1)) + 1 : 0;
    var end = Math.min(objects, first + PAGE_SIZE);
    var page = new StringBuilder("<ListBucketResult><EncodingType>url</EncodingType>");
    // The SDK's paginator goes on as long as there is a token.
    page.append("<IsTruncated>").append(end < objects).append("</IsTruncated>");
    if (end < objects) {
      page.append("<NextContinuationToken>").append(end - 1).append("</NextContinuationToken>");
    }
    for (var number = first; number < end; number++) {
      page.append("<Contents><Key>").append(String.format(Locale.ROOT, "data/%09d", number));
      page.append("</Key><LastModified>2026-11-01T00:00:00.000Z</LastModified><ETag>&quot;")
          .append("d41d8cd98f00b204e9800998ecf8427e&quot;</ETag><Size>1</Size>")
          .append("<StorageClass>STANDARD</StorageClass></Contents>");
    }
    return page.append("</ListBucketResult>").toString().getBytes(UTF_8);
  }

  /** What the function says of each task. */
  private byte[] record(HttpExchange request) throws IOException {
    var tasks = TASK.matcher(new String(request.getRequestBody().readAllBytes(), UTF_8));
    var results = new StringBuilder("{\"invocationSchemaVersion\":\"2.0\",\"results\":[");
    for (var separator = ""; tasks.find(); separator = ",") {
      results.append(separator).append("{\"taskId\":\"").append(tasks.group(1));
      results.append("\",\"resultCode\":\"Succeeded\",\"resultString\":\"");
      results.append("0".repeat(64)).append("\"}");
      invoked.incrementAndGet();
    }
    return results.append("]}").toString().getBytes(UTF_8);
  }
}
