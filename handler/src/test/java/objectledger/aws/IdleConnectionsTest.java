package objectledger.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Proves that the count of idle connections follows what the JDK documents of its pool. */
class IdleConnectionsTest {
  private static final String TO_ONE = server("https://one.example/a");
  private static final String TO_OTHER = server("https://other.example/a");

  private Instant now = Instant.EPOCH;
  private final IdleConnections idle = new IdleConnections(() -> now);

  @Test
  void connectionIsReusedOnceForEachAnswer() {
    idle.add(TO_ONE, answer());

    assertThat(idle.take(TO_OTHER)).isFalse();
    assertThat(idle.take(TO_ONE)).isTrue();
    assertThat(idle.take(TO_ONE)).isFalse();
  }

  @Test
  void connectionIsNotReusedAfterFiveSeconds() {
    idle.add(TO_ONE, answer());
    now = now.plus(Duration.ofSeconds(3));
    idle.add(TO_ONE, answer());

    now = now.plus(Duration.ofSeconds(4));
    assertThat(idle.take(TO_ONE)).as("the newer one").isTrue();
    assertThat(idle.take(TO_ONE)).as("the older one").isFalse();
  }

  @Test
  void timeThatTheServerNamesReplacesTheDefault() {
    idle.add(TO_ONE, answer("Keep-Alive", "timeout=20, max=100"));
    idle.add(TO_OTHER, answer("Keep-Alive", "nonsense"));

    now = now.plus(Duration.ofSeconds(20));

    assertThat(idle.take(TO_ONE)).isTrue();
    assertThat(idle.take(TO_OTHER)).isFalse();
  }

  @Test
  void connectionThatTheServerClosesIsNotKept() {
    idle.add(TO_ONE, answer("Connection", "close"));

    assertThat(idle.take(TO_ONE)).isFalse();
  }

  @Test
  void noMoreAreKeptThanTheJdkKeeps() {
    for (var i = 0; i < IdleConnections.most() + 3; i++) {
      idle.add(TO_ONE, answer());
    }

    for (var i = 0; i < IdleConnections.most(); i++) {
      assertThat(idle.take(TO_ONE)).isTrue();
    }
    assertThat(idle.take(TO_ONE)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"16, 2, 16", "256, 2, 256", "16, 21, 16", "256, 21, 24", "16, 151, 3", "16, 999, 1"})
  void idleConnectionsOfAllServersLeaveFilesToOpen(int concurrency, int servers, int most) {
    var before = System.getProperty("http.maxConnections");
    try {
      IdleConnections.configure(concurrency, servers);

      assertThat(IdleConnections.most()).isEqualTo(most);
    } finally {
      System.clearProperty("http.maxConnections");
      if (before != null) {
        System.setProperty("http.maxConnections", before);
      }
    }
  }

  private static String server(String uri) {
    return IdleConnections.server(
        SdkHttpRequest.builder().method(SdkHttpMethod.PUT).uri(URI.create(uri)).build());
  }

  private static SdkHttpResponse answer(String... header) {
    var answer = SdkHttpResponse.builder().statusCode(200);
    if (header.length > 0) {
      answer.putHeader(header[0], header[1]);
    }
    return answer.build();
  }
}
