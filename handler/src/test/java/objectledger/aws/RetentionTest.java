package objectledger.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Proves what a retention adds to a write. */
class RetentionTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-02-28T23:59:59.999Z"));

  @ParameterizedTest
  @CsvSource({
    "GOVERNANCE, 1, 2026-03-01T23:59:59Z",
    "COMPLIANCE, 731, 2028-02-29T23:59:59Z",
    "COMPLIANCE, 36500, 2126-02-04T23:59:59Z",
  })
  void writeIsRetainedForWholeDaysAndHasAChecksum(String mode, int days, Instant until) {
    var request = PutObjectRequest.builder();

    new Retention(mode, days, CLOCK).addTo(request, "hello".getBytes(UTF_8));

    assertThat(request.build())
        .isEqualTo(
            PutObjectRequest.builder()
                .objectLockMode(mode)
                .objectLockRetainUntilDate(until)
                // printf hello | openssl dgst -sha256 -binary | base64
                .checksumSHA256("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=")
                .build());
  }

  @Test
  void noRetentionAddsNothing() {
    var request = PutObjectRequest.builder();

    Retention.NONE.addTo(request, "hello".getBytes(UTF_8));

    assertThat(request.build()).isEqualTo(PutObjectRequest.builder().build());
  }
}
