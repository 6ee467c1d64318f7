package objectledger.ops.post;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import objectledger.lambda.WorkerPool;
import objectledger.ops.DeployedStack;

/**
 * Posts many documents by 16 clients, so that a script can break things meanwhile, and checks what
 * became of each.
 */
final class PostLoad {
  private static final int CLIENTS = 16;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private PostLoad() {}

  /**
   * The arguments: the file of the stack's outputs; what to do; and of
   *
   * <ul>
   *   <li>{@code put}: how many documents, and a file for the ids of those that were accepted
   *   <li>{@code check}: that file, and how many seconds to wait for the last of them
   *   <li>{@code latency}: how many documents, one after the other
   * </ul>
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var stack = DeployedStack.read(Path.of(arguments[0]));
    switch (arguments[1]) {
      case "put" -> put(stack, Integer.parseInt(arguments[2]), Path.of(arguments[3]));
      case "latency" -> PostLatency.print(stack, Integer.parseInt(arguments[2]));
      default -> check(stack, Path.of(arguments[2]), Integer.parseInt(arguments[3]));
    }
  }

  /** A client of the stack's API, with what the settings say, or a local user. */
  static ApiClient client(DeployedStack stack) {
    var api = PostCommand.api(stack);
    return new ApiClient(api.address(System.getenv()), Caller.of(stack, api), "");
  }

  private static void put(DeployedStack stack, int count, Path accepted) throws IOException {
    var started = System.nanoTime();
    var lines = new ConcurrentLinkedQueue<String>();
    var answers = new ConcurrentSkipListMap<Integer, AtomicInteger>();
    try (var client = client(stack)) {
      new WorkerPool(CLIENTS)
          .forEach(
              IntStream.range(0, count).boxed().toList(),
              number -> lines.add(number + " " + post(client, LoadDocument.of(number), answers)));
    }
    Files.write(accepted, lines);
    System.out.printf(
        "posted %s documents by %s clients in %s ms; the API answered, by status: %s%n",
        count, CLIENTS, Duration.ofNanos(System.nanoTime() - started).toMillis(), answers);
  }

  /** The id of the first post that was accepted. Each attempt is a document of its own. */
  private static String post(
      ApiClient client, LoadDocument document, ConcurrentSkipListMap<Integer, AtomicInteger> seen) {
    var body = document.body().getBytes(StandardCharsets.UTF_8);
    for (var attempt = 0; attempt < 200; attempt++) {
      try {
        var response = client.post(document.table(), body, "application/json");
        seen.computeIfAbsent(response.status(), status -> new AtomicInteger()).incrementAndGet();
        if (response.isSuccess()) {
          return response.data().get("id").text();
        }
        if (response.status() != 429 && response.status() < 500) {
          throw response.refusal();
        }
        Thread.sleep(PAUSE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    throw new IllegalStateException("document %s was never accepted".formatted(document.number()));
  }

  private static void check(DeployedStack stack, Path accepted, int seconds)
      throws IOException, InterruptedException {
    var posted = new TreeMap<String, LoadDocument>();
    for (var line : Files.readAllLines(accepted)) {
      var parts = line.split(" ");
      posted.put(UUID.fromString(parts[1]).toString(), LoadDocument.of(Integer.parseInt(parts[0])));
    }
    var started = System.nanoTime();
    while (true) {
      var begun = System.nanoTime();
      List<String> problems;
      try (var s3 = stack.clients().s3()) {
        problems = new PostedDocuments(s3, stack, posted).problems();
      }
      var elapsed = Duration.ofNanos(System.nanoTime() - started);
      System.out.printf(
          "%s documents were accepted, of which %s must be refused: %s problems after %s ms%n",
          posted.size(),
          posted.values().stream().filter(LoadDocument::isRefused).count(),
          problems.size(),
          elapsed.toMillis());
      if (problems.isEmpty()) {
        return;
      }
      if (elapsed.toSeconds() > seconds) {
        problems.stream().limit(10).forEach(System.out::println);
        System.exit(1);
      }
      // To look costs the local AWS what it has to write with: a fifth of the time is enough.
      Thread.sleep(Duration.ofNanos(4 * (System.nanoTime() - begun)));
    }
  }
}
