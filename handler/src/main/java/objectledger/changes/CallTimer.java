package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends the connection of a call that takes too long, and so the call. The driver's own time-outs
 * take twice their value over TLS.
 */
final class CallTimer {
  private static final long IDLE_MILLIS = 1_000;

  private final ScheduledThreadPoolExecutor timer;

  CallTimer() {
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("changes-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
    // Its thread ends when nothing is timed, so that none is left behind.
    timer.setKeepAliveTime(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    timer.allowCoreThreadTimeOut(true);
  }

  /** Makes a call within a time. */
  <T> T within(Duration limit, OpenConnection open, SqlCall<T> call) throws SQLException {
    var socket = open.socket();
    var end =
        timer.schedule(
            () -> {
              socket.close();
              return null;
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return call.on(open.connection());
    } finally {
      end.cancel(false);
    }
  }
}
