package objectledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** Proves what a record says of an object, field by field, and that absent facts are absent. */
class LedgerRecordTest {
  private static final ObjectEvent EVENT =
      new ObjectEvent(
          "ObjectCreated:Put",
          Instant.parse("2026-01-31T12:00:00.5Z"),
          "source-bucket",
          "a \"b\"\n.txt",
          "v1",
          "0055AED6DCD90281E5",
          5,
          "5d41402abc4b2a76b9719d911017c592",
          "eu-west-1",
          "AWS:AIDAEXAMPLE",
          "192.0.2.1",
          "C3D13FE58DE4C810",
          Map.of());

  @Test
  void everyFactOfAHeadHasItsField() {
    var head =
        HeadObjectResponse.builder()
            .contentLength(3_000_000_000L)
            .eTag("\"9b2cf535f27731c974343645a3985328-3\"")
            .lastModified(Instant.parse("2026-01-31T11:59:59Z"))
            .storageClass("GLACIER")
            .checksumSHA256("abc=-3")
            .checksumType("COMPOSITE")
            .contentType("text/plain")
            .contentEncoding("gzip")
            .contentLanguage("de")
            .contentDisposition("attachment")
            .cacheControl("no-store")
            .expiresString("Thu, 01 Jan 2026 00:00:00 GMT")
            .websiteRedirectLocation("/else")
            .serverSideEncryption("aws:kms")
            .ssekmsKeyId("arn:aws:kms:eu-west-1:123456789012:key/1")
            .bucketKeyEnabled(true)
            .objectLockMode("GOVERNANCE")
            .objectLockRetainUntilDate(Instant.parse("2027-01-01T00:00:00Z"))
            .objectLockLegalHoldStatus("ON")
            .replicationStatus("COMPLETED")
            .restore("ongoing-request=\"true\"")
            .archiveStatus("ARCHIVE_ACCESS")
            .metadata(Map.of("Team", "=?UTF-8?B?w6k=?="))
            .missingMeta(1)
            .build();

    var record = LedgerRecord.of(EVENT, new ObjectState.Present(head, Map.of("b", "2", "a", "1")));

    assertThat(json(record))
        .isEqualTo(
            """
            {"schema_version":1,\
            "record_id":"%s",\
            "record_type":"CREATE","event_name":"ObjectCreated:Put",\
            "record_timestamp":"2026-01-31T12:00:00.500Z",\
            "bucket":"source-bucket","key":"a \\"b\\"\\n.txt","version_id":"v1",\
            "sequence_number":"000000000000000055AED6DCD90281E5","is_delete_marker":false,\
            "aws_region":"eu-west-1","requester":"AWS:AIDAEXAMPLE",\
            "source_ip_address":"192.0.2.1","request_id":"C3D13FE58DE4C810",\
            "size":3000000000,"e_tag":"9b2cf535f27731c974343645a3985328-3",\
            "last_modified_date":"2026-01-31T11:59:59.000Z","storage_class":"GLACIER",\
            "is_multipart":true,"parts_count":3,\
            "checksum_algorithm":"SHA256","checksum_type":"COMPOSITE","checksum_value":"abc=-3",\
            "content_type":"text/plain","content_encoding":"gzip","content_language":"de",\
            "content_disposition":"attachment","cache_control":"no-store",\
            "expires":"Thu, 01 Jan 2026 00:00:00 GMT","website_redirect_location":"/else",\
            "encryption_status":"SSE-KMS",\
            "kms_key_arn":"arn:aws:kms:eu-west-1:123456789012:key/1",\
            "is_bucket_key_enabled":true,"object_lock_mode":"GOVERNANCE",\
            "object_lock_retain_until":"2027-01-01T00:00:00.000Z","object_lock_legal_hold":"ON",\
            "replication_status":"COMPLETED","restore_status":"ongoing-request=\\"true\\"",\
            "archive_status":"ARCHIVE_ACCESS","object_tags":{"a":"1","b":"2"},\
            "user_metadata":{"team":"é"},"missing_metadata_count":1,"object_state":"present"}
            """
                .formatted(RecordId.of(EVENT)));
  }

  @Test
  void whatIsAbsentIsNotInTheRecord() {
    var head = HeadObjectResponse.builder().contentLength(0L).eTag("\"e\"").build();

    var record = LedgerRecord.of(EVENT, new ObjectState.Present(head, Map.of()));

    assertThat(json(record))
        .contains("\"size\":0")
        .contains("\"storage_class\":\"STANDARD\"")
        .contains("\"is_multipart\":false")
        .doesNotContain(
            "null", "parts_count", "checksum", "object_tags", "user_metadata", "expires");
  }

  @Test
  void goneAndSupersededObjectsKeepWhatTheEventTold() {
    assertThat(json(LedgerRecord.of(EVENT, new ObjectState.Gone())))
        .endsWith(
            "\"size\":5,\"e_tag\":\"5d41402abc4b2a76b9719d911017c592\",\"object_state\":\"gone\"}\n");
    assertThat(json(LedgerRecord.of(EVENT, new ObjectState.Superseded())))
        .endsWith("\"object_state\":\"superseded\"}\n");
  }

  @Test
  void objectWithACustomersKeyIsPresentThoughHidden() {
    var record = LedgerRecord.of(EVENT, new ObjectState.CustomerEncrypted(Map.of("a", "1")));

    assertThat(json(record))
        .endsWith(
            "\"encryption_status\":\"SSE-C\",\"object_tags\":{\"a\":\"1\"},"
                + "\"object_state\":\"present\"}\n");
  }

  @Test
  void recordIsOneLineWhateverTheKey() {
    var event =
        new ObjectEvent(
            "ObjectRemoved:Delete",
            Instant.EPOCH,
            "bucket",
            "a\n\r\u2028\u2029\u0085\u0000b",
            "",
            "",
            -1,
            "",
            "",
            "",
            "",
            "",
            Map.of());

    var line = json(LedgerRecord.of(event, new ObjectState.Unread()));

    assertThat(line).endsWith("}\n").doesNotContain("\u2028", "\u2029", "\r");
    assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
    assertThat(TestEvents.json(line).get("key").text()).isEqualTo(event.key());
  }

  private static String json(LedgerRecord record) {
    RecordSchema.check(Segment.partitionOf(record), record.toJson());
    return new String(record.toJson(), StandardCharsets.UTF_8);
  }
}
