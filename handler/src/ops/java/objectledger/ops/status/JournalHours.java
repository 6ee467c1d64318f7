package objectledger.ops.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The partitions of a source in the journal: which objects were written lately. It reads names
 * only, and of a full hour the first pages.
 *
 * @param owner the account that the ledger bucket belongs to
 * @param source the bucket whose events are recorded
 */
record JournalHours(S3Client s3, String ledgerBucket, String owner, String source) {
  /** Pages of a thousand names each: beyond them it is many, which is all that a person needs. */
  private static final int PAGES = 3;

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'date='uuuu-MM-dd'/hour='HH'/'").withZone(ZoneOffset.UTC);

  /**
   * Objects of the journal.
   *
   * @param isWhole whether there are no more
   */
  record Listed(List<S3Object> objects, boolean isWhole) {
    Optional<S3Object> newest() {
      return objects.stream().max(Comparator.comparing(S3Object::lastModified));
    }
  }

  private String prefix() {
    return "journal/source=" + source + "/";
  }

  /** The objects of the hour of a time, and of the hour before it. */
  Listed around(Instant now) {
    var objects = new ArrayList<S3Object>();
    var isWhole = true;
    for (var hour : List.of(now, now.minus(1, ChronoUnit.HOURS))) {
      var listed = list(prefix() + HOUR.format(hour));
      objects.addAll(listed.objects());
      isWhole &= listed.isWhole();
    }
    return new Listed(objects, isWhole);
  }

  /** The objects of the last hour that has any; none if the journal is empty. */
  Listed last() {
    var day = last(prefix());
    return day.flatMap(this::last).map(this::list).orElseGet(() -> new Listed(List.of(), true));
  }

  /** The first object of the oldest hour. */
  Optional<S3Object> first() {
    return s3
        .listObjectsV2(
            list ->
                list.bucket(ledgerBucket)
                    .expectedBucketOwner(owner)
                    .prefix(prefix())
                    .encodingType(EncodingType.URL)
                    .maxKeys(1))
        .contents()
        .stream()
        .findFirst();
  }

  private Optional<String> last(String prefix) {
    return s3
        .listObjectsV2Paginator(
            list ->
                list.bucket(ledgerBucket)
                    .expectedBucketOwner(owner)
                    .prefix(prefix)
                    .encodingType(EncodingType.URL)
                    .delimiter("/"))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .max(Comparator.naturalOrder());
  }

  private Listed list(String prefix) {
    var objects = new ArrayList<S3Object>();
    var pages = 0;
    for (var page :
        s3.listObjectsV2Paginator(
            list ->
                list.bucket(ledgerBucket)
                    .expectedBucketOwner(owner)
                    .prefix(prefix)
                    .encodingType(EncodingType.URL))) {
      objects.addAll(page.contents());
      if (++pages == PAGES && page.isTruncated()) {
        return new Listed(objects, false);
      }
    }
    return new Listed(objects, true);
  }
}
