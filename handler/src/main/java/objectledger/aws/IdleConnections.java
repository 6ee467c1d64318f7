package objectledger.aws;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Counts the idle connections that the JDK's HTTP client keeps for each server. The JDK does not
 * tell whether a request uses a kept connection or a new one, so this repeats its bookkeeping: the
 * newest connection is used first, and none that was idle for too long. If the two differ, this
 * counts too many, but never more than the limit. Thread-safe.
 */
final class IdleConnections {
  /**
   * S3 closes a connection after 5 to 10 s without a request; one second less allows for the
   * network.
   */
  private static final Duration KEPT = Duration.ofSeconds(4);

  /** A connection is counted from the head of a response, slightly before the JDK keeps it. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** Half of the 1,024 files, sockets included, that Lambda lets a function open. */
  private static final int MOST_OF_ALL_SERVERS = 512;

  private static final String MOST = "http.maxConnections";
  private static final int MOST_BY_DEFAULT = 5;

  /** The connections of this process: the JDK has one pool per process. */
  static final IdleConnections OF_THE_JDK = new IdleConnections(InstantSource.system());

  private final InstantSource clock;
  private final Map<String, Deque<Instant>> usableUntil = new HashMap<>();

  /**
   * {@link #most}, or 0 before the first response. It is read once, because the JDK, too, reads the
   * property only once.
   */
  private int limit;

  IdleConnections(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Sets how many idle connections the JDK keeps for each server, and for how long. The JDK reads
   * these properties before its first connection. Its default of 5 would make a batch open most of
   * its connections anew.
   *
   * @param servers among which the connections are divided, so that they stay below the limit of
   *     open files
   */
  static void configure(int concurrency, int servers) {
    var most = Math.max(1, Math.min(concurrency, MOST_OF_ALL_SERVERS / servers));
    System.setProperty(MOST, Integer.toString(most));
    System.setProperty("http.keepAlive.time.server", Long.toString(KEPT.toSeconds()));
  }

  /** The maximum number of idle connections for one server. */
  static int most() {
    return Integer.getInteger(MOST, MOST_BY_DEFAULT);
  }

  /**
   * Takes the connection for a request.
   *
   * @param server of the request, from {@link #server}
   * @return whether it is a kept one
   */
  synchronized boolean take(String server) {
    var kept = usableUntil.get(server);
    if (kept == null) {
      return false;
    }
    if (kept.getFirst().isBefore(clock.instant())) {
      // The newest one is too old, so all are.
      usableUntil.remove(server);
      return false;
    }
    kept.removeFirst();
    if (kept.isEmpty()) {
      usableUntil.remove(server);
    }
    return true;
  }

  /** Returns a connection after its response, unless the server closes it. */
  synchronized void add(String server, SdkHttpResponse response) {
    var connection = response.firstMatchingHeader("Connection").orElse("");
    if (connection.equalsIgnoreCase("close")) {
      return;
    }
    var now = clock.instant();
    usableUntil.values().removeIf(kept -> kept.getFirst().isBefore(now));
    var kept = usableUntil.computeIfAbsent(server, any -> new ArrayDeque<>());
    kept.addFirst(now.plus(lifetime(response)).plus(TOLERANCE));
    if (limit == 0) {
      limit = most();
    }
    if (kept.size() > limit) {
      kept.removeLast();
    }
  }

  /** The JDK respects the keep-alive time that a server sends. */
  private static Duration lifetime(SdkHttpResponse response) {
    return response
        .firstMatchingHeader("Keep-Alive")
        .map(value -> value.replaceFirst("(?i).*timeout=([0-9]{1,6}).*", "$1"))
        .filter(seconds -> seconds.matches("[0-9]{1,6}"))
        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
        .orElse(KEPT);
  }

  /** The server of a request, as the JDK tells its connections apart. */
  static String server(SdkHttpRequest request) {
    return request.protocol() + "://" + request.host() + ":" + request.port();
  }
}
