package objectledger;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.aws.S3Api;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 behind real HTTP on loopback, in front of a {@link ModelS3}: it answers rightly unless it was
 * told to fail. A plain socket, because resets, silence and half an answer are what no HTTP server
 * offers. Whoever makes one points the SDK to it: {@link #close} takes that back.
 */
public final class FaultyS3Server implements AutoCloseable {
  private static final Set<String> PROPERTIES =
      Set.of("aws.endpointUrl", "aws.accessKeyId", "aws.secretAccessKey");

  private static final String MARKERS = "workflow/";

  /** What Secrets Manager answers: the server stands for it, too. */
  private static final String SECRET =
      """
      {"SecretString":"{\\"TOKEN\\":\\"a-token\\"}"}""";

  /** The calls that the function makes, in the words of the table. */
  public enum Call {
    HEAD_SOURCE("HEAD of the object"),
    TAGS("GET of its tags"),
    PUT_JOURNAL("PUT into the journal"),
    HEAD_LATEST("HEAD of the latest document"),
    PUT_LATEST("PUT of the latest document"),
    HEAD_MARKER("HEAD of the workflow's marker"),
    PUT_MARKER("PUT of the workflow's marker"),
    GET_SECRET("GetSecretValue of the parameter context");

    final String words;

    Call(String words) {
      this.words = words;
    }
  }

  /**
   * One request as it came over the wire.
   *
   * @param call which one; null where the function makes no such call
   * @param method of HTTP
   * @param target path and query, undecoded
   * @param headers by lower-case name
   * @param at when it had come in, as {@link System#nanoTime}
   */
  public record Request(
      Call call,
      String method,
      String target,
      String bucket,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body,
      long at) {}

  /** An answer; a HEAD's has no body. */
  record Response(int status, Map<String, String> headers, byte[] body) {

    /** A refusal as S3 words it. */
    static Response error(int status, String code) {
      var xml = "<Error><Code>%s</Code><Message>said the server</Message></Error>".formatted(code);
      return new Response(status, Map.of(), xml.getBytes(StandardCharsets.UTF_8));
    }

    Response with(String name, String value) {
      var more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Response(status, more, body);
    }

    /** The head of the answer as HTTP writes it, with the length that its body would have. */
    private byte[] head() {
      var text = new StringBuilder("HTTP/1.1 " + status + " x\r\n");
      headers.forEach((name, value) -> text.append(name + ": " + value + "\r\n"));
      if (!headers.containsKey("Content-Length")) {
        text.append("Content-Length: " + body.length + "\r\n");
      }
      return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
  }

  /** How one request is answered. */
  @FunctionalInterface
  interface Behaviour {
    void answer(Exchange exchange) throws IOException, InterruptedException;
  }

  /** A request that waits for its answer. */
  final class Exchange {
    private final Request request;
    private final Socket socket;

    private Exchange(Request request, Socket socket) {
      this.request = request;
      this.socket = socket;
    }

    /** Does what was asked for, and says what S3 would answer. */
    Response effect() {
      return effectOf(request);
    }

    void send(Response response) throws IOException {
      write(response.head());
      if (!request.method().equals("HEAD")) {
        write(response.body());
      }
    }

    /** Sends the head of an answer and no more than a part of its body. */
    void sendPart(Response response, int bytes) throws IOException {
      write(response.head());
      socket.getOutputStream().write(response.body(), 0, bytes);
      socket.getOutputStream().flush();
    }

    void write(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
    }

    /** Ends the connection as a host does that knows nothing of it. */
    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    /** Ends the connection in the proper way. */
    void hangUp() throws IOException {
      socket.close();
    }

    /** Closes every idle connection, answers, and closes this one, without saying so. */
    void sendAndCloseAll(Response response) throws IOException {
      closeIdle();
      send(response);
      hangUp();
    }

    /** Says nothing until the other side has hung up. */
    void beSilent() throws IOException {
      while (socket.getInputStream().read() >= 0) {
        // It has nothing more to say.
      }
    }
  }

  private final S3Api s3;
  private final int port;
  private ServerSocket server;
  private final Map<Call, Deque<Behaviour>> next = new EnumMap<>(Call.class);
  private final Map<Call, Behaviour> always = new EnumMap<>(Call.class);
  private final List<Request> requests = new ArrayList<>();
  private final Set<Socket> open = new HashSet<>();
  private final Set<Socket> idle = new HashSet<>();
  private volatile Duration mostIdle = Duration.ZERO;
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger reused = new AtomicInteger();
  private final AtomicInteger late = new AtomicInteger();

  /**
   * How connections were used until now.
   *
   * @param opened connections that were opened
   * @param reused requests that were not the first of their connection
   * @param late requests that came after the server had closed their connection for being idle
   */
  record Connections(int opened, int reused, int late) {}

  public FaultyS3Server(S3Api s3) {
    this.s3 = s3;
    this.server = listen(0);
    this.port = server.getLocalPort();
    System.setProperty("aws.endpointUrl", "http://127.0.0.1:" + port);
    System.setProperty("aws.accessKeyId", "AKIAIOSFODNN7EXAMPLE");
    System.setProperty("aws.secretAccessKey", "an example");
  }

  public int port() {
    return port;
  }

  /** Answers the next calls of that kind so, one each, and rightly after them. */
  void next(Call call, Behaviour... behaviours) {
    next.computeIfAbsent(call, c -> new ArrayDeque<>()).addAll(List.of(behaviours));
  }

  /** Answers every call of that kind so. */
  void always(Call call, Behaviour behaviour) {
    always.put(call, behaviour);
  }

  /** Answers rightly from now on. */
  public synchronized void mend() {
    next.clear();
    always.clear();
    if (server.isClosed()) {
      server = listen(port);
    }
  }

  /** Closes every connection that had no request for so long, from now on. */
  void closeIdleAfter(Duration time) {
    mostIdle = time;
  }

  Connections connections() {
    return new Connections(opened.get(), reused.get(), late.get());
  }

  /** Closes every connection that waits for a request; says how many. */
  synchronized int closeIdle() {
    var closed = idle.size();
    close(idle);
    idle.clear();
    return closed;
  }

  /** Refuses every connection. */
  public void stopListening() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public synchronized List<Request> requests() {
    return List.copyOf(requests);
  }

  public List<Request> requests(Call call) {
    return requests().stream().filter(request -> request.call() == call).toList();
  }

  @Override
  public void close() {
    PROPERTIES.forEach(System::clearProperty);
    stopListening();
    synchronized (this) {
      close(open);
    }
  }

  private static void close(Set<Socket> sockets) {
    for (var socket : sockets) {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ServerSocket listen(int onPort) {
    try {
      var socket = new ServerSocket(onPort, 50, InetAddress.getLoopbackAddress());
      Thread.ofPlatform().daemon().start(() -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        // Else the second part of an answer waits for the first one to be acknowledged.
        socket.setTcpNoDelay(true);
        synchronized (this) {
          open.add(socket);
        }
        opened.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(socket));
      } catch (IOException e) {
        // It was closed.
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (var requests = 0; !socket.isClosed(); requests++) {
        awaitRequest(in, socket);
        if (requests > 0) {
          reused.incrementAndGet();
        }
        var request = read(in, socket);
        behaviour(request).answer(new Exchange(request, socket));
      }
    } catch (IOException | InterruptedException e) {
      // The other side hung up, or this one was told to.
    }
  }

  private void awaitRequest(InputStream in, Socket socket) throws IOException {
    synchronized (this) {
      idle.add(socket);
    }
    try {
      socket.setSoTimeout((int) mostIdle.toMillis());
      in.mark(1);
      if (in.read() < 0) {
        throw new EOFException();
      }
      in.reset();
      socket.setSoTimeout(0);
    } catch (SocketTimeoutException e) {
      awaitLateRequest(in, socket);
      throw e;
    } finally {
      synchronized (this) {
        idle.remove(socket);
      }
    }
  }

  /**
   * Closes the server's direction only, and reads on until the client closes its own. The client
   * sees what it sees of a server that closes both, but a request that comes too late is counted.
   */
  private void awaitLateRequest(InputStream in, Socket socket) throws IOException {
    socket.setSoTimeout(0);
    socket.shutdownOutput();
    if (in.read() >= 0) {
      late.incrementAndGet();
    }
  }

  private synchronized Behaviour behaviour(Request request) {
    requests.add(request);
    var scripted = next.get(request.call());
    if (scripted != null && !scripted.isEmpty()) {
      return scripted.remove();
    }
    return always.getOrDefault(request.call(), exchange -> exchange.send(exchange.effect()));
  }

  private static Request read(InputStream in, Socket socket) throws IOException {
    var first = line(in).split(" ");
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if ("100-continue".equals(headers.get("expect"))) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    var body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    if (headers.getOrDefault("x-amz-content-sha256", "").startsWith("STREAMING-")) {
      body = withoutChunks(body);
    }
    var target = first[1];
    var path = target.replaceFirst("\\?.*", "");
    var inPath = inHost(headers.get("host")) + path;
    var slash = inPath.indexOf('/', 1);
    var bucket = inPath.substring(1, slash < 0 ? inPath.length() : slash);
    var key = slash < 0 ? "" : decoded(inPath.substring(slash + 1));
    var query = new TreeMap<String, String>();
    for (var pair : target.substring(path.length()).replaceFirst("^\\?", "").split("&")) {
      var sign = pair.indexOf('=');
      query.put(
          sign < 0 ? pair : pair.substring(0, sign),
          sign < 0 ? "" : decoded(pair.substring(sign + 1)));
    }
    var call = call(first[0], bucket, key, query);
    return new Request(
        call, first[0], target, bucket, key, query, headers, body, System.nanoTime());
  }

  /** The bucket's name may stand in the host's, where that is not an address. */
  private static String inHost(String host) {
    var service = host.indexOf(".s3.");
    return service < 0 ? "" : "/" + host.substring(0, service);
  }

  private static Call call(String method, String bucket, String key, Map<String, String> query) {
    var inSource = !bucket.equals(ModelS3.LEDGER);
    return switch (method) {
      case "HEAD" ->
          inSource
              ? Call.HEAD_SOURCE
              : key.startsWith(MARKERS) ? Call.HEAD_MARKER : Call.HEAD_LATEST;
      case "GET" -> query.containsKey("tagging") ? Call.TAGS : null;
      case "POST" -> Call.GET_SECRET;
      case "PUT" ->
          key.startsWith("latest/")
              ? Call.PUT_LATEST
              : key.startsWith(MARKERS) ? Call.PUT_MARKER : Call.PUT_JOURNAL;
      default -> null;
    };
  }

  /** In a path and in S3's queries a plus is a plus. */
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      line.write(c);
    }
    return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
  }

  /** The SDK signs a body in chunks, each with a line before it, where there is no TLS. */
  private static byte[] withoutChunks(byte[] body) {
    var content = new ByteArrayOutputStream();
    var text = new String(body, StandardCharsets.ISO_8859_1);
    for (var at = 0; ; ) {
      var size = Integer.parseInt(text.substring(at, text.indexOf(';', at)), 16);
      at = text.indexOf("\r\n", at) + 2;
      if (size == 0) {
        return content.toByteArray();
      }
      content.write(body, at, size);
      at += size + 2;
    }
  }

  private Response effectOf(Request request) {
    try {
      return switch (request.call()) {
        case HEAD_SOURCE, HEAD_LATEST, HEAD_MARKER -> head(request);
        case TAGS -> tags(request);
        case PUT_JOURNAL, PUT_LATEST, PUT_MARKER -> put(request);
        case GET_SECRET -> new Response(200, Map.of(), SECRET.getBytes(StandardCharsets.UTF_8));
      };
    } catch (S3Exception e) {
      return Response.error(e.statusCode(), e.getMessage().replaceFirst(" .*", ""));
    }
  }

  private Response head(Request request) {
    var head =
        s3.headObject(
            HeadObjectRequest.builder()
                .bucket(request.bucket())
                .key(request.key())
                .versionId(request.query().get("versionId"))
                .expectedBucketOwner(request.headers().get("x-amz-expected-bucket-owner"))
                .build());
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Length", head.contentLength().toString());
    headers.put("ETag", head.eTag());
    headers.put(
        "Last-Modified",
        DateTimeFormatter.RFC_1123_DATE_TIME.format(head.lastModified().atOffset(ZoneOffset.UTC)));
    headers.put("x-amz-server-side-encryption", head.serverSideEncryptionAsString());
    if (head.versionId() != null) {
      headers.put("x-amz-version-id", head.versionId());
    }
    if (head.tagCount() != null) {
      headers.put("x-amz-tagging-count", head.tagCount().toString());
    }
    head.metadata().forEach((name, value) -> headers.put("x-amz-meta-" + name, value));
    return new Response(200, headers, new byte[0]);
  }

  private Response tags(Request request) {
    var tags =
        s3.getObjectTagging(
            GetObjectTaggingRequest.builder()
                .bucket(request.bucket())
                .key(request.key())
                .versionId(request.query().get("versionId"))
                .expectedBucketOwner(request.headers().get("x-amz-expected-bucket-owner"))
                .build());
    var xml = new StringBuilder("<Tagging><TagSet>");
    for (var tag : tags.tagSet()) {
      xml.append("<Tag><Key>%s</Key><Value>%s</Value></Tag>".formatted(tag.key(), tag.value()));
    }
    var body = xml.append("</TagSet></Tagging>").toString().getBytes(StandardCharsets.UTF_8);
    return new Response(200, Map.of(), body);
  }

  /** S3 takes a retention only with a checksum of the content, and checks every checksum. */
  private static Optional<Response> refusalOfRetention(Request request) {
    var checksum = request.headers().get("x-amz-checksum-sha256");
    if (checksum == null) {
      return request.headers().containsKey("x-amz-object-lock-mode")
          ? Optional.of(Response.error(400, "InvalidRequest"))
          : Optional.empty();
    }
    return checksum.equals(Base64.getEncoder().encodeToString(Sha256.digest(request.body())))
        ? Optional.empty()
        : Optional.of(Response.error(400, "BadDigest"));
  }

  private Response put(Request request) {
    var refusal = refusalOfRetention(request);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    var metadata = new TreeMap<String, String>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              if (name.startsWith("x-amz-meta-")) {
                metadata.put(name.substring("x-amz-meta-".length()), value);
              }
            });
    var answer =
        s3.putObject(
            PutObjectRequest.builder()
                .bucket(request.bucket())
                .key(request.key())
                .ifMatch(request.headers().get("if-match"))
                .ifNoneMatch(request.headers().get("if-none-match"))
                .expectedBucketOwner(request.headers().get("x-amz-expected-bucket-owner"))
                .tagging(request.headers().get("x-amz-tagging"))
                .metadata(metadata)
                .build(),
            RequestBody.fromBytes(request.body()));
    return new Response(200, Map.of("ETag", answer.eTag()), new byte[0]);
  }
}
