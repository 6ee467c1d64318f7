package objectledger.ops.failures;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.TestEvents;
import objectledger.ops.FakeAws;
import objectledger.ops.Progress;
import objectledger.ops.ScaleFigures;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.ToolStub;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Measures make failures ({@code list MESSAGES}) and make redrive ({@code redrive MESSAGES}) of a
 * long failure queue: a stub of SQS that responds after 10 ms, and a function that does after 20.
 * No message may be lost, or sent to the function twice.
 */
final class FailuresScale {
  private static final Duration QUEUE = Duration.ofMillis(10);
  private static final Duration FUNCTION = Duration.ofMillis(20);
  private static final int CAUSES = 5;
  private static final Source SOURCE =
      new Source("s", "source-bucket", List.of("s3:ObjectCreated:*"), "", List.of(), "direct");

  private final int messages;
  private final AtomicInteger invocations = new AtomicInteger();

  private FailuresScale(int messages) {
    this.messages = messages;
  }

  /** The arguments are {@code list} or {@code redrive}, and the number of messages. */
  public static void main(String[] arguments) {
    var scale = new FailuresScale(Integer.parseInt(arguments[1]));
    var queue = new StubSqs(scale.messages, FailuresScale::body);
    try (var service = new ToolStub(QUEUE, queue);
        var sqs = FakeAws.client(SqsClient.builder(), service.url())) {
      var name = "%s.%s".formatted(arguments[0], scale.messages);
      var read = SqsQueue.of(Map.of("handler", service.url() + "/1/handler"), sqs);
      var started = System.nanoTime();
      if (arguments[0].equals("list")) {
        scale.list(read);
      } else {
        scale.redrive(read);
      }
      ScaleFigures.print(name + ".seconds", ScaleFigures.secondsSince(started));
      ScaleFigures.print(name + ".cpu_seconds", ScaleFigures.cpuSeconds());
      ScaleFigures.print(name + ".peak_mb", ScaleFigures.peakMegabytes());
      scale.check(queue, arguments[0].equals("list"));
    }
  }

  private void list(List<FailureQueue> queues) {
    var printed = new ByteArrayOutputStream();
    var filter = MessageFilter.all(Sources.of(SOURCE));
    try (var list = new FailureList(queues, filter, (ids, since) -> Map.of(), messages)) {
      var found = list.print(new PrintStream(printed, false, UTF_8), false);
      ScaleFigures.require(found == messages, found + " messages were listed");
    }
    for (var cause = 0; cause < CAUSES; cause++) {
      var line = "%s × RETRY: cause %s".formatted(messages / CAUSES, cause);
      var isThere = Arrays.asList(printed.toString(UTF_8).split("\n")).contains(line);
      ScaleFigures.require(isThere, "not listed: " + line);
    }
  }

  private void redrive(List<FailureQueue> queues) {
    try (var function = new ToolStub(FUNCTION, this::invoke)) {
      var progress = new Progress(System.err, false, System::nanoTime);
      var filter = MessageFilter.all(Sources.of(SOURCE));
      var result =
          new Redrive(function.alias(), filter, new ShutdownSignal(), progress).run(queues);
      ScaleFigures.require(
          result.recorded() == messages && result.left() == 0, "it redrove " + result);
    }
  }

  private byte[] invoke(HttpExchange request) throws IOException {
    var unused = request.getRequestBody().readAllBytes();
    invocations.incrementAndGet();
    return "null".getBytes(UTF_8);
  }

  private void check(StubSqs queue, boolean isListed) {
    var visible = isListed ? messages : 0;
    ScaleFigures.require(
        queue.visible() == visible && queue.removed() == messages - visible,
        "%s messages are visible and %s removed".formatted(queue.visible(), queue.removed()));
    ScaleFigures.require(
        invocations.get() == messages - visible, invocations + " messages were sent");
  }

  /** The envelope in which Lambda keeps an event of S3, with the function's error. */
  private static String body(int number) {
    var event =
        """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"eu-west-1",\
        "eventTime":"2026-01-31T12:00:00.000Z","eventName":"ObjectCreated:Put","userIdentity":\
        {"principalId":"AWS:AROAEXAMPLE:session"},"requestParameters":{"sourceIPAddress":\
        "192.0.2.44"},"responseElements":{"x-amz-request-id":"702D27ECDE65F4BD","x-amz-id-2":"x"},\
        "s3":{"s3SchemaVersion":"1.0","configurationId":"ledger","bucket":{"name":"source-bucket",\
        "ownerIdentity":{"principalId":"A1"},"arn":"arn:aws:s3:::source-bucket"},"object":{"key":\
        "data/key-%s","size":1024,"eTag":"d41d8cd98f00b204e9800998ecf8427e","versionId":"v%s",\
        "sequencer":"0055AED6DCD90281E5"}}}]}"""
            .formatted(number, number);
    return TestEvents.envelope(
        event,
        "1 of 1 events not recorded: \"s3://source-bucket/data/key-%s\" RETRY: cause %s"
            .formatted(number, number % CAUSES));
  }
}
