package objectledger.changes;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;

/**
 * The one connection to a database: opened on first use, asked whether it is alive when it was idle
 * for long, and opened once more when it breaks during a call. Not thread-safe.
 */
final class DatabaseSession implements AutoCloseable {
  /** Networks drop idle connections without a word; a question after this costs a round trip. */
  private static final Duration IDLE = Duration.ofSeconds(30);

  private static final int MAX_ATTEMPTS = 3;

  /** The server's own time-outs come first where they work, because their codes say more. */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final Database database;
  private final Target target;
  private final LongSupplier nanoTime;
  private final Backoff backoff = Backoff.jittered();
  private final ScheduledThreadPoolExecutor timer;

  private OpenConnection open;
  private long usedAt;

  DatabaseSession(Database database, Target target, LongSupplier nanoTime) {
    this.database = database;
    this.target = target;
    this.nanoTime = nanoTime;
    this.timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("changes-timer").factory());
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Makes a call, and repeats it where its error says that it may work at once.
   *
   * @throws SQLException what the database answers otherwise
   */
  <T> T run(Deadline deadline, SqlCall<T> call) throws SQLException {
    var isReopened = false;
    for (var tries = 1; ; tries++) {
      try {
        return attempt(deadline, call);
      } catch (SQLException e) {
        var fault = SqlFault.of(target.dialect(), e);
        if (fault == SqlFault.CONNECTION_LOST) {
          close();
        }
        if (fault == SqlFault.CONNECTION_LOST && !isReopened) {
          isReopened = true;
        } else if (fault == SqlFault.CONFLICT && tries < MAX_ATTEMPTS) {
          backoff.after(tries, deadline.remaining());
        } else {
          throw e;
        }
      }
    }
  }

  private <T> T attempt(Deadline deadline, SqlCall<T> call) throws SQLException {
    if (deadline.remaining().isZero()) {
      throw new FailureException(FailureKind.RETRY, "no time is left for the database");
    }
    connect(deadline);
    var wanted = target.statementTimeout().plus(GRACE);
    var result = within(shorter(wanted, deadline.remaining()), call);
    usedAt = nanoTime.getAsLong();
    return result;
  }

  private void connect(Deadline deadline) throws SQLException {
    if (open != null && nanoTime.getAsLong() - usedAt > IDLE.toNanos() && !isAlive(deadline)) {
      close();
    }
    if (open == null) {
      open = database.open(deadline);
      // The login's. What comes now is ended by the timer, which knows milliseconds.
      open.connection().setNetworkTimeout(Runnable::run, 0);
      usedAt = nanoTime.getAsLong();
    }
  }

  private boolean isAlive(Deadline deadline) {
    try {
      return within(
          shorter(target.connectTimeout(), deadline.remaining()),
          connection -> connection.isValid(0));
    } catch (SQLException e) {
      return false;
    }
  }

  /** Makes a call; at the end of its time the connection is ended, and so the call. */
  private <T> T within(Duration limit, SqlCall<T> call) throws SQLException {
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

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * Ends the connection, if there is one; the next call opens another. The socket is closed first,
   * because TLS would wait for the peer.
   */
  @Override
  public void close() {
    if (open == null) {
      return;
    }
    var ended = open;
    open = null;
    try {
      ended.socket().close();
      ended.connection().close();
    } catch (SQLException | IOException e) {
      // It is gone already.
    }
  }
}
