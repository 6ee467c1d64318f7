package objectledger.ops.verify;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import objectledger.ops.UtcTime;
import objectledger.ops.query.FakeBuckets;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetBucketInventoryConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketInventoryConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The bucket of a source, the ledger bucket with its versions, and one with an inventory. */
final class VerifiedBuckets implements S3Client {
  static final Instant OLD = Instant.parse("2026-11-21T10:00:00Z");
  private static final String JOURNAL = "journal/source=bucket/date=2026-11-21/hour=10/";

  final FakeSource source = new FakeSource(100);
  final VersionedLedger ledger = new VersionedLedger();
  final FakeBuckets inventories = new FakeBuckets();
  private final FakeBuckets current = new FakeBuckets();

  /** The prefix of the inventory's configuration; empty where that is gone. */
  Optional<String> inventoryPrefix = Optional.of("");

  VerifiedBuckets() {
    ledger.setClock(OLD);
  }

  /** Records an event of the key. */
  void record(int number, String type, String name, String key) {
    var line =
        """
        {"record_id":"%s","record_type":"%s","event_name":"%s","record_timestamp":"%s",\
        "bucket":"bucket","key":"%s","sequence_number":"%032X","is_delete_marker":false,"size":1,\
        "e_tag":"e","last_modified_date":"%s","object_state":"present"}
        """
            .formatted(
                StatedLedger.id("" + number),
                type,
                name,
                UtcTime.text(OLD),
                key,
                number,
                UtcTime.text(OLD));
    var object = JOURNAL + number + ".json";
    ledger.write(object, line.getBytes(StandardCharsets.UTF_8));
    current.put(object, line.getBytes(StandardCharsets.UTF_8), OLD);
  }

  /** Deletes every version of every record. */
  void purgeJournal() {
    for (var key : ledger.keys("journal/")) {
      ledger.purge(key);
      current.remove(key);
    }
  }

  @Override
  public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
    return request.bucket().equals("bucket")
        ? source.listObjectVersions(request)
        : ledger.listObjectVersions(request);
  }

  @Override
  public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
    return request.bucket().equals("bucket")
        ? source.listObjectsV2(request)
        : current.listObjectsV2(request);
  }

  @Override
  public <R> R getObject(
      GetObjectRequest request, ResponseTransformer<GetObjectResponse, R> transformer) {
    if (request.bucket().equals("inventories")) {
      return inventories.getObject(request, transformer);
    }
    return request.versionId() == null
        ? current.getObject(request, transformer)
        : ledger.getObject(request, transformer);
  }

  @Override
  public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
    return ledger.putObject(request, body);
  }

  @Override
  public GetBucketInventoryConfigurationResponse getBucketInventoryConfiguration(
      GetBucketInventoryConfigurationRequest request) {
    var prefix =
        inventoryPrefix.orElseThrow(
            () -> (S3Exception) S3Exception.builder().statusCode(404).message("none").build());
    return GetBucketInventoryConfigurationResponse.builder()
        .inventoryConfiguration(
            inventory -> inventory.filter(filter -> filter.prefix(prefix)).id(request.id()))
        .build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}
