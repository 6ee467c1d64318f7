package objectledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import objectledger.lambda.Deadline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Proves that the schemas say what the function writes: whole records pass, and each wrong one
 * fails. That every record of every other test passes is the work of {@link ModelS3}.
 */
class SchemaTest {
  private static final ObjectEvent EVENT =
      new ModelS3(ModelS3.Versioning.ENABLED).put("k/é\n\u0000", "hello");
  private static final HeadObjectResponse HEAD =
      HeadObjectResponse.builder()
          .contentLength(5L)
          .eTag("\"9b2cf535f27731c974343645a3985328-3\"")
          .lastModified(Instant.EPOCH)
          .checksumCRC64NVME("AAAA")
          .checksumType("FULL_OBJECT")
          .serverSideEncryption("aws:kms")
          .metadata(Map.of("Team", "a"))
          .build();

  @Test
  void recordOfEveryObservationPasses() {
    var observations =
        List.of(
            new ObjectState.Present(HEAD, Map.of("stage", "raw")),
            new ObjectState.CustomerEncrypted(Map.of()),
            new ObjectState.Gone(),
            new ObjectState.Superseded());
    for (var observation : observations) {
      assertThatCode(() -> checkRecord(record(EVENT, observation))).doesNotThrowAnyException();
    }
    var deletion = TestEvents.named(EVENT, "ObjectRemoved:DeleteMarkerCreated");

    assertThatCode(() -> checkRecord(record(deletion, new ObjectState.Unread())))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"schema_version\":1 | \"schema_version\":2",
        "\"schema_version\":1, | ``",
        "\"record_type\":\"CREATE\" | \"record_type\":\"CREATED\"",
        "\"record_type\":\"CREATE\" | \"record_type\":\"DELETE\"",
        "\"record_timestamp\":\"2026-01-31T | \"record_timestamp\":\"2026-02-31T",
        "\"record_timestamp\":\"2026- | \"record_timestamp\":\"+12026-",
        "\"record_id\":\" | \"record_id\":\"0",
        "\"bucket\":\"source-bucket\" | \"bucket\":\"Source\"",
        "\"key\":\"k/é\\n\\u0000\" | \"key\":\"\"",
        "\"sequence_number\":\"0 | \"sequence_number\":\"",
        "\"is_delete_marker\":false | \"is_delete_marker\":true",
        "\"size\":5 | \"size\":-1",
        "\"size\":5, | ``",
        "\"size\":5 | \"size\":null",
        "\"e_tag\":\" | \"e_tag\":\"\\\"",
        "\"is_multipart\":true | \"is_multipart\":false",
        "\"parts_count\":3, | ``",
        "\"checksum_value\":\"AAAA\", | ``",
        "\"user_metadata\":{\"team\" | \"user_metadata\":{\"Team\"",
        "\"object_state\":\"present\" | \"object_state\":\"gone\"",
        "\"object_state\":\"present\" | \"object_state\":\"unread\"",
        "\"object_state\":\"present\" | \"object_state\":\"present\",\"more\":1",
      })
  void wrongRecordFails(String part, String instead) {
    var right = record(EVENT, new ObjectState.Present(HEAD, Map.of()));
    assertThat(right).contains(part);

    assertThatThrownBy(() -> checkRecord(right.replace(part, instead)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("breaks its schema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"revision\":1 | \"revision\":0",
        "\"revision\":1, | ``",
        "\"object_state\":\"present\" | \"object_state\":\"superseded\"",
        "\"object_state\":\"present\" | \"object_state\":\"gone\"",
        "\"object_state\":\"present\" | \"object_state\":\"present\",\"record_id\":\"1\"",
      })
  void wrongLatestDocumentFails(String part, String instead) {
    var s3 = new ModelS3(ModelS3.Versioning.ENABLED);
    s3.put("k", "hello");
    var source = new SourceObjectReader(ModelS3.source(s3));
    new LatestDocuments(ModelS3.ledger(s3), source, (tries, left) -> {})
        .refresh("k", new Deadline(() -> 60_000));
    var name = s3.keys(ModelS3.LEDGER).getFirst();
    var right = text(s3.current(ModelS3.LEDGER, name).orElseThrow().body());
    assertThat(right).contains(part);

    assertThatThrownBy(() -> RecordSchema.check(name, bytes(right.replace(part, instead))))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("breaks its schema");
  }

  @Test
  void bothSchemasTellTheSameFactsInTheOrderInWhichTheyAreWritten() throws IOException {
    var record = TestEvents.json(Files.readString(Path.of("../docs/record.schema.json")));
    var latest = TestEvents.json(Files.readString(Path.of("../docs/latest.schema.json")));

    var fields = record.get("properties").names();

    var shared = fields.subList(fields.indexOf("size"), fields.size());
    assertThat(latest.get("properties").names())
        .startsWith("schema_version", "bucket", "key", "revision", "version_id")
        .endsWith(shared.toArray(String[]::new))
        .hasSize(5 + shared.size());
    assertThat(fields)
        .containsSubsequence(
            TestEvents.json(record(EVENT, new ObjectState.Present(HEAD, Map.of("a", "b"))))
                .names());
  }

  private static String record(ObjectEvent event, ObjectState observation) {
    return text(LedgerRecord.of(event, observation).toJson());
  }

  private static void checkRecord(String record) {
    RecordSchema.check("journal/", bytes(record));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
