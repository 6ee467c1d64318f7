package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The function in a process of its own, started and asked as Lambda does: AWS's runtime client, the
 * managed runtime's flags, and a Runtime API with the part of it that takes snapshots.
 */
public final class FunctionProcess implements AutoCloseable {
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin");
  private static final int PATIENCE_SECONDS = 60;

  /** What each invocation has at its start. */
  static final int SECONDS_LEFT = 60;

  private static final String NATIVE =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  /** What the process told the Runtime API. */
  private record Said(String what, String body) {}

  private final HttpServer api;
  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Said> said = new LinkedBlockingQueue<>();
  private final CountDownLatch restored = new CountDownLatch(1);
  private final Path folder;
  private final Process process;

  public FunctionProcess(Path folder, Map<String, String> environment, List<String> options)
      throws IOException {
    this.folder = folder;
    this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    api.createContext("/2018-06-01/runtime/", this::serve);
    api.start();
    this.process = start(environment, options);
  }

  private Process start(Map<String, String> environment, List<String> options) throws IOException {
    var command = new ArrayList<String>();
    command.add(JAVA.resolve("java").toString());
    command.addAll(
        List.of(
            "-Xmx435m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-Xlog:class+load:file=" + folder.resolve("classes.log"),
            "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
            "-D" + NATIVE + "=" + nativePart()));
    if (Runtime.version().feature() >= 24) {
      // Else Java warns of what the runtime client does.
      command.add("--enable-native-access=ALL-UNNAMED");
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(options);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            AWSLambda.class.getName(),
            LedgerHandler.class.getName()));
    var builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort());
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("output.log").toFile());
    return builder.start();
  }

  /**
   * The native part of the runtime client, in a file of this process's own: else every process
   * writes it to the same place, and crashes where another is writing it.
   */
  private Path nativePart() throws IOException {
    var machine = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    var name = "/jni/libaws-lambda-jni.linux-%s.so".formatted(machine);
    var file = folder.resolve("runtime-client.so");
    try (var in = AWSLambda.class.getResourceAsStream(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** What every test of a process tells the function. */
  public static Map<String, String> environment(String endpoint) {
    return Map.ofEntries(
        Map.entry("AWS_ENDPOINT_URL", endpoint),
        Map.entry("AWS_LAMBDA_FUNCTION_VERSION", "7"),
        Map.entry("AWS_LAMBDA_LOG_FORMAT", "JSON"),
        Map.entry("AWS_REGION", "eu-west-1"),
        Map.entry("BUCKET_OWNER", ModelS3.OWNER),
        Map.entry("LEDGER_BUCKET", ModelS3.LEDGER),
        Map.entry("SOURCE_BUCKETS", ModelS3.SOURCE),
        Map.entry("_HANDLER", LedgerHandler.class.getName()));
  }

  /** The same for a start without a snapshot, and without latest documents. */
  public static Map<String, String> onDemand(String endpoint) {
    var environment = new HashMap<>(environment(endpoint));
    environment.put("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    environment.put("AWS_SECRET_ACCESS_KEY", "an example");
    environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
    environment.put("LATEST_ENABLED", "false");
    return environment;
  }

  /** What makes it call a workflow for markers, with a token that it reads anew each time. */
  public static Map<String, String> workflow(URI receiver) {
    return Map.of(
        "PARAMETER_CONTEXT",
        "object-ledger/test",
        "PARAMETER_CACHE_SECONDS",
        "0",
        "WORKFLOW",
        """
        {"url":"%s","match":{"suffix":"/_SUCCESS"},"body":"{\\"uri\\":\\"{{uri}}\\"}",\
        "token_parameter":"TOKEN"}"""
            .formatted(receiver));
  }

  /** Waits until the function has started. */
  public void awaitStart() {
    assertThat(hear().what()).as(this::output).isEqualTo("invocation/next");
  }

  /** Waits until the function is ready for its snapshot. */
  public void awaitCheckpoint() {
    assertThat(hear().what()).as(this::output).isEqualTo("restore/next");
  }

  /** Goes on as a function does that was restored from its snapshot. */
  public void restore() {
    restored.countDown();
    awaitStart();
  }

  /** Hands an event over and waits until it is done; gives the answer. */
  public String invoke(String payload) {
    events.add(payload);
    var answer = hear();
    assertThat(answer.what()).as(answer.body()).endsWith("/response");
    awaitStart();
    return answer.body();
  }

  /** Hands an event over and waits until it is done, or has failed. */
  public void tryToInvoke(String payload) {
    events.add(payload);
    hear();
    awaitStart();
  }

  private Said hear() {
    try {
      var heard = said.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(heard)
          .as("nothing was heard of the process, which wrote: " + output())
          .isNotNull();
      return heard;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** All that the process wrote. */
  public String output() {
    return read("output.log");
  }

  /** The names of all classes that it has loaded, those of the JDK's archive included. */
  public List<String> loadedClasses() {
    return read("classes.log")
        .lines()
        .filter(line -> line.contains(" source: "))
        .map(line -> line.replaceFirst(" source: .*", "").replaceFirst(".*] ", ""))
        .toList();
  }

  /** The whole heap, unreachable objects included, as bytes. */
  public byte[] heap(String name) throws IOException, InterruptedException {
    var file = folder.resolve(name);
    var dump =
        new ProcessBuilder(
                JAVA.resolve("jcmd").toString(),
                Long.toString(process.pid()),
                "GC.heap_dump",
                "-all",
                file.toString())
            .redirectErrorStream(true)
            .start();
    var told = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(dump.waitFor()).as(told).isZero();
    return Files.readAllBytes(file);
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      var what = exchange.getRequestURI().getPath().replace("/2018-06-01/runtime/", "");
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      said.add(new Said(what, body));
      switch (what) {
        case "invocation/next" -> answer(exchange, events.take());
        case "restore/next" -> {
          restored.await();
          answer(exchange, "{}");
        }
        default -> answer(exchange, "{}");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    var headers = exchange.getResponseHeaders();
    var id = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
    headers.add("Content-Type", "application/json");
    headers.add("Lambda-Runtime-Aws-Request-Id", id);
    headers.add(
        "Lambda-Runtime-Deadline-Ms", "" + (System.currentTimeMillis() + SECONDS_LEFT * 1_000));
    headers.add(
        "Lambda-Runtime-Invoked-Function-Arn", TestContext.INSTANCE.getInvokedFunctionArn());
    headers.add("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=0");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    process.destroyForcibly();
    api.stop(0);
  }
}
