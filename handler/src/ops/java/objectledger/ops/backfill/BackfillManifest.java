package objectledger.ops.backfill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import objectledger.ops.ManifestText;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3control.model.JobManifest;
import software.amazon.awssdk.services.s3control.model.JobManifestFieldName;
import software.amazon.awssdk.services.s3control.model.JobManifestFormat;

/**
 * Makes the one manifest of an S3 Batch Operations job out of the files of a query: a line for each
 * object, with its key encoded.
 *
 * <p>Every line of a manifest has the same columns, and S3 Batch Operations fails a task whose
 * version is empty. So the manifest has a column of versions only where some row tells one; an
 * empty one beside that is the version without an id, {@code null}. Where no row tells one, as
 * those of an inventory of current versions, the current objects are meant.
 */
final class BackfillManifest {
  private final BackfillRequest request;
  private final boolean hasVersions;
  private boolean tellsVersions;
  private long objects;
  private long deleteMarkers;
  private long others;

  /**
   * A manifest.
   *
   * @param hasVersions whether the bucket keeps versions, or has kept some
   */
  BackfillManifest(BackfillRequest request, boolean hasVersions) {
    this.request = request;
    this.hasVersions = hasVersions;
  }

  /** Whether a bucket keeps versions, or has kept some. */
  static boolean hasVersions(S3Client s3, String bucket, String owner) {
    return s3.getBucketVersioning(of -> of.bucket(bucket).expectedBucketOwner(owner)).status()
        != null;
  }

  /**
   * Writes the lines of all files, and returns the manifest for a job.
   *
   * @param objectArn of the manifest
   * @throws CommandException if no line was written
   */
  JobManifest write(FoundObjectFiles files, PartUpload out, String objectArn) throws IOException {
    // The rows are read twice: only the last one shows whether none has a version.
    if (hasVersions) {
      files.forEach(object -> tellsVersions |= !object.versionId().isEmpty());
    }
    var count = files.forEach(object -> write(object, out));
    if (objects == 0) {
      throw new CommandException(
          "nothing is recorded: the %s of MANIFEST %s no object to record: %s"
              .formatted(
                  count == 1 ? "file" : count + " files", count == 1 ? "has" : "have", left()));
    }
    var eTag = out.finish();
    return JobManifest.builder()
        .spec(
            spec ->
                spec.format(JobManifestFormat.S3_BATCH_OPERATIONS_CSV_20180820).fields(fields()))
        .location(at -> at.objectArn(objectArn).eTag(eTag))
        .build();
  }

  private List<JobManifestFieldName> fields() {
    return tellsVersions
        ? List.of(
            JobManifestFieldName.BUCKET, JobManifestFieldName.KEY, JobManifestFieldName.VERSION_ID)
        : List.of(JobManifestFieldName.BUCKET, JobManifestFieldName.KEY);
  }

  /** What was written and what was left out, for a person. */
  String summary() {
    return "%s objects are in the manifest; %s".formatted(objects, left());
  }

  private String left() {
    return "%s delete markers are left out (make verify REPAIR=1 records them), and %s keys that"
            .formatted(deleteMarkers, others)
        + " are not recorded or do not begin with PREFIX";
  }

  private void write(FoundObject object, PartUpload out) {
    var bucket = request.source().bucket();
    if (!object.bucket().isEmpty() && !object.bucket().equals(bucket)) {
      throw new CommandException(
          "a row of MANIFEST is of the bucket %s, and %s is to be recorded: select the rows of one"
              .formatted(JsonText.quote(object.bucket()), request.source().inWords()));
    }
    if (!hasVersions && !object.isNullVersion()) {
      throw new CommandException(
          "%s has the version %s in MANIFEST, but the bucket %s has never had versions"
              .formatted(JsonText.quote(object.key()), JsonText.quote(object.versionId()), bucket));
    }
    if (object.isDeleteMarker()) {
      deleteMarkers++;
    } else if (!object.key().startsWith(request.prefix())
        || !object.key().startsWith(request.source().keyPrefix())
        || !request.source().hasSuffix(object.key())) {
      others++;
    } else {
      objects++;
      var version = object.isNullVersion() ? "null" : object.versionId();
      var line = ManifestText.line(bucket, object.key(), tellsVersions ? version : "");
      out.write(line.getBytes(StandardCharsets.US_ASCII), 0, line.length());
    }
  }
}
