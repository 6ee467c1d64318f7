package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import objectledger.ModelS3;
import objectledger.TestEvents;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.FailedEvent;
import objectledger.ops.FunctionInvoker;
import objectledger.ops.Progress;
import objectledger.ops.ShutdownSignal;
import objectledger.ops.Source;
import objectledger.ops.Sources;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;

/** Proves that a redrive removes what it recorded, and nothing else, whenever it is interrupted. */
public class RedriveTest {
  private static final FunctionInvoker.Response RECORDED =
      new FunctionInvoker.Response(false, new JsonValue("", null));
  private static final FunctionInvoker.Response FAILED =
      new FunctionInvoker.Response(
          true,
          new JsonValue("", Map.of("errorMessage", "1 of 1 events not recorded: \"x\" RETRY: no")));

  private static final Source ORDERS = Stacks.source("orders", "bucket-of-orders");
  private static final MessageFilter ALL = MessageFilter.all(Sources.of(ORDERS));

  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void whatIsRecordedIsRemovedAndTheRestIsShownAgain() {
    var handler = queue("handler", 25);
    var queue = queue("queue", 400);
    var tried = new AtomicInteger();

    var result =
        redrive(
            body -> {
              tried.incrementAndGet();
              return body.endsWith("7") ? FAILED : RECORDED;
            },
            handler,
            queue);

    assertThat(result.recorded()).isEqualTo(425 - 42);
    assertThat(result.left()).isEqualTo(42);
    assertThat(result.untried()).isZero();
    assertThat(tried).hasValue(425);
    assertThat(handler.visible()).containsExactlyInAnyOrder("7", "17");
    assertThat(queue.visible()).hasSize(40).allMatch(id -> id.endsWith("7"));
    assertThat(handler.hidden()).isEmpty();
    assertThat(queue.hidden()).isEmpty();
    assertThat(result.failures()).hasSize(42);
    assertThat(result.failures().getFirst().cause()).isEqualTo("RETRY: no");
  }

  @Test
  void messageThatIsNoJsonIsLeftAndItsNeighboursAreRecorded() {
    var queue = queue("queue", 100).with("bad", "no JSON");

    var result =
        redrive(
            body ->
                body.equals("no JSON") ? FunctionInvoker.Response.unreadable("no JSON") : RECORDED,
            queue);

    assertThat(result.recorded()).isEqualTo(100);
    assertThat(result.left()).isEqualTo(1);
    assertThat(result.failures())
        .extracting(FailedEvent::object, FailedEvent::cause, FailedEvent::isPermanent)
        .containsExactly(tuple("message bad", "PERMANENT: no JSON", true));
    assertThat(queue.visible()).containsExactly("bad");
  }

  @Test
  void secondRedriveFindsWhatTheFirstLeft() {
    var queue = queue("queue", 30);
    redrive(body -> body.equals("3") ? FAILED : RECORDED, queue);

    var result = redrive(body -> RECORDED, queue);

    assertThat(result.recorded()).isEqualTo(1);
    assertThat(queue.visible()).isEmpty();
  }

  @Test
  void interruptionEndsWhatIsInFlightAndShowsTheRestAgain() {
    var queue = queue("queue", 500);
    var calls = new AtomicInteger();

    var first =
        redrive(
            body -> {
              if (calls.incrementAndGet() == 100) {
                shutdown.request();
              }
              return RECORDED;
            },
            queue);

    assertThat(first.recorded()).isBetween(100, 116).isEqualTo(calls.get());
    assertThat(first.untried()).isEqualTo(500 - first.recorded());
    assertThat(queue.visible()).hasSize(500 - first.recorded());
    assertThat(queue.hidden()).isEmpty();

    var second =
        new Redrive(alias(body -> RECORDED), ALL, new ShutdownSignal(), progress(printed))
            .run(List.of(queue));
    assertThat(second.recorded()).isEqualTo(500 - first.recorded());
    assertThat(queue.visible()).isEmpty();
  }

  @Test
  void onlyMessagesOfTheNamedSourceAreSentAndAllOthersAreShownAgain() {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var queue = new FakeQueue("queue").with("bad", "no JSON");
    for (var i = 0; i < 200; i++) {
      queue.with("event" + i, TestEvents.notification(s3.put("k" + i, "x")));
    }
    for (var i = 0; i < 30; i++) {
      var event = TestEvents.notification(s3.put("o" + i, "x"));
      queue.with("order" + i, event.replace(ModelS3.SOURCE, ORDERS.bucket()));
    }
    var sources = Sources.of(ORDERS, Stacks.source("events", ModelS3.SOURCE));

    var result =
        redrive(
            new MessageFilter(sources, Optional.of(ORDERS)),
            body -> body.contains("\"o7\"") ? FAILED : RECORDED,
            queue);

    assertThat(result.recorded()).isEqualTo(29);
    assertThat(result.left()).isEqualTo(1);
    assertThat(result.others()).isEqualTo(201);
    assertThat(queue.visible()).hasSize(202).contains("bad", "event0", "order7");
    assertThat(queue.hidden()).isEmpty();
  }

  @Test
  void batchOfWhichAMessageIsGivenBackIsLeft() {
    var given =
        new JsonValue("", Map.of("batchItemFailures", List.of(Map.of("itemIdentifier", "1"))));
    var none = new JsonValue("", Map.of("batchItemFailures", List.of()));
    var queue = queue("queue", 2);

    var result =
        redrive(
            body -> new FunctionInvoker.Response(false, body.equals("0") ? given : none), queue);

    assertThat(result.recorded()).isEqualTo(1);
    assertThat(queue.visible()).containsExactly("0");
  }

  @Test
  void aliasThatCannotBeInvokedEndsTheRedriveAtOnce() {
    var queue = queue("queue", 300);
    var calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                redrive(
                    body -> {
                      calls.incrementAndGet();
                      throw new CommandException("lambda answers 403: AccessDenied");
                    },
                    queue))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("403");

    assertThat(calls.get()).isLessThanOrEqualTo(16);
    assertThat(queue.visible()).hasSize(300);
  }

  @Test
  void messagesStayHiddenForAsLongAsTheyAreHeld() throws InterruptedException {
    var queue = queue("queue", 3);

    try (var lease = new VisibilityLease(queue, Duration.ofMillis(60))) {
      lease.receive();
      Thread.sleep(300);
      assertThat(queue.hides()).hasSizeGreaterThan(3).containsOnly(Duration.ofMillis(60));
      lease.remove(new FailureQueue.Message("1", "r", "", null, Map.of()));
    }

    assertThat(queue.hides()).endsWith(Duration.ZERO);
    assertThat(queue.visible()).containsExactlyInAnyOrder("0", "2");
  }

  @Test
  void leaseRenewsAndShowsALongQueueInBatchesOfTen() throws InterruptedException {
    var queue = queue("queue", 1_000);

    try (var lease = new VisibilityLease(queue, Duration.ofMillis(60))) {
      for (var received = 0; received < 1_000; ) {
        received += lease.receive(1_000 - received).size();
      }
      assertThat(lease.receive(160)).isEmpty();
      Thread.sleep(100);
    }

    assertThat(queue.visible()).hasSize(1_000);
    assertThat(queue.hidden()).isEmpty();
    assertThat(queue.hides()).filteredOn(Duration.ZERO::equals).hasSize(100);
    assertThat(queue.hides()).filteredOn(Duration.ofMillis(60)::equals).hasSizeGreaterThan(99);
  }

  @Test
  void leaseReceivesNoMoreThanNineThatWereNotAskedFor() {
    var queue = queue("queue", 1_000);

    try (var lease = new VisibilityLease(queue, Duration.ofMinutes(1))) {
      assertThat(lease.receive(11)).hasSize(20);
      assertThat(lease.receive(1)).hasSize(10);
      assertThat(lease.receive(1_000)).hasSize(160);
    }
  }

  @Test
  void progressIsOneChangingLineOnATerminalAndALineNowAndThenElsewhere() {
    var nanos = new long[1];
    var terminal = new Progress(new PrintStream(printed), true, () -> nanos[0]);
    for (var tenths = 1; tenths <= 10; tenths++) {
      nanos[0] = tenths * 100_000_000L;
      terminal.show(() -> "so far");
    }
    terminal.end("done");
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\033[Kso far".repeat(5) + "\r\033[Kdone\n");

    printed.reset();
    var file = new Progress(new PrintStream(printed), false, () -> nanos[0]);
    for (var seconds = 1; seconds <= 12; seconds++) {
      nanos[0] += 1_000_000_000L;
      file.show(() -> "so far");
    }
    file.end("done");
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("so far\nso far\ndone\n");
  }

  private static FakeQueue queue(String name, int size) {
    var queue = new FakeQueue(name);
    IntStream.range(0, size).mapToObj(Integer::toString).forEach(id -> queue.with(id, id));
    return queue;
  }

  private Redrive.Result redrive(
      Function<String, FunctionInvoker.Response> answer, FakeQueue... queues) {
    return redrive(ALL, answer, queues);
  }

  private Redrive.Result redrive(
      MessageFilter filter,
      Function<String, FunctionInvoker.Response> answer,
      FakeQueue... queues) {
    return new Redrive(alias(answer), filter, shutdown, progress(printed)).run(List.of(queues));
  }

  private static FunctionInvoker alias(Function<String, FunctionInvoker.Response> answer) {
    return payload -> answer.apply(new String(payload, StandardCharsets.UTF_8));
  }

  public static Progress progress(ByteArrayOutputStream out) {
    return new Progress(new PrintStream(out), false, System::nanoTime);
  }
}
