package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Proves that the object of the event is looked at, and what S3's refusals are taken for. */
class SourceObjectTest {
  private static final ObjectEvent EVENT =
      new ModelS3(ModelS3.Versioning.ENABLED).put("k", "hello");
  private static final Deadline DEADLINE = new Deadline(() -> 60_000);

  @Test
  void laterOverwriteIsNeverTakenForTheEventsVersion() {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    var first = s3.put("k", "one");
    s3.put("k", "three");

    var seen = new SourceObject(s3, ModelS3.settings()).look(first, DEADLINE);

    assertThat(seen)
        .isInstanceOfSatisfying(
            Observation.Present.class, p -> assertThat(p.head().contentLength()).isEqualTo(3));
  }

  @Test
  void withoutVersionsAnOverwriteIsToldByTheETag() {
    for (var versioning : List.of(ModelS3.Versioning.OFF, ModelS3.Versioning.SUSPENDED)) {
      var s3 = new ModelS3(versioning);
      var first = s3.put("k", "one");
      s3.put("k", "three");

      assertThat(new SourceObject(s3, ModelS3.settings()).look(first, DEADLINE))
          .isInstanceOf(Observation.Superseded.class);
    }
  }

  @Test
  void missingObjectIsAFactAndForbiddenIsNot() {
    assertThat(source(404, 404).look(EVENT, DEADLINE)).isInstanceOf(Observation.Gone.class);
    assertThat(source(405, 405).look(EVENT, DEADLINE)).isInstanceOf(Observation.Gone.class);
    assertThatThrownBy(() -> source(403, 403).look(EVENT, DEADLINE))
        .isInstanceOf(S3Exception.class);
    assertThatThrownBy(() -> source(500, 500).look(EVENT, DEADLINE))
        .isInstanceOf(S3Exception.class);
  }

  @Test
  void objectWithoutTheRightToDecryptIsReadWithoutItsChecksum() {
    var modes = new ArrayList<ChecksumMode>();
    var source =
        new SourceObject(
            new Answers() {
              @Override
              public HeadObjectResponse headObject(HeadObjectRequest request) {
                modes.add(request.checksumMode());
                if (request.checksumMode() != null) {
                  throw ModelS3.failure(403, "AccessDenied");
                }
                return HeadObjectResponse.builder().contentLength(5L).eTag("e").build();
              }
            },
            ModelS3.settings());

    assertThat(source.look(EVENT, DEADLINE)).isInstanceOf(Observation.Present.class);
    assertThat(modes).containsExactly(ChecksumMode.ENABLED, null);
  }

  @Test
  void badRequestIsACustomersKeyOnlyWhereTheTagsCanBeRead() {
    assertThat(source(400, 200).look(EVENT, DEADLINE))
        .isEqualTo(new Observation.CustomerKey(Map.of()));
    assertThat(source(400, 404).look(EVENT, DEADLINE)).isInstanceOf(Observation.Gone.class);
    assertThatThrownBy(() -> source(400, 400).look(EVENT, DEADLINE))
        .isInstanceOfSatisfying(S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(400));
  }

  /** A source whose HEAD and tags are refused with such statuses; 200 is an answer without tags. */
  private static SourceObject source(int head, int tags) {
    return new SourceObject(
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
        },
        ModelS3.settings());
  }

  private interface Answers extends S3Client {
    @Override
    default String serviceName() {
      return "s3";
    }

    @Override
    default void close() {}
  }
}
