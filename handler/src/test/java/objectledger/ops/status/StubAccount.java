package objectledger.ops.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.json.JsonWriter;

/**
 * The services of an account behind one address: S3, Lambda, SQS, EventBridge, CloudWatch and its
 * logs. What each answers is set by the name of the call, or of what it is about.
 */
final class StubAccount implements AutoCloseable {
  private static final Set<String> PROPERTIES =
      Set.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey");

  final StubBuckets buckets = new StubBuckets();

  /** The answers in JSON, or for CloudWatch as values, by the call or what it is about. */
  final Map<String, Object> answers = new ConcurrentHashMap<>();

  /** What was asked, but for S3. */
  final Queue<String> calls = new ConcurrentLinkedQueue<>();

  private final CountDownLatch closed = new CountDownLatch(1);
  private final HttpServer server;
  private final Map<String, String> before = new HashMap<>();

  /** What goes back over the wire. */
  record Reply(int status, Map<String, String> headers, byte[] body) {}

  /** An answer that is an error of AWS. */
  record Refused(int status, String code, String message) {}

  /** An answer that never comes. */
  record Silence() {}

  StubAccount() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", this::handle);
    server.start();
    endpoint("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Where the SDK's clients of this process look for AWS. */
  void endpoint(String url) {
    PROPERTIES.forEach(name -> before.putIfAbsent(name, System.getProperty(name, "")));
    System.setProperty("aws.endpointUrl", url);
    System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    System.setProperty("aws.secretAccessKey", "secret");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      var reply = reply(exchange, body);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(
          reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
      exchange.getResponseBody().write(reply.body());
    }
  }

  private Reply reply(HttpExchange exchange, String body) {
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    var uri = exchange.getRequestURI();
    var path = uri.getPath();
    if (target != null) {
      var call = target.substring(target.indexOf('.') + 1);
      return answer(call + " " + about(body), answers.get(call + " " + about(body)), "json");
    }
    if (path.startsWith("/service/")) {
      var call = path.substring(path.lastIndexOf('/') + 1);
      return answer(call, answers.get(call), "cbor");
    }
    if (path.startsWith("/2015-03-31/")) {
      var query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
      var call = path.replaceFirst("/2015-03-31/", "") + query;
      return answer(call, answers.get(call), "json");
    }
    return answers.get("S3") == null ? buckets.answer(uri) : answer("S3", answers.get("S3"), "xml");
  }

  /** The queue, the rule or the log group that a call is about. */
  private static String about(String body) {
    var json = new JsonValue("", JsonReader.read(body));
    for (var name : new String[] {"QueueUrl", "Name", "Rule", "logGroupName"}) {
      if (!json.get(name).isAbsent()) {
        return json.get(name).text();
      }
    }
    return "";
  }

  private Reply answer(String call, Object answer, String format) {
    calls.add(call);
    var type =
        format.equals("cbor")
            ? Map.of("smithy-protocol", "rpc-v2-cbor", "Content-Type", "application/cbor")
            : Map.of("Content-Type", "application/x-amz-json-1.0");
    return switch (answer) {
      case null ->
          refused(new Refused(404, "ResourceNotFoundException", "no " + call), format, type);
      case Refused refused -> refused(refused, format, type);
      case Silence silence -> silence();
      case String json -> new Reply(200, type, json.getBytes(UTF_8));
      default -> new Reply(200, type, CborWriter.bytes(answer));
    };
  }

  private static Reply refused(Refused refused, String format, Map<String, String> type) {
    var headers = new HashMap<>(type);
    headers.put("x-amzn-ErrorType", refused.code());
    var members = Map.of("__type", refused.code(), "message", refused.message());
    var body =
        switch (format) {
          case "cbor" -> CborWriter.bytes(members);
          case "xml" ->
              "<Error><Code>%s</Code><Message>%s</Message></Error>"
                  .formatted(refused.code(), refused.message())
                  .getBytes(UTF_8);
          default -> JsonWriter.toLine(members);
        };
    return new Reply(refused.status(), headers, body);
  }

  private Reply silence() {
    try {
      closed.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Reply(500, Map.of(), new byte[0]);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    before.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            System.clearProperty(name);
          } else {
            System.setProperty(name, value);
          }
        });
  }
}
