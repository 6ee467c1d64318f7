package objectledger.aws;

import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.regex.Pattern;
import objectledger.lambda.SettingsReader;
import objectledger.lambda.Sha256;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * How long Object Lock keeps an object from being deleted or overwritten.
 *
 * @param mode {@code GOVERNANCE} or {@code COMPLIANCE}; empty for no retention
 * @param days from the time of the write
 * @param clock that gives the time of the write
 */
public record Retention(String mode, int days, InstantSource clock) {

  /** Objects can be deleted at any time. */
  public static final Retention NONE = new Retention("", 0, InstantSource.system());

  private static final String MODE = "OBJECT_LOCK_MODE";
  private static final String DAYS = "OBJECT_LOCK_DAYS";
  private static final Pattern MODES = Pattern.compile("GOVERNANCE|COMPLIANCE");

  /** S3 accepts at most 100 years. */
  private static final Pattern NUMBER_OF_DAYS =
      Pattern.compile("[1-9][0-9]{0,3}|[12][0-9]{4}|3[0-5][0-9]{3}|36[0-4][0-9]{2}|36500");

  /** Reads the settings: both, or neither. Problems are added to those of the reader. */
  public static Retention read(SettingsReader reader, InstantSource clock) {
    if (!reader.has(MODE) && !reader.has(DAYS)) {
      return NONE;
    }
    var mode = reader.text(MODE, MODES, "GOVERNANCE or COMPLIANCE");
    var days = reader.text(DAYS, NUMBER_OF_DAYS, "whole days from 1 to 36500");
    var isValid = NUMBER_OF_DAYS.matcher(days).matches();
    return new Retention(mode, isValid ? Integer.parseInt(days) : 0, clock);
  }

  /**
   * Adds the retention to a write. S3 refuses a retention without a checksum of the content, and
   * the one that is given here is also stored with the object.
   */
  void addTo(PutObjectRequest.Builder request, byte[] content) {
    if (mode.isEmpty()) {
      return;
    }
    // Whole seconds, as S3's own examples have them.
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    request
        .objectLockMode(mode)
        .objectLockRetainUntilDate(now.plus(Duration.ofDays(days)))
        .checksumSHA256(Base64.getEncoder().encodeToString(Sha256.digest(content)));
  }
}
