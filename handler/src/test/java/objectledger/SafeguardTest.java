package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import objectledger.aws.S3Api;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves that {@link HistoryTest} can fail: with any one safeguard taken away from the function,
 * some history ends with a wrong ledger. Each is taken away between the function and S3, so the
 * function itself stays as it is.
 */
class SafeguardTest {
  /** As many as HistoryTest tries. The slowest of them takes less than a third of it to show. */
  private static final int HISTORIES = 2_000;

  enum Safeguard {
    /** The condition that the document is still the one that was read. */
    IF_MATCH,
    /** The condition that there is no document yet. */
    IF_NONE_MATCH,
    /** The document of a deleted object. */
    TOMBSTONE,
    /** Another look at the object after a write was refused. */
    SECOND_LOOK,
    /** The number that makes no two states of a document equal. */
    REVISION,
    /** The version whose tags are read: the one that was looked at. */
    VERSION_OF_TAGS,
    /** Another look after the tags of an object that a later one can replace. */
    LOOK_AFTER_TAGS
  }

  @Property
  void withoutASafeguardSomeHistoryEndsWrong(@ForAll Safeguard missing) {
    assertThat(firstWrong(missing))
        .as("number of the first history that ends wrong without %s", missing)
        .isBetween(1, HISTORIES);
  }

  /** The number of the first history that ends wrong, or one more than there are. */
  private static int firstWrong(Safeguard missing) {
    var kind =
        switch (missing) {
          case IF_MATCH, REVISION -> Histories.backAndForth();
          case IF_NONE_MATCH, TOMBSTONE, SECOND_LOOK, VERSION_OF_TAGS, LOOK_AFTER_TAGS ->
              Histories.any();
        };
    var histories = kind.generator(1_000, false);
    var random = new Random(20_261_120);
    for (var number = 1; number <= HISTORIES; number++) {
      try {
        histories.next(random).value().play(s3 -> new Without(missing, s3));
      } catch (AssertionError e) {
        System.out.printf("without %s history %s ends wrong%n", missing, number);
        return number;
      }
    }
    return HISTORIES + 1;
  }

  private static final class Without implements S3Stub {
    private final Safeguard missing;
    private final ModelS3 s3;
    private final ThreadLocal<Supplier<HeadObjectResponse>> firstLook = new ThreadLocal<>();
    private final ThreadLocal<Boolean> wasRefused = ThreadLocal.withInitial(() -> false);

    Without(Safeguard missing, S3Api s3) {
      this.missing = missing;
      this.s3 = (ModelS3) s3;
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      if (missing == Safeguard.LOOK_AFTER_TAGS && request.bucket().equals(ModelS3.SOURCE)) {
        // It alone asks for no checksum.
        if (request.checksumMode() != null) {
          firstLook.set(look(request));
        }
        return firstLook.get().get();
      }
      if (!request.bucket().equals(ModelS3.SOURCE) || request.versionId() != null) {
        return s3.headObject(request);
      }
      if (missing != Safeguard.SECOND_LOOK || !wasRefused.get()) {
        firstLook.set(look(request));
      }
      return firstLook.get().get();
    }

    /** What S3 said, to be said again. */
    private Supplier<HeadObjectResponse> look(HeadObjectRequest request) {
      try {
        var head = s3.headObject(request);
        return () -> head;
      } catch (S3Exception e) {
        return () -> {
          throw e;
        };
      }
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
      return s3.getObjectTagging(
          missing == Safeguard.VERSION_OF_TAGS
              ? request.toBuilder().versionId(null).build()
              : request);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      if (!request.key().startsWith("latest/")) {
        return s3.putObject(request, body);
      }
      if (missing == Safeguard.TOMBSTONE && request.tagging() != null) {
        s3.remove(request.key());
        return PutObjectResponse.builder().build();
      }
      try {
        var answer = s3.putObject(unconditional(request), sameEveryTime(body));
        wasRefused.set(false);
        return answer;
      } catch (S3Exception e) {
        wasRefused.set(e.statusCode() == 412);
        throw e;
      }
    }

    private PutObjectRequest unconditional(PutObjectRequest request) {
      return switch (missing) {
        case IF_MATCH -> request.toBuilder().ifMatch(null).build();
        case IF_NONE_MATCH -> request.toBuilder().ifNoneMatch(null).build();
        case TOMBSTONE, SECOND_LOOK, REVISION, VERSION_OF_TAGS, LOOK_AFTER_TAGS -> request;
      };
    }

    private RequestBody sameEveryTime(RequestBody body) {
      var json = new String(ModelS3.bytes(body), StandardCharsets.UTF_8);
      return RequestBody.fromString(
          missing == Safeguard.REVISION
              ? json.replaceFirst("\"revision\":\\d+,", "\"revision\":1,")
              : json);
    }
  }
}
