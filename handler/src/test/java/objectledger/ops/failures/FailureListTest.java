package objectledger.ops.failures;

import static objectledger.TestEvents.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import objectledger.ModelS3;
import objectledger.TestEvents;
import objectledger.ops.CommandException;
import objectledger.ops.Sources;
import objectledger.ops.Stacks;
import org.junit.jupiter.api.Test;

/** Proves that the list of failures is whole, by cause, and changes nothing. */
class FailureListTest {
  private final ModelS3 s3 = new ModelS3(ModelS3.Versioning.ENABLED);
  private MessageFilter filter =
      MessageFilter.all(Sources.of(Stacks.source("source", ModelS3.SOURCE)));
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  void failuresOfAllWaysInAreListedByCauseTheMostFrequentFirst() {
    var handler =
        new FakeQueue("handler")
            .with("1", failure("one", "FORBIDDEN: no", 1))
            .with("2", failure("two", "RETRY: busy", 2))
            .with("3", failure("three", "RETRY: busy", 3));
    var queue = new FakeQueue("queue").with("4", TestEvents.notification(s3.put("four\n", "x")));
    var log = Map.of("4", "\"s3://source-bucket/four\\n\" RETRY: busy");

    var messages = list(List.of(handler, queue), log, 100, false);

    assertThat(messages).isEqualTo(4);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            messages in the failure queues: handler 3, queue 1

            3 × RETRY: busy
              2026-01-31T12:00:01Z  "s3://source-bucket/two"
              2026-01-31T12:00:01Z  "s3://source-bucket/three"
              2026-01-31T12:00:02Z  "s3://source-bucket/four\\n"

            1 × FORBIDDEN: no
              2026-01-31T12:00:00Z  "s3://source-bucket/one"
            """);
    assertThat(handler.visible()).containsExactlyInAnyOrder("1", "2", "3");
    assertThat(queue.visible()).containsExactly("4");
  }

  @Test
  void logIsAskedOnceForAllMessagesThatDoNotSayTheirCause() {
    var queue = new FakeQueue("queue");
    for (var i = 0; i < 35; i++) {
      queue.with("m" + i, TestEvents.notification(s3.put("k" + i, "x")));
    }

    var messages = list(List.of(queue), Map.of(), 100, false);

    assertThat(messages).isEqualTo(35);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("35 × the log has no cause for it")
        .contains("… and 25 more: ALL=1 names them");
  }

  @Test
  void noContentOfAMessageIsKept() {
    var queue = new FakeQueue("queue").with("1", failure("one", "RETRY: busy", 1));
    queue.with("2", TestEvents.notification(s3.put("two", "x")));
    try (var lease = new VisibilityLease(queue, Duration.ofMinutes(1))) {
      var messages = new ReadMessages(filter);
      assertThat(messages.read(lease, 100)).isEqualTo(2);

      var failed = messages.withCauses((ids, since) -> Map.of());

      assertThat(failed).extracting(each -> each.message().body()).containsOnly("");
      assertThat(failed)
          .extracting(each -> each.failures().getFirst().object())
          .containsExactlyInAnyOrder("\"s3://source-bucket/one\"", "\"s3://source-bucket/two\"");
    }
  }

  @Test
  void longQueueIsReadToTheLimitAndTheRestIsCounted() {
    var queue = new FakeQueue("handler");
    for (var i = 0; i < 95; i++) {
      queue.with("m" + i, failure("k" + i, "RETRY: busy", 1));
    }

    list(List.of(queue), Map.of(), 20, true);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("messages in the failure queues: handler 20 of about 95\n")
        .contains("20 × RETRY: busy")
        .doesNotContain("more");
    assertThat(queue.visible()).hasSize(95);
  }

  @Test
  void exactlyThePermanentOnesThatWereSeenAreRemoved() {
    var handler =
        new FakeQueue("handler")
            .with("1", failure("one", "PERMANENT: bad key", 1))
            .with("2", failure("two", "RETRY: busy", 2))
            .with("3", "no JSON");
    var queue = new FakeQueue("queue").with("4", TestEvents.notification(s3.put("four", "x")));
    var log = Map.of("4", "\"s3://source-bucket/four\" PERMANENT: never");
    list(List.of(handler, queue), log, 100, false);
    var seen = printed.toString(StandardCharsets.UTF_8);
    assertThat(seen).contains("3 of these messages can never be recorded");
    var digest = seen.strip().replaceFirst("(?s).*REMOVE=", "");

    assertThatThrownBy(() -> remove(List.of(handler, queue), log, "000000000000"))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("REMOVE=" + digest);
    assertThat(handler.visible()).containsExactlyInAnyOrder("1", "2", "3");

    handler.with("5", "not seen");
    assertThatThrownBy(() -> remove(List.of(handler, queue), log, digest))
        .isInstanceOf(CommandException.class);
    assertThat(handler.visible()).containsExactlyInAnyOrder("1", "2", "3", "5");
    handler.without("5");

    assertThat(remove(List.of(handler, queue), log, digest)).isEqualTo(3);
    assertThat(handler.visible()).containsExactly("2");
    assertThat(queue.visible()).isEmpty();
    assertThatThrownBy(() -> remove(List.of(handler, queue), Map.of(), digest))
        .hasMessageContaining("every message may still be recorded");
  }

  @Test
  void messageOfWhichAnEventCanStillBeRecordedIsNotPermanent() {
    var events = TestEvents.notification(s3.put("one", "1"));
    var said =
        "2 of 2 events not recorded: \"s3://source-bucket/one\" PERMANENT: no;"
            + " \"s3://source-bucket/two\" RETRY: busy";
    var queue = new FakeQueue("handler").with("1", envelope(events, said));

    list(List.of(queue), Map.of(), 100, false);

    assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("REMOVE=");
  }

  @Test
  void sourceOfEachEventIsSaidWhereThereAreSeveral() {
    filter = MessageFilter.all(several());
    var queue =
        new FakeQueue("handler")
            .with("1", failure("one", "RETRY: busy", 1))
            .with("2", ofOrders(failure("two", "RETRY: busy", 2)))
            .with("3", "no JSON");

    list(List.of(queue), Map.of(), 100, false);

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .startsWith("messages in the failure queues: handler 3\n")
        .contains(
            """

            2 × RETRY: busy
              of events 1, orders 1
              2026-01-31T12:00:00Z  events  "s3://source-bucket/one"
              2026-01-31T12:00:01Z  orders  "s3://bucket-of-orders/two"
            """,
            """
              of (no source) 1
              2026-01-31T13:00:00Z  (no source)  message 3
            """);
  }

  @Test
  void namedSourceRestrictsTheListAndWhatIsRemoved() {
    var orders = several().first("orders");
    filter = new MessageFilter(several(), Optional.of(orders));
    var handler =
        new FakeQueue("handler")
            .with("1", failure("one", "PERMANENT: bad key", 1))
            .with("2", ofOrders(failure("two", "PERMANENT: bad key", 2)))
            .with("3", "no JSON");
    var queue =
        new FakeQueue("queue")
            .with("4", TestEvents.notification(s3.put("four", "x")))
            .with("5", ofOrders(TestEvents.notification(s3.put("five", "x"))));
    var log = Map.of("5", "\"s3://bucket-of-orders/five\" RETRY: busy");

    assertThat(list(List.of(handler, queue), log, 100, false)).isEqualTo(2);

    var seen = printed.toString(StandardCharsets.UTF_8);
    assertThat(seen)
        .startsWith(
            """
            messages in the failure queues: handler 3, queue 2
            messages of the source orders (bucket bucket-of-orders): 2
            """)
        .contains("s3://bucket-of-orders/two", "s3://bucket-of-orders/five")
        .doesNotContain("source-bucket", "message 3");
    var digest = seen.strip().replaceFirst("(?s).*REMOVE=", "");
    assertThat(remove(List.of(handler, queue), log, digest)).isEqualTo(1);
    assertThat(handler.visible()).containsExactlyInAnyOrder("1", "3");
    assertThat(queue.visible()).containsExactlyInAnyOrder("4", "5");
  }

  private static Sources several() {
    return Sources.of(
        Stacks.source("events", ModelS3.SOURCE), Stacks.source("orders", "bucket-of-orders"));
  }

  private static String ofOrders(String body) {
    return body.replace(ModelS3.SOURCE, "bucket-of-orders");
  }

  private int remove(List<FailureQueue> queues, Map<String, String> log, String seen) {
    try (var list = new FailureList(queues, filter, (ids, since) -> log, 100)) {
      return list.remove(new PrintStream(printed, true, StandardCharsets.UTF_8), seen, false);
    }
  }

  private String failure(String key, String cause, int number) {
    var event = s3.put(key, "content " + number);
    var said = "1 of 1 events not recorded: \"s3://source-bucket/%s\" %s".formatted(key, cause);
    return envelope(TestEvents.notification(event), said);
  }

  private int list(List<FailureQueue> queues, Map<String, String> log, int limit, boolean all) {
    try (var list =
        new FailureList(queues, filter, (ids, since) -> causes(log, ids, since), limit)) {
      return list.print(new PrintStream(printed, true, StandardCharsets.UTF_8), all);
    }
  }

  private static Map<String, String> causes(
      Map<String, String> log, Set<String> ids, Instant since) {
    assertThat(since).isEqualTo("2026-01-31T13:00:00Z");
    assertThat(ids).containsAll(log.keySet());
    return log;
  }
}
