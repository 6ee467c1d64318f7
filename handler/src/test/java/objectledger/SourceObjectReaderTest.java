package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import objectledger.aws.LatestDocumentKey;
import objectledger.lambda.Deadline;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.Tag;

/** Proves that the object of the event is looked at, and what S3's refusals are taken for. */
class SourceObjectReaderTest {
  private static final ObjectEvent EVENT =
      new ModelS3(ModelS3.Versioning.ENABLED).put("k", "hello");
  private static final Deadline DEADLINE = new Deadline(() -> 60_000);

  @Test
  void laterOverwriteIsNeverTakenForTheEventsVersion() {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var first = s3.put("k", "one");
    s3.put("k", "three");

    var seen = new SourceObjectReader(ModelS3.source(s3)).read(first, DEADLINE);

    assertThat(seen)
        .isInstanceOfSatisfying(
            ObjectState.Present.class, p -> assertThat(p.head().contentLength()).isEqualTo(3));
  }

  @Test
  void withoutVersionsAnOverwriteIsToldByTheETag() {
    for (var versioning : List.of(ModelS3.Versioning.OFF, ModelS3.Versioning.SUSPENDED)) {
      var s3 = new ModelS3(versioning);
      var first = s3.put("k", "one");
      s3.put("k", "three");

      assertThat(new SourceObjectReader(ModelS3.source(s3)).read(first, DEADLINE))
          .isInstanceOf(ObjectState.Superseded.class);
    }
  }

  @Test
  void objectThatIsOverwrittenBeforeItsTagsAreReadIsSuperseded() {
    for (var versioning : List.of(ModelS3.Versioning.OFF, ModelS3.Versioning.SUSPENDED)) {
      // Once with other content, once with the same a second later.
      for (var content : List.of("three", "one")) {
        var s3 = s3(versioning);
        var first = s3.put("k", "one", Map.of(), Map.of("tag", "of the first"));
        beforeTags.add(
            () -> {
              s3.wait(Duration.ofSeconds(1));
              s3.put("k", content, Map.of(), Map.of("tag", "of the second"));
            });

        var seen = new SourceObjectReader(ModelS3.source(s3)).read(first, DEADLINE);

        assertThat(seen).as(versioning + " " + content).isEqualTo(new ObjectState.Superseded());
      }
    }
  }

  @Test
  void objectThatIsDeletedAfterItsTagsWereReadIsGone() {
    var s3 = s3(ModelS3.Versioning.OFF);
    var event = s3.put("k", "one", Map.of(), Map.of("a", "b"));
    afterTags.add(() -> s3.delete("k"));

    assertThat(new SourceObjectReader(ModelS3.source(s3)).read(event, DEADLINE))
        .isInstanceOf(ObjectState.Gone.class);
  }

  @Test
  void oneMoreHeadIsMadeOnlyForTagsOfAnObjectThatCanBeReplaced() {
    var tags = Map.of("a", "b");
    for (var versioning : ModelS3.Versioning.values()) {
      var s3 = s3(versioning);
      var source = new SourceObjectReader(ModelS3.source(s3));
      var plain = s3.put("plain", "x");
      var tagged = s3.put("tagged", "x", Map.of(), tags);
      var more =
          versioning == ModelS3.Versioning.ENABLED ? List.<String>of() : List.of("HeadObject");

      source.read(plain, DEADLINE);
      assertThat(s3.calls()).containsExactly("HeadObject");

      assertThat(source.read(tagged, DEADLINE))
          .isInstanceOfSatisfying(
              ObjectState.Present.class, p -> assertThat(p.tags()).isEqualTo(tags));
      assertThat(s3.calls().subList(1, s3.calls().size()))
          .startsWith("HeadObject", "GetObjectTagging")
          .hasSize(2 + more.size())
          .endsWith(more.toArray(String[]::new));
    }
  }

  @Test
  void presentVersionsTagsAreThoseOfTheVersionThatWasSeen() {
    var s3 = s3(ModelS3.Versioning.ENABLED);
    s3.put("k", "one", Map.of(), Map.of("tag", "of the first"));
    beforeTags.add(() -> s3.put("k", "three", Map.of(), Map.of("tag", "of the second")));

    assertThat(new SourceObjectReader(ModelS3.source(s3)).read("k", "", "", DEADLINE))
        .isInstanceOfSatisfying(
            ObjectState.Present.class,
            p -> {
              assertThat(p.head().contentLength()).isEqualTo(3);
              assertThat(p.tags()).isEqualTo(Map.of("tag", "of the first"));
            });
  }

  @Test
  void latestDocumentIsMadeAgainWhereTheVersionThatWasSeenIsDeleted() {
    for (var versioning : ModelS3.Versioning.values()) {
      var s3 = s3(versioning);
      s3.put("k", "one", Map.of(), Map.of("tag", "of the first"));
      s3.put("k", "three", Map.of(), Map.of("tag", "of the second"));
      beforeTags.add(() -> s3.deleteVersion("k", s3.versionIds("k").getLast()));

      refresh(s3);

      var latest = s3.lines(LatestDocumentKey.of(ModelS3.SOURCE, "k")).getFirst();
      if (versioning == ModelS3.Versioning.ENABLED) {
        assertThat(latest.get("size").value()).isEqualTo(3L);
        assertThat(latest.get("object_tags").get("tag").text()).isEqualTo("of the first");
      } else {
        assertThat(latest.get("object_state").text()).isEqualTo("gone");
      }
    }
  }

  @Test
  void latestDocumentIsMadeAgainWhereTheObjectWasOverwritten() {
    for (var versioning : List.of(ModelS3.Versioning.OFF, ModelS3.Versioning.SUSPENDED)) {
      var s3 = s3(versioning);
      s3.put("k", "one", Map.of(), Map.of("tag", "of the first"));
      beforeTags.add(() -> s3.put("k", "three", Map.of(), Map.of("tag", "of the second")));

      refresh(s3);

      var latest = s3.lines(LatestDocumentKey.of(ModelS3.SOURCE, "k")).getFirst();
      assertThat(latest.get("object_state").text()).isEqualTo("present");
      assertThat(latest.get("size").value()).isEqualTo(5L);
      assertThat(latest.get("object_tags").get("tag").text()).isEqualTo("of the second");
      assertThat(latest.get("revision").value()).isEqualTo(1L);
    }
  }

  private static void refresh(ModelS3 s3) {
    var source = new SourceObjectReader(ModelS3.source(s3));
    new LatestDocuments(ModelS3.ledger(s3), source, (tries, left) -> {}).refresh("k", DEADLINE);
  }

  /** What others do right before, and right after, the function reads tags; each once. */
  private final Deque<Runnable> beforeTags = new ArrayDeque<>();

  private final Deque<Runnable> afterTags = new ArrayDeque<>();

  private ModelS3 s3(ModelS3.Versioning versioning) {
    return new ModelS3(
        versioning,
        new ModelS3.Gate() {
          @Override
          public <T> T call(String name, Supplier<T> effect) {
            if (!name.equals("GetObjectTagging")) {
              return effect.get();
            }
            run(beforeTags);
            var answer = effect.get();
            run(afterTags);
            return answer;
          }
        });
  }

  private static void run(Deque<Runnable> actions) {
    if (!actions.isEmpty()) {
      actions.remove().run();
    }
  }

  @Test
  void missingObjectIsAFactAndForbiddenIsNot() {
    assertThat(source(404, 404).read(EVENT, DEADLINE)).isInstanceOf(ObjectState.Gone.class);
    assertThat(source(405, 405).read(EVENT, DEADLINE)).isInstanceOf(ObjectState.Gone.class);
    assertThatThrownBy(() -> source(403, 403).read(EVENT, DEADLINE))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> source(500, 500).read(EVENT, DEADLINE))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  void objectWithoutTheRightToDecryptIsReadWithoutItsChecksum() {
    var modes = new ArrayList<ChecksumMode>();
    var source =
        new SourceObjectReader(
            ModelS3.source(
                new Answers() {
                  @Override
                  public HeadObjectResponse headObject(HeadObjectRequest request) {
                    modes.add(request.checksumMode());
                    if (request.checksumMode() != null) {
                      throw ModelS3.failure(403, "AccessDenied");
                    }
                    return HeadObjectResponse.builder().contentLength(5L).eTag("e").build();
                  }
                }));

    assertThat(source.read(EVENT, DEADLINE)).isInstanceOf(ObjectState.Present.class);
    assertThat(modes).containsExactly(ChecksumMode.ENABLED, null);
  }

  @Test
  void badRequestIsACustomersKeyOnlyWhereTheTagsCanBeRead() {
    assertThat(source(400, 200).read(EVENT, DEADLINE))
        .isEqualTo(new ObjectState.CustomerEncrypted(Map.of()));
    assertThat(source(400, 404).read(EVENT, DEADLINE)).isInstanceOf(ObjectState.Gone.class);
    assertThatThrownBy(() -> source(400, 400).read(EVENT, DEADLINE))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400));
  }

  @Test
  void objectThatGetsACustomersKeyBeforeItsTagsAreReadIsSuperseded() {
    var event = new ModelS3(ModelS3.Versioning.OFF).put("k", "hello");
    var head = HeadObjectResponse.builder().eTag(event.eTag()).tagCount(1).build();

    assertThat(source(event, List.of(of(head), refusal(400))))
        .isInstanceOf(ObjectState.Superseded.class);
    assertThat(source(event, List.of(refusal(400), of(head))))
        .isInstanceOf(ObjectState.Superseded.class);
    assertThat(source(event, List.of(refusal(400), refusal(404))))
        .isInstanceOf(ObjectState.Gone.class);
    assertThat(source(event, List.of(refusal(400), refusal(400))))
        .isEqualTo(new ObjectState.CustomerEncrypted(Map.of("a", "b")));
  }

  private static Supplier<HeadObjectResponse> of(HeadObjectResponse head) {
    return () -> head;
  }

  private static Supplier<HeadObjectResponse> refusal(int status) {
    return () -> {
      throw ModelS3.failure(status, "Head");
    };
  }

  /** What is seen where HEADs are answered so, one after the other, and there are tags. */
  private static ObjectState source(ObjectEvent event, List<Supplier<HeadObjectResponse>> heads) {
    var left = new ArrayDeque<>(heads);
    var s3 =
        new Answers() {
          @Override
          public HeadObjectResponse headObject(HeadObjectRequest request) {
            return left.remove().get();
          }

          @Override
          public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
            var tag = Tag.builder().key("a").value("b").build();
            return GetObjectTaggingResponse.builder().tagSet(tag).build();
          }
        };
    return new SourceObjectReader(ModelS3.source(s3)).read(event, DEADLINE);
  }

  /** A source whose HEAD and tags are refused with such statuses; 200 is an answer without tags. */
  private static SourceObjectReader source(int head, int tags) {
    return new SourceObjectReader(
        ModelS3.source(
            new Answers() {
              @Override
              public HeadObjectResponse headObject(HeadObjectRequest request) {
                throw ModelS3.failure(head, "Head");
              }

              @Override
              public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
                if (tags == 200) {
                  return GetObjectTaggingResponse.builder().tagSet(List.of()).build();
                }
                throw ModelS3.failure(tags, "Tags");
              }
            }));
  }

  private interface Answers extends S3Stub {}
}
