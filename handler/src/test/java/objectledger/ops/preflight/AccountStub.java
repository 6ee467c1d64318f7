package objectledger.ops.preflight;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * An account of AWS as its services answer over HTTP. It refuses every operation that it was not
 * told of, and notes it: what changes something in an account is among those.
 */
final class AccountStub implements AutoCloseable {
  private static final Pattern MEMBER = Pattern.compile("(.*)\\.member\\.\\d+");

  /**
   * A call.
   *
   * @param operation as AWS calls it; for S3 the method, and what of a bucket is asked
   * @param resource the path, which names buckets, objects and functions
   * @param parameters of a query, lists under the name of the list
   */
  record Call(
      String operation, String resource, Map<String, List<String>> parameters, String body) {
    String first(String name) {
      return parameters.getOrDefault(name, List.of("")).getFirst();
    }
  }

  record Reply(int status, String body) {
    static Reply ok(String body) {
      return new Reply(200, body);
    }
  }

  private final Map<String, Function<Call, Reply>> answers = new TreeMap<>();
  private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
  private final List<String> refused = Collections.synchronizedList(new ArrayList<>());
  private final HttpServer server;

  AccountStub() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  AccountStub on(String operation, Function<Call, Reply> answer) {
    answers.put(operation, answer);
    return this;
  }

  AccountStub on(String operation, int status, String body) {
    return on(operation, call -> new Reply(status, body));
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  List<String> operations() {
    return calls().stream().map(Call::operation).distinct().sorted().toList();
  }

  /** What was called, and is none of the operations of this stub. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var call = call(exchange);
    calls.add(call);
    var answer = answers.get(call.operation());
    if (answer == null) {
      refused.add(call.operation());
    }
    var reply = answer == null ? new Reply(501, "") : answer.apply(call);
    var body = reply.body().getBytes(UTF_8);
    var isHead = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), isHead || body.length == 0 ? -1 : body.length);
    if (!isHead) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private static Call call(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    var path = exchange.getRequestURI().getPath();
    var target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
    if (target != null) {
      return new Call(target.substring(target.lastIndexOf('.') + 1), path, Map.of(), body);
    }
    if (body.startsWith("Action=")) {
      var parameters = parameters(body);
      return new Call(parameters.get("Action").getFirst(), path, parameters, body);
    }
    var query = exchange.getRequestURI().getRawQuery();
    var what = query == null ? "" : " ?" + query.replaceAll("[=&].*", "");
    var kind =
        path.startsWith("/20")
            ? path.replaceAll("/20[0-9-]+/functions/[^/]+", "functions")
                .replaceAll("^/20[0-9-]+/", "")
            : path.indexOf('/', 1) > 0 ? "object" : "bucket";
    return new Call(exchange.getRequestMethod() + " " + kind + what, path, Map.of(), body);
  }

  private static Map<String, List<String>> parameters(String body) {
    var parameters = new TreeMap<String, List<String>>();
    for (var part : body.split("&")) {
      var equals = part.indexOf('=');
      var name = MEMBER.matcher(part.substring(0, equals)).replaceAll("$1");
      parameters
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(URLDecoder.decode(part.substring(equals + 1), UTF_8));
    }
    return parameters;
  }
}
