package objectledger.ops.verify;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import software.amazon.awssdk.core.SdkResponse;

/**
 * The time by S3's clock, which the times of objects are of. Each response has it in its header
 * {@code Date}.
 *
 * @param own in place of S3's where a response has no such header
 */
record S3Clock(InstantSource own) {
  Instant of(SdkResponse response) {
    return response.sdkHttpResponse() == null
        ? own.instant()
        : response
            .sdkHttpResponse()
            .firstMatchingHeader("Date")
            .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME))
            .map(ZonedDateTime::toInstant)
            .orElseGet(own::instant);
  }
}
