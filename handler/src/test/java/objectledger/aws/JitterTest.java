package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Proves that functions which are restored from one snapshot do not wait alike before they try
 * again, and that they wait as long as the SDK's own clients do.
 */
class JitterTest {
  private static final VarHandle SEED = seed();

  /** The seed of a thread's generator is in the snapshot, so each restored function has it. */
  private static VarHandle seed() {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findVarHandle(Thread.class, "threadLocalRandomSeed", long.class);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void restore() {
    assertThat(ThreadLocalRandom.current()).as("it is seeded by its first use").isNotNull();
    SEED.set(Thread.currentThread(), 7L);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void functionsRestoredFromOneSnapshotWaitForDifferentTimes(int status) {
    restore();
    var ofOne = delays(AwsClientDefaults.retries(e -> false), failure(status));
    restore();
    var ofOther = delays(AwsClientDefaults.retries(e -> false), failure(status));

    assertThat(ofOne).hasSize(3).isNotEqualTo(ofOther);
  }

  @Test
  void snapshotRepeatsNumbersOfAThreadsOwnGenerator() {
    restore();
    var ofOne = ThreadLocalRandom.current().nextLong();
    restore();

    assertThat(ThreadLocalRandom.current().nextLong()).isEqualTo(ofOne);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500, 429})
  void waitsAreAsLongAsThoseOfTheSdk(int status) {
    var failure = failure(status);
    var ours = longest(() -> AwsClientDefaults.retries(e -> false), failure);
    var theirs =
        longest(
            () -> AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(4).build(),
            failure);

    assertThat(ours).hasSameSizeAs(theirs);
    for (var i = 0; i < ours.size(); i++) {
      assertThat(ours.get(i)).isCloseTo(theirs.get(i), Percentage.withPercentage(10));
    }
  }

  /** Whoever needs a random number must think of snapshots. */
  @Test
  void noOtherClassDrawsRandomNumbers() throws IOException {
    var random = Pattern.compile("\\b(Secure|Splittable)?Random\\b|Math\\.random|randomUUID");
    try (var files = Files.walk(Path.of("src/main/java"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".java")))
          .hasSizeGreaterThan(50)
          .filteredOn(file -> random.matcher(read(file)).find())
          .extracting(file -> file.getFileName().toString())
          .containsExactly("Jitter.java");
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SdkException failure(int status) {
    return status == 0
        ? SdkClientException.create("no answer", new IOException())
        : (SdkException) S3Exception.builder().statusCode(status).message("no").build();
  }

  /** The waits before the second, third and fourth try. */
  private static List<Duration> delays(RetryStrategy strategy, SdkException failure) {
    var delays = new ArrayList<Duration>();
    var token = strategy.acquireInitialToken(AcquireInitialTokenRequest.create("S3")).token();
    for (var i = 0; i < 3; i++) {
      var next =
          strategy.refreshRetryToken(
              RefreshRetryTokenRequest.builder()
                  .token(token)
                  .failure(failure)
                  .suggestedDelay(Duration.ZERO)
                  .build());
      delays.add(next.delay());
      token = next.token();
    }
    return delays;
  }

  /** The longest of many, in milliseconds: close to the bound. */
  private static List<Long> longest(Supplier<RetryStrategy> strategy, SdkException failure) {
    var longest = new ArrayList<>(List.of(0L, 0L, 0L));
    for (var i = 0; i < 400; i++) {
      var delays = delays(strategy.get(), failure);
      for (var j = 0; j < delays.size(); j++) {
        longest.set(j, Math.max(longest.get(j), delays.get(j).toMillis()));
      }
    }
    return longest;
  }
}
