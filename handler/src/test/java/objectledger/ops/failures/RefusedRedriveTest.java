package objectledger.ops.failures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import objectledger.json.JsonReader;
import objectledger.json.JsonValue;
import objectledger.ops.CommandException;
import objectledger.ops.FunctionInvoker.Response;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * Proves that a redrive deletes the refusals of documents that are refused no more, and no others,
 * and that one document holds up none of the others.
 */
class RefusedRedriveTest {
  private final Queue<String> removed = new ConcurrentLinkedQueue<>();
  private final ShutdownSignal shutdown = new ShutdownSignal();

  private static List<RefusedDocument> documents(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            number ->
                RefusedDocument.of(
                    "refused/orders/" + number + ".json",
                    Instant.EPOCH,
                    RefusedDocumentsTest.refusal("orders", "" + number, "type-mismatch", "")))
        .toList();
  }

  private static Response answer(String json) {
    return new Response(false, new JsonValue("", JsonReader.read(json)));
  }

  private static Response outcome(String state) {
    return outcome(state, "type-mismatch");
  }

  private static Response outcome(String state, String reason) {
    return answer(
        "{\"outcomes\":[{\"key\":\"k\",\"state\":\"%s\",\"reason\":\"%s\"}]}"
            .formatted(state, reason));
  }

  private RefusedRedrive.Result redrive(
      Function<String, Response> function, RefusedRedrive.Refusals refusals, int count) {
    return new RefusedRedrive(
            payload -> function.apply(new String(payload, StandardCharsets.UTF_8)),
            document -> document.key().getBytes(StandardCharsets.UTF_8),
            refusals,
            shutdown,
            RedriveTest.progress(new ByteArrayOutputStream()))
        .run(documents(count));
  }

  private RefusedRedrive.Result redrive(Function<String, Response> function, int count) {
    return redrive(function, document -> removed.add(document.key()), count);
  }

  @Test
  void deletesTheRefusalsOfWhatIsStoredOrGoneAndKeepsTheOthers() {
    var result =
        redrive(
            key ->
                switch (key) {
                  case "id=0" -> outcome("stored");
                  case "id=1" -> outcome("gone");
                  case "id=2" -> outcome("refused");
                  case "id=3" -> answer("{}");
                  case "id=4" -> answer("{\"outcomes\":[]}");
                  case "id=5" -> outcome("refused", "too-large");
                  default -> new Response(true, new JsonValue("", Map.of("errorMessage", "busy")));
                },
            7);

    assertThat(removed).containsExactlyInAnyOrder("id=0", "id=1");
    assertThat(result.stored()).isEqualTo(1);
    assertThat(result.gone()).isEqualTo(1);
    assertThat(result.untried()).isZero();
    assertThat(result.left().stream().map(RefusedRedrive.Left::document))
        .extracting(RefusedDocument::key, RefusedDocument::code, RefusedDocument::reason)
        .containsExactlyInAnyOrder(
            tuple("id=2", "type-mismatch", "the reason of 2"),
            tuple(
                "id=3",
                "type-mismatch",
                "not tried to its end: the function did not say what became of it"),
            tuple(
                "id=4",
                "type-mismatch",
                "not tried to its end: the function did not say what became of it"),
            tuple("id=5", "too-large", "before, it was type-mismatch"),
            tuple("id=6", "type-mismatch", "not tried to its end: busy"));
  }

  @Test
  void refusalThatCannotBeDeletedHoldsUpNoOther() {
    var result =
        redrive(
            key -> outcome("stored"),
            document -> {
              if (document.key().equals("id=7")) {
                throw SdkClientException.create("no right");
              }
              removed.add(document.key());
            },
            100);

    assertThat(removed).hasSize(99);
    assertThat(result.stored()).isEqualTo(99);
    assertThat(result.left().getFirst().document().reason())
        .isEqualTo("it is stored now, but its refusal could not be deleted: no right");
  }

  @Test
  void functionThatCannotBeInvokedEndsTheRedriveAtOnce() {
    var calls = new AtomicInteger();

    assertThatThrownBy(
            () ->
                redrive(
                    key -> {
                      calls.incrementAndGet();
                      throw new CommandException("lambda answers 403");
                    },
                    300))
        .isInstanceOf(CommandException.class);

    assertThat(calls.get()).isLessThanOrEqualTo(16);
    assertThat(removed).isEmpty();
  }

  @Test
  void interruptionLeavesTheRestUntried() {
    var calls = new AtomicInteger();

    var result =
        redrive(
            key -> {
              if (calls.incrementAndGet() == 20) {
                shutdown.request();
              }
              return outcome("stored");
            },
            500);

    assertThat(result.stored()).isEqualTo(calls.get()).isLessThan(40);
    assertThat(result.untried()).isEqualTo(500 - calls.get());
    assertThat(removed).hasSize(calls.get());
  }

  @Test
  void eventIsTakenOutOfTheEnvelopeOfAFailedInvocation() {
    var seen = new ConcurrentLinkedQueue<String>();
    var alias =
        new EnvelopeOpener(
            payload -> {
              seen.add(new String(payload, StandardCharsets.UTF_8).strip());
              return outcome("stored");
            });
    var event = "{\"source\":\"aws.s3\",\"detail\":{\"object\":{\"key\":\"é\",\"size\":12}}}";

    alias.invoke(
        "{\"version\":\"1.0\",\"requestPayload\":%s}"
            .formatted(event)
            .getBytes(StandardCharsets.UTF_8));
    alias.invoke(event.getBytes(StandardCharsets.UTF_8));

    assertThat(seen).containsExactly(event, event);
    assertThat(alias.invoke(new byte[] {'x'}).problem().orElseThrow())
        .startsWith("PERMANENT: the message cannot be read");
  }
}
