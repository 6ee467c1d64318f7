package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import objectledger.aws.LatestDocumentKey;
import objectledger.aws.Retention;
import objectledger.aws.S3Api;
import objectledger.lambda.Log;
import software.amazon.awssdk.core.exception.SdkClientException;

/**
 * One random history: people change a few objects while two or three instances of the function
 * receive the events, late, disordered and repeated, and S3 fails now and then, before a call took
 * effect or after. All are interleaved at every call to S3. In the end the ledger must be right.
 *
 * @param versioning of the source bucket; that of the other one is different
 * @param actions what people do, in order
 * @param instances how many of the function run at once
 * @param seed of the disorder: who moves, what is delivered when and how often, what fails
 */
record History(ModelS3.Versioning versioning, List<Action> actions, int instances, long seed) {
  /** Another source bucket of the same ledger. */
  static final String OTHER = "other-bucket";

  private static final int MOST_FAULTS = 6;
  private static final int SLOWEST_PERSON = 25;

  enum Verb {
    PUT,
    COPY,
    DELETE,
    DELETE_VERSION,
    TAG
  }

  /**
   * What somebody does.
   *
   * @param verb what
   * @param bucket one of two
   * @param key one of a few
   * @param choice which content, source, version or tag, as the verb needs it
   */
  record Action(Verb verb, String bucket, String key, int choice) {
    /** Does it; gives the event that S3 would send, if any. */
    Optional<ObjectEvent> on(ModelS3 s3) {
      var source = s3.in(bucket);
      return switch (verb) {
        case PUT ->
            Optional.of(
                source.put(
                    key,
                    "content " + choice % 2,
                    Map.of(),
                    choice < 6 ? Map.of() : Map.of("put", "with value " + choice)));
        case COPY -> source.copy("k" + choice % 2, key);
        case DELETE -> source.delete(key);
        case DELETE_VERSION -> {
          var ids = source.versionIds(key);
          yield ids.isEmpty()
              ? Optional.empty()
              : source.deleteVersion(key, ids.get(choice % ids.size()));
        }
        case TAG -> source.tag(key, Map.of("tag", "value " + choice % 2));
      };
    }
  }

  private Map<String, ModelS3.Versioning> kinds() {
    var other =
        switch (versioning) {
          case OFF -> ModelS3.Versioning.ENABLED;
          case ENABLED -> ModelS3.Versioning.SUSPENDED;
          case SUSPENDED -> ModelS3.Versioning.OFF;
        };
    return Map.of(ModelS3.SOURCE, versioning, OTHER, other);
  }

  /** Plays the history and checks its end. */
  void play() {
    play(UnaryOperator.identity());
  }

  /**
   * Plays the history with a function whose client to S3 may have been tampered with.
   *
   * @throws AssertionError if the ledger is wrong in the end
   */
  void play(UnaryOperator<S3Api> tamper) {
    new Play(tamper).run();
  }

  private final class Play implements ModelS3.Gate {
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Interleaving interleaving = new Interleaving(random);
    private final ModelS3 s3 = new ModelS3(kinds(), this);
    private final LedgerHandler handler;
    private final List<String> deliveries = new ArrayList<>();
    private final Set<ObjectEvent> events = new LinkedHashSet<>();
    private int faults = random.nextInt(MOST_FAULTS);
    private int busy;
    private boolean peopleDone;

    Play(UnaryOperator<S3Api> tamper) {
      var sources = List.of(ModelS3.SOURCE, OTHER);
      var settings = ModelS3.settings(sources, ModelS3.OWNER, true, Retention.NONE);
      var ledger = new Ledger(settings, tamper.apply(s3), (tries, left) -> interleaving.step());
      var silent = new PrintStream(PrintStream.nullOutputStream());
      this.handler =
          new LedgerHandler(ledger, new Log(silent, InstantSource.system(), Log.Level.ERROR));
    }

    void run() {
      interleaving.add(this::people);
      for (var i = 0; i < instances; i++) {
        interleaving.add(this::instance);
      }
      interleaving.run();
      assertThat(s3.impossible()).as("documents of what never was").isEmpty();
      assertJournalHoldsEveryEvent();
      for (var action : Set.copyOf(actions)) {
        assertLatestIsThePresentState(action.bucket(), action.key());
      }
    }

    private void people() {
      for (var action : actions) {
        action.on(s3).ifPresent(this::deliver);
        // Deliveries catch up with most changes before the next: the last ones matter most.
        for (var steps = random.nextInt(SLOWEST_PERSON); steps >= 0; steps--) {
          interleaving.step();
        }
      }
      peopleDone = true;
    }

    /**
     * At least once, in either form. Most come once: the second would mend what the first broke.
     */
    private void deliver(ObjectEvent event) {
      events.add(event);
      var copies = random.nextInt(4) > 0 ? 1 : 2 + random.nextInt(2);
      for (; copies > 0; copies--) {
        deliveries.add(
            random.nextBoolean() ? TestEvents.notification(event) : TestEvents.eventBridge(event));
      }
    }

    /** Takes deliveries that wait, one or a batch; what fails is delivered again. */
    private void instance() {
      while (!peopleDone || !deliveries.isEmpty() || busy > 0) {
        if (deliveries.isEmpty()) {
          interleaving.step();
          continue;
        }
        var taken = take(random.nextBoolean() ? 1 : 3);
        busy++;
        try {
          deliveries.addAll(random.nextBoolean() ? sendBatch(taken) : sendEach(taken));
        } finally {
          busy--;
        }
      }
    }

    private List<String> take(int most) {
      var taken = new ArrayList<String>();
      while (taken.size() < most && !deliveries.isEmpty()) {
        taken.add(deliveries.remove(random.nextInt(deliveries.size())));
      }
      return taken;
    }

    /** As messages of a queue: those that the function names come back. */
    private List<String> sendBatch(List<String> payloads) {
      var answer = TestEvents.json(send(TestEvents.batch(payloads)));
      return answer.get("batchItemFailures").items().stream()
          .map(failure -> Integer.parseInt(failure.get("itemIdentifier").text()))
          .map(payloads::get)
          .toList();
    }

    /** One after the other, as S3 or EventBridge does. */
    private List<String> sendEach(List<String> payloads) {
      var failed = new ArrayList<String>();
      for (var payload : payloads) {
        try {
          send(payload);
        } catch (EventsNotRecordedException e) {
          failed.add(payload);
        }
      }
      return failed;
    }

    private String send(String payload) {
      var answer = new ByteArrayOutputStream();
      try {
        handler.handleRequest(TestEvents.stream(payload), answer, TestContext.INSTANCE);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public <T> T call(String name, Supplier<T> effect) {
      // Between what it read and what it writes, an instance is in danger.
      interleaving.step(name.equals("PutObject") ? 2 : 10);
      if (faults > 0 && random.nextInt(12) == 0) {
        faults--;
        if (random.nextBoolean()) {
          throw ModelS3.failure(503, "SlowDown");
        }
        var unused = effect.get();
        throw SdkClientException.create("the answer was lost");
      }
      return effect.get();
    }

    /** Every event, and no other. An object of one record is named by it, so it is there once. */
    private void assertJournalHoldsEveryEvent() {
      var expected = new TreeSet<String>();
      events.forEach(event -> expected.add(RecordId.of(event)));
      var written = new TreeSet<String>();
      s3.keys(ModelS3.LEDGER).stream()
          .filter(key -> key.startsWith("journal/"))
          .forEach(
              key -> {
                var ids =
                    s3.lines(key).stream().map(record -> record.get("record_id").text()).toList();
                assertThat(ids).as("records in %s", key).doesNotHaveDuplicates();
                if (ids.size() == 1) {
                  assertThat(key).endsWith(ids.getFirst() + ".json");
                }
                assertThat(s3.lines(key))
                    .extracting(record -> record.get("bucket").text())
                    .as("buckets in %s", key)
                    .containsOnly(key.replaceFirst("journal/source=(.*)/date=.*", "$1"));
                written.addAll(ids);
              });
      assertThat(written).isEqualTo(expected);
    }

    private void assertLatestIsThePresentState(String bucket, String key) {
      var name = LatestDocumentKey.of(bucket, key);
      var present = s3.current(bucket, key);
      var document = s3.current(ModelS3.LEDGER, name);
      if (document.isEmpty()) {
        assertThat(present).as("%s, which has no document", key).isEmpty();
        return;
      }
      var latest = s3.lines(name).getFirst();
      assertThat(latest.get("object_state").text())
          .as("state of %s", key)
          .isEqualTo(present.isPresent() ? "present" : "gone");
      present.ifPresent(
          version -> {
            assertThat(latest.get("e_tag").text()).isEqualTo(version.eTag());
            assertThat(latest.get("last_modified_date").text())
                .isEqualTo(version.modified().toString().replace("Z", ".000Z"));
            assertThat(latest.get("version_id").textOrEmpty())
                .isEqualTo(kinds().get(bucket) == ModelS3.Versioning.OFF ? "" : version.id());
            assertThat(TestEvents.members(latest.get("object_tags"))).isEqualTo(version.tags());
          });
    }
  }
}
