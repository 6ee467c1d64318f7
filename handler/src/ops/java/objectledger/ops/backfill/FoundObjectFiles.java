package objectledger.ops.backfill;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import objectledger.json.JsonText;
import objectledger.ops.CommandException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The files of a query's results, below a prefix in S3 or in a local folder.
 *
 * @param place as in {@code s3://bucket/prefix/}, or a folder or file
 */
record FoundObjectFiles(S3Client s3, String place) {
  private static final Pattern S3_URI = Pattern.compile("s3://([a-z0-9.-]+)/(.*)");

  /** Athena writes these beside the rows. */
  private static final Pattern NO_ROWS = Pattern.compile(".*(?:\\.metadata|-manifest\\.csv)");

  /**
   * Reads the rows of all files.
   *
   * @return the number of files
   * @throws CommandException if there is no file, or if one cannot be read
   */
  int forEach(FoundObjectFile.Reader reader) throws IOException {
    var matcher = S3_URI.matcher(place);
    var count =
        matcher.matches()
            ? readObjects(matcher.group(1), matcher.group(2), reader)
            : readFolder(reader);
    if (count == 0) {
      throw new CommandException(
          "MANIFEST is %s, where no file is: set the place to which the query has written"
              .formatted(JsonText.quote(place)));
    }
    return count;
  }

  private int readFolder(FoundObjectFile.Reader reader) throws IOException {
    var folder = Path.of(place);
    if (!Files.exists(folder)) {
      return 0;
    }
    List<Path> files;
    try (var found = Files.walk(folder)) {
      files =
          found.filter(Files::isRegularFile).filter(f -> hasRows(f.toString())).sorted().toList();
    }
    for (var file : files) {
      FoundObjectFile.read(file.toString(), Files.newInputStream(file), reader);
    }
    return files.size();
  }

  private int readObjects(String bucket, String prefix, FoundObjectFile.Reader reader)
      throws IOException {
    try {
      var count = 0;
      ListObjectsV2Response page = null;
      do {
        var token = page == null ? null : page.nextContinuationToken();
        page =
            s3.listObjectsV2(
                list ->
                    list.bucket(bucket)
                        .prefix(prefix)
                        .encodingType(EncodingType.URL)
                        .continuationToken(token));
        for (var object : page.contents()) {
          if (hasRows(object.key())) {
            count++;
            FoundObjectFile.read(
                "s3://" + bucket + "/" + object.key(), open(bucket, object.key()), reader);
          }
        }
      } while (page.isTruncated());
      return count;
    } catch (S3Exception e) {
      throw new CommandException(
          "MANIFEST is %s, which could not be read: %s"
              .formatted(JsonText.quote(place), e.getMessage()),
          List.of("it needs s3:ListBucket on the bucket, and s3:GetObject on the files"));
    }
  }

  private InputStream open(String bucket, String key) {
    return s3.getObject(get -> get.bucket(bucket).key(key));
  }

  private static boolean hasRows(String name) {
    return !NO_ROWS.matcher(name).matches();
  }
}
