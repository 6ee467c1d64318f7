package objectledger.ops.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;
import objectledger.ops.ToolStub;

/**
 * A queue in SQS's protocol: up to ten messages a receive, which are invisible for a time. It makes
 * each message when it is received, so that its own memory does not grow with the messages.
 */
final class StubSqs implements ToolStub.Service {
  /** About as long as those of SQS. */
  private static final String RECEIPT = "AQEB".repeat(90);

  private final int messages;
  private final IntFunction<String> body;
  private final long[] visibleAt;
  private final BitSet removed = new BitSet();
  private int next;

  /** A queue with so many messages, of which each has a body by its number. */
  StubSqs(int messages, IntFunction<String> body) {
    this.messages = messages;
    this.body = body;
    this.visibleAt = new long[messages];
  }

  synchronized int visible() {
    var now = System.nanoTime();
    var count = 0;
    for (var number = 0; number < messages; number++) {
      count += isVisible(number, now) ? 1 : 0;
    }
    return count;
  }

  synchronized int removed() {
    return removed.cardinality();
  }

  private boolean isVisible(int number, long now) {
    return !removed.get(number) && visibleAt[number] <= now;
  }

  @Override
  public byte[] respond(HttpExchange request) throws IOException {
    var target = request.getRequestHeaders().getFirst("X-Amz-Target");
    request.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
    var json = JsonValue.read(request.getRequestBody());
    return JsonWriter.toLine(
        switch (target) {
          case "AmazonSQS.ReceiveMessage" -> Map.of("Messages", receive(json));
          case "AmazonSQS.ChangeMessageVisibilityBatch" -> hide(json.get("Entries").items());
          case "AmazonSQS.DeleteMessage" -> remove(json);
          case "AmazonSQS.GetQueueAttributes" -> Map.of("Attributes", counts());
          default -> throw new IOException("no such call: " + target);
        });
  }

  private Map<String, Object> counts() {
    return Map.of(
        "ApproximateNumberOfMessages",
        Integer.toString(visible()),
        "ApproximateNumberOfMessagesNotVisible",
        "0");
  }

  /** Up to ten; it waits for a second where there is none, as a queue that is asked to. */
  private List<Map<String, Object>> receive(JsonValue request) {
    var received = new ArrayList<Map<String, Object>>();
    for (var number : take(number(request.get("VisibilityTimeout")))) {
      var text = body.apply(number);
      var message = new LinkedHashMap<String, Object>();
      message.put(
          "MessageId", String.format(Locale.ROOT, "%08x-0000-4000-8000-000000000000", number));
      message.put("ReceiptHandle", RECEIPT + "." + number);
      message.put("Body", text);
      message.put("MD5OfBody", md5(text));
      message.put("Attributes", Map.of("SentTimestamp", "1769864400000"));
      received.add(message);
    }
    if (received.isEmpty()) {
      LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }
    return received;
  }

  private synchronized List<Integer> take(long seconds) {
    var now = System.nanoTime();
    var taken = new ArrayList<Integer>();
    for (var looked = 0; looked < messages && taken.size() < 10; looked++) {
      if (isVisible(next, now)) {
        visibleAt[next] = now + Duration.ofSeconds(seconds).toNanos();
        taken.add(next);
      }
      next = (next + 1) % messages;
    }
    return taken;
  }

  private synchronized Map<String, Object> hide(List<JsonValue> entries) {
    if (entries.size() > 10) {
      throw new IllegalStateException("SQS takes ten entries at most");
    }
    var now = System.nanoTime();
    for (var entry : entries) {
      var time = Duration.ofSeconds(number(entry.get("VisibilityTimeout")));
      visibleAt[number(entry.get("ReceiptHandle").text())] = now + time.toNanos();
    }
    return Map.of("Successful", List.of(), "Failed", List.of());
  }

  private synchronized Map<String, Object> remove(JsonValue request) {
    removed.set(number(request.get("ReceiptHandle").text()));
    return Map.of();
  }

  private static int number(String receipt) {
    return Integer.parseInt(receipt.substring(RECEIPT.length() + 1));
  }

  private static long number(JsonValue value) {
    return ((Number) value.value()).longValue();
  }

  private static String md5(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
