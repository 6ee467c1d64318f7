package objectledger.ops.post;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import objectledger.aws.LatestDocumentKey;
import objectledger.ops.DeployedStack;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Measures how long after the answer to a post its record and its rows are there. The record is
 * seen by the latest document of the object, which is written right after it.
 */
final class PostLatency {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int NOT_FOUND = 404;

  private PostLatency() {}

  /** Posts so many documents one after the other, and prints the medians. */
  static void print(DeployedStack stack, int count) throws IOException {
    var ingress = stack.ingress().orElseThrow().bucket();
    var lake = stack.documents().orElseThrow().bucket();
    var posts = new ArrayList<Long>();
    var records = new ArrayList<Long>();
    var rows = new ArrayList<Long>();
    try (var client = PostLoad.client(stack);
        var s3 = stack.clients().s3()) {
      // The first ones start the functions.
      for (var number = -2; number < count; number++) {
        var body = "{\"orderID\": %s}".formatted(number).getBytes(StandardCharsets.UTF_8);
        var started = System.nanoTime();
        var response = client.post("orders", body, "application/json");
        var posted = System.nanoTime();
        if (!response.isSuccess()) {
          throw response.refusal();
        }
        var id = response.data().get("id").text();
        var today = LocalDate.now(ZoneOffset.UTC);
        var record =
            appears(
                posted,
                () ->
                    exists(
                        s3,
                        stack.stack().ledgerBucket(),
                        LatestDocumentKey.of(ingress, "id=" + id)));
        var row =
            appears(
                posted,
                () ->
                    exists(s3, lake, "tables/orders/date=%s/%s.json".formatted(today, id))
                        || exists(
                            s3,
                            lake,
                            "tables/orders/date=%s/%s.json".formatted(today.minusDays(1), id)));
        if (number >= 0) {
          posts.add(posted - started);
          records.add(record.join());
          rows.add(row.join());
        } else {
          record.join();
          row.join();
        }
      }
    }
    System.out.printf(
        "of %s posts, the medians: post %s ms, post -> record %s ms, post -> row %s ms%n",
        count, median(posts), median(records), median(rows));
  }

  /** A future with the nanoseconds from a time to the moment at which something is there. */
  private static CompletableFuture<Long> appears(long since, BooleanSupplier isThere) {
    return CompletableFuture.supplyAsync(
        () -> {
          while (!isThere.getAsBoolean()) {
            if (System.nanoTime() - since > PATIENCE.toNanos()) {
              throw new IllegalStateException("it is not there in " + PATIENCE);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
          }
          return System.nanoTime() - since;
        },
        Thread::startVirtualThread);
  }

  private static boolean exists(S3Client s3, String bucket, String key) {
    try {
      s3.headObject(head -> head.bucket(bucket).key(key));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return false;
      }
      throw e;
    }
  }

  private static long median(List<Long> nanos) {
    Collections.sort(nanos);
    return Duration.ofNanos(nanos.get(nanos.size() / 2)).toMillis();
  }
}
