package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import objectledger.aws.Retention;
import objectledger.lambda.Log;

/**
 * Proves that a function of several buckets records of each what a function of that bucket alone
 * would record: the same keys, repeated events and batches of several buckets in any order change
 * nothing.
 */
class SeveralSourcesTest {
  /** In names, each is a part of the next. */
  private static final Map<String, ModelS3.Versioning> SOURCES =
      new TreeMap<>(
          Map.of(
              "bucket", ModelS3.Versioning.ENABLED,
              "bucket-2", ModelS3.Versioning.OFF,
              "bucket-2-3", ModelS3.Versioning.SUSPENDED));

  /** People, and the ledger of what they did. */
  private static final class World {
    private final ModelS3 s3 = new ModelS3(SOURCES);
    private final List<ObjectEvent> events = new ArrayList<>();
    private final LedgerHandler handler;

    World(List<History.Action> actions, List<String> recorded) {
      actions.forEach(action -> action.on(s3).ifPresent(events::add));
      var settings = ModelS3.settings(recorded, ModelS3.OWNER, true, Retention.NONE);
      var silent = new PrintStream(PrintStream.nullOutputStream());
      this.handler =
          new LedgerHandler(
              new Ledger(settings, s3, (tries, left) -> {}),
              new Log(silent, InstantSource.system(), Log.Level.ERROR));
    }

    String send(String payload) throws IOException {
      var answer = new ByteArrayOutputStream();
      handler.handleRequest(TestEvents.stream(payload), answer, TestContext.INSTANCE);
      return answer.toString(StandardCharsets.UTF_8);
    }

    /**
     * The records of a bucket by partition, and its latest documents by name without the revision,
     * which counts the writes. A repeated event can stand in two segments.
     */
    Map<String, Set<String>> ledgerOf(String bucket) {
      var ledger = new TreeMap<String, Set<String>>();
      for (var key : keysOf(bucket).toList()) {
        var body = s3.current(ModelS3.LEDGER, key).orElseThrow().body();
        var place = key.startsWith("journal/") ? key.replaceFirst("[^/]*$", "") : key;
        new String(body, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceFirst("\"revision\":[0-9]+,", ""))
            .forEach(ledger.computeIfAbsent(place, p -> new TreeSet<>())::add);
      }
      return ledger;
    }

    private Stream<String> keysOf(String bucket) {
      return s3.keys(ModelS3.LEDGER).stream()
          .filter(key -> key.contains("/source=" + bucket + "/"));
    }
  }

  @Property(tries = 300, seed = "20261128")
  void ledgerOfAllBucketsIsThatOfEachAlone(
      @ForAll("actions") List<History.Action> actions, @ForAll long disorder) throws IOException {
    var together = new World(actions, List.copyOf(SOURCES.keySet()));

    deliverInDisorder(together, new Random(disorder));

    assertThat(together.s3.impossible()).isEmpty();
    assertThat(SOURCES.keySet().stream().flatMap(together::keysOf))
        .containsExactlyInAnyOrderElementsOf(together.s3.keys(ModelS3.LEDGER));
    for (var bucket : SOURCES.keySet()) {
      var alone = new World(actions, List.of(bucket));
      for (var event : alone.events) {
        if (event.bucket().equals(bucket)) {
          alone.send(TestEvents.notification(event));
        }
      }
      assertThat(together.ledgerOf(bucket)).isEqualTo(alone.ledgerOf(bucket));
    }
  }

  /** Each event once to three times, in batches of a queue or one after the other. */
  private static void deliverInDisorder(World world, Random random) throws IOException {
    var deliveries = new ArrayList<ObjectEvent>();
    for (var event : world.events) {
      deliveries.addAll(Collections.nCopies(1 + random.nextInt(3), event));
    }
    Collections.shuffle(deliveries, random);
    while (!deliveries.isEmpty()) {
      var taken = deliveries.subList(0, Math.min(deliveries.size(), 1 + random.nextInt(8)));
      var messages = taken.stream().map(TestEvents::notification).toList();
      if (random.nextInt(4) == 0) {
        world.send(TestEvents.notification(taken.toArray(ObjectEvent[]::new)));
      } else {
        assertThat(world.send(TestEvents.batch(messages))).contains("\"batchItemFailures\":[]");
      }
      taken.clear();
    }
  }

  @Provide
  Arbitrary<List<History.Action>> actions() {
    return Combinators.combine(
            Arbitraries.of(History.Verb.class),
            Arbitraries.of(SOURCES.keySet()),
            Arbitraries.of("k0", "k1"),
            Arbitraries.integers().between(0, 11))
        .as(History.Action::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(25);
  }
}
