package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

  /** The time of day, which goes on while Lambda freezes the function. */
  private final InstantSource clock;

  private final Backoff backoff = Backoff.jittered();
  private final CallTimer timer = new CallTimer();

  private OpenConnection open;
  private Instant usedAt;

  DatabaseSession(Database database, Target target, InstantSource clock) {
    this.database = database;
    this.target = target;
    this.clock = clock;
  }

  /**
   * Makes a call, and repeats it where its error says that it may work at once.
   *
   * @throws SQLException what the database answers otherwise
   */
  <T> T run(Deadline deadline, SqlCall<T> call) throws SQLException {
    var isReopened = false;
    for (var tries = 1; ; tries++) {
      if (deadline.remaining().isZero()) {
        throw new FailureException(FailureKind.RETRY, "no time is left for the database");
      }
      try {
        return attempt(deadline, call);
      } catch (RuntimeException e) {
        // Nobody knows what of the call is still on its way.
        close();
        throw e;
      } catch (SQLException e) {
        var fault = SqlFault.of(target.dialect(), e);
        if (fault == SqlFault.CONNECTION_LOST || isClosed()) {
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
    connect(deadline);
    var wanted = target.statementTimeout().plus(GRACE);
    var result = timer.within(shorter(wanted, deadline.remaining()), open, call);
    usedAt = clock.instant();
    return result;
  }

  private void connect(Deadline deadline) throws SQLException {
    if (open != null && isIdle() && !isAlive(deadline)) {
      close();
    }
    if (open == null) {
      open = open(deadline);
      try {
        // The login's. What comes now is ended by the timer, which knows milliseconds.
        open.connection().setNetworkTimeout(Runnable::run, 0);
      } catch (SQLException e) {
        close();
        throw e;
      }
      usedAt = clock.instant();
    }
  }

  /** No row is at fault while there is no connection, whatever the code is. */
  private OpenConnection open(Deadline deadline) throws SQLException {
    try {
      return database.open(deadline);
    } catch (SQLException e) {
      if (SqlFault.of(target.dialect(), e) == SqlFault.RECORD) {
        throw SqlFault.SET_UP.failureOf(target, e);
      }
      throw e;
    }
  }

  /** A clock that was set back says nothing. */
  private boolean isIdle() {
    var idle = Duration.between(usedAt, clock.instant());
    return idle.isNegative() || idle.compareTo(IDLE) > 0;
  }

  /** Whether the driver has given the connection up, by whatever code. */
  private boolean isClosed() {
    try {
      return open != null && open.connection().isClosed();
    } catch (SQLException e) {
      return true;
    }
  }

  private boolean isAlive(Deadline deadline) {
    try {
      return timer.within(
          shorter(target.connectTimeout(), deadline.remaining()),
          open,
          connection -> connection.isValid(0));
    } catch (SQLException e) {
      return false;
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  @Override
  public void close() {
    if (open != null) {
      open.end();
      open = null;
    }
  }
}
