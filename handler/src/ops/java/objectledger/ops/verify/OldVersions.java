package objectledger.ops.verify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * The versions of journal objects that are not the present ones: an object of the journal is
 * written once, so each of them was overwritten or deleted by somebody.
 */
record OldVersions(S3Client s3, String ledgerBucket, String owner) {

  /** What to do with each record. */
  interface Reader {
    void read(ObjectVersion version, JournalLine line) throws IOException;
  }

  /**
   * Reads the records of every old version of an hour.
   *
   * @param withPresent whether to read the present ones, too
   */
  void forEach(JournalDay day, int hour, boolean withPresent, Reader reader) throws IOException {
    ListObjectVersionsResponse page = null;
    do {
      var after = page;
      page =
          s3.listObjectVersions(
              list ->
                  list.bucket(ledgerBucket)
                      .expectedBucketOwner(owner)
                      .prefix(day.prefix(hour))
                      .encodingType(EncodingType.URL)
                      .keyMarker(after == null ? null : after.nextKeyMarker())
                      .versionIdMarker(after == null ? null : after.nextVersionIdMarker()));
      for (var version : page.versions()) {
        if (withPresent || !version.isLatest()) {
          read(day, hour, version, reader);
        }
      }
    } while (page.isTruncated());
  }

  private void read(JournalDay day, int hour, ObjectVersion version, Reader reader)
      throws IOException {
    var file = version.key().substring(day.prefix().length());
    var modified = version.lastModified().toEpochMilli();
    try (var in =
        s3.getObject(
            get ->
                get.bucket(ledgerBucket)
                    .expectedBucketOwner(owner)
                    .key(version.key())
                    .versionId(version.versionId()))) {
      var line = new ByteArrayOutputStream();
      for (var next : in.readAllBytes()) {
        if (next != '\n') {
          line.write(next);
        } else {
          reader.read(version, new JournalLine(file, hour, modified, line.toByteArray()));
          line.reset();
        }
      }
      if (line.size() > 0) {
        reader.read(version, new JournalLine(file, hour, modified, line.toByteArray()));
      }
    }
  }
}
