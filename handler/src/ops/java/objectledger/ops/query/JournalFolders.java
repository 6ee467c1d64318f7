package objectledger.ops.query;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import objectledger.json.JsonText;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.EncodingType;

/** The folders of a journal. What is where no record belongs is said. */
record JournalFolders(S3Client s3, String owner, String bucket, CopyTally tally) {
  private static final Pattern HOUR = Pattern.compile("hour=([01][0-9]|2[0-3])/");

  /** The days that the journal has, with the ends of their prefixes. */
  NavigableMap<LocalDate, String> days(String prefix) {
    var days = new TreeMap<LocalDate, String>();
    for (var folderName : folders(prefix)) {
      date(folderName, "/")
          .ifPresentOrElse(
              date -> days.put(date, folderName),
              () ->
                  tally.unreadable(
                      JsonText.quote("s3://" + bucket + "/" + prefix + folderName)
                          + ": it is no day of the journal"));
    }
    return days;
  }

  /**
   * Whether an object of a day is in an hour. What is not has no partition in Athena, and no digest
   * in a statement.
   */
  boolean isInHour(String prefix, String name) {
    var isInHour = HOUR.matcher(name).lookingAt();
    if (!isInHour) {
      tally.unreadable(
          JsonText.quote("s3://" + bucket + "/" + prefix + name)
              + ": it is in no hour of the journal");
    }
    return isInHour;
  }

  private List<String> folders(String prefix) {
    var folders = new ArrayList<String>();
    s3
        .listObjectsV2Paginator(
            list ->
                list.bucket(bucket)
                    .prefix(prefix)
                    .delimiter("/")
                    .encodingType(EncodingType.URL)
                    .expectedBucketOwner(owner))
        .commonPrefixes()
        .stream()
        .map(CommonPrefix::prefix)
        .forEach(each -> folders.add(each.substring(prefix.length())));
    return folders;
  }

  /** The day of a name that ends so, if it is one. */
  static Optional<LocalDate> date(String name, String end) {
    if (!name.startsWith("date=") || !name.endsWith(end)) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(name.substring(5, name.length() - end.length())));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
