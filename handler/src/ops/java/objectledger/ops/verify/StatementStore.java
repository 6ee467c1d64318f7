package objectledger.ops.verify;

import java.io.IOException;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import objectledger.json.InvalidInputException;
import objectledger.ops.CommandException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The statements of a source in the ledger bucket, with all their versions. */
record StatementStore(S3Client s3, String ledgerBucket, String owner, String source) {
  private static final Pattern NAME = Pattern.compile("([0-9]{8})\\.json");

  /**
   * The versions of one statement.
   *
   * @param isDeleted whether a delete marker hides it
   * @param versionIds the oldest first; a statement that nobody touched has one
   */
  record Versions(boolean isDeleted, List<String> versionIds) {
    static final Versions NONE = new Versions(false, List.of());
  }

  /**
   * One version of a statement.
   *
   * @param statement empty if it cannot be read
   * @param problem why it cannot
   */
  record Read(String sha256, Optional<Statement> statement, String problem) {}

  /** The versions of every statement by its number. */
  TreeMap<Integer, Versions> list() {
    var byNumber = new TreeMap<Integer, Versions>();
    var prefix = Statement.prefix(source);
    ListObjectVersionsResponse page = null;
    do {
      page = page(prefix, page);
      for (var marker : page.deleteMarkers()) {
        if (marker.isLatest()) {
          number(marker.key().substring(prefix.length()))
              .ifPresent(
                  number -> byNumber.merge(number, new Versions(true, List.of()), this::both));
        }
      }
      for (var version : page.versions()) {
        number(version.key().substring(prefix.length()))
            .ifPresent(
                number ->
                    byNumber.merge(
                        number, new Versions(false, List.of(version.versionId())), this::both));
      }
    } while (page.isTruncated());
    return byNumber;
  }

  private ListObjectVersionsResponse page(String prefix, ListObjectVersionsResponse after) {
    try {
      return s3.listObjectVersions(
          list ->
              list.bucket(ledgerBucket)
                  .expectedBucketOwner(owner)
                  .prefix(prefix)
                  .encodingType(EncodingType.URL)
                  .keyMarker(after == null ? null : after.nextKeyMarker())
                  .versionIdMarker(after == null ? null : after.nextVersionIdMarker()));
    } catch (S3Exception e) {
      throw refused("listed", prefix, "s3:ListBucketVersions on the bucket", e);
    }
  }

  /** S3 lists the newest version first. */
  private Versions both(Versions newer, Versions older) {
    var ids = new ArrayList<>(older.versionIds());
    ids.addAll(newer.versionIds());
    return new Versions(newer.isDeleted() || older.isDeleted(), ids);
  }

  private static Optional<Integer> number(String name) {
    var matcher = NAME.matcher(name);
    return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  /** Reads one version of a statement. */
  Read read(int number, String versionId) throws IOException {
    var key = Statement.key(source, number);
    var digest = JournalLine.newDigest();
    try (var in =
        new DigestInputStream(
            s3.getObject(
                get ->
                    get.bucket(ledgerBucket)
                        .expectedBucketOwner(owner)
                        .key(key)
                        .versionId(versionId)),
            digest)) {
      Optional<Statement> statement = Optional.empty();
      var problem = "";
      try {
        statement = Optional.of(StatementReader.read(in));
      } catch (InvalidInputException e) {
        problem = e.getMessage();
      }
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return new Read(HexFormat.of().formatHex(digest.digest()), statement, problem);
    } catch (S3Exception e) {
      throw refused("read", key, "s3:GetObject and s3:GetObjectVersion on it", e);
    }
  }

  CommandException refused(String done, String key, String right, S3Exception e) {
    return new CommandException(
        "s3://%s/%s could not be %s: %s".formatted(ledgerBucket, key, done, e.getMessage()),
        List.of("it needs " + right + ", and a bucket policy that refuses it to nobody else"));
  }
}
