package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import objectledger.lambda.Deadline;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Proves when a connection is kept, ended and opened again. */
class DatabaseSessionTest {
  private static final Target TARGET = TestTable.of(5432, "t", "", Map.of()).target();

  private final FakeConnections database = new FakeConnections();
  private Instant now = Instant.EPOCH;
  private final DatabaseSession session = new DatabaseSession(database, TARGET, () -> now);
  private final AtomicInteger calls = new AtomicInteger();

  private String callThatThrowsOnce(Exception first) throws SQLException {
    return session.run(
        TestTable.soon(),
        connection -> {
          if (calls.incrementAndGet() == 1) {
            if (first instanceof SQLException e) {
              throw e;
            }
            throw (RuntimeException) first;
          }
          return "done";
        });
  }

  @ParameterizedTest
  @CsvSource({"08006, 2", "08S01, 2", "08007, 2", "57P01, 2", "25006, 2", "40P01, 1", "40001, 1"})
  void repeatsOnceWithAnotherConnectionWhereItIsGone(String state, int opened) throws Exception {
    assertThat(callThatThrowsOnce(new SQLException("", state))).isEqualTo("done");

    assertThat(database.opened).hasValue(opened);
    assertThat(database.ended).hasValue(opened - 1);
  }

  @ParameterizedTest
  @CsvSource({"55P03", "57014", "53100", "22P02", "42P01", "28P01"})
  void keepsTheConnectionWhereOnlyTheStatementFailed(String state) throws Exception {
    assertThatThrownBy(() -> callThatThrowsOnce(new SQLException("", state)))
        .isInstanceOf(SQLException.class);

    assertThat(callThatThrowsOnce(null)).isEqualTo("done");
    assertThat(database.opened).hasValue(1);
  }

  @Test
  void usesNoConnectionAgainWhoseCallBrokeOffSomewhere() throws Exception {
    assertThatThrownBy(() -> callThatThrowsOnce(new IllegalStateException("half-read")))
        .isInstanceOf(IllegalStateException.class);

    assertThat(callThatThrowsOnce(null)).isEqualTo("done");
    assertThat(database.opened).hasValue(2);
    assertThat(database.ended).hasValue(1);
  }

  @Test
  void noRowIsRefusedBecauseNoConnectionCanBeOpened() {
    database.refusal = new SQLException("invalid value for parameter", "22023");
    var sink = new SqlSink(TARGET, session);

    assertThatThrownBy(() -> sink.write(TestTable.rows(2, 1), TestTable.soon()))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.FORBIDDEN))
        .hasMessageContaining("22023");
  }

  @Test
  void asksAnIdleConnectionWhetherItIsAlive() throws Exception {
    callThatThrowsOnce(new SQLException("", "40001"));
    now = now.plus(Duration.ofSeconds(31));
    callThatThrowsOnce(null);
    assertThat(database.opened).hasValue(1);

    now = now.plus(Duration.ofSeconds(31));
    database.isAlive = false;
    callThatThrowsOnce(null);
    assertThat(database.opened).hasValue(2);

    // A clock that is set back says nothing of how long it was idle.
    now = Instant.EPOCH;
    callThatThrowsOnce(null);
    assertThat(database.opened).hasValue(3);
  }

  @Test
  void aCallAfterTheTimeIsNotMade() {
    assertThatThrownBy(() -> session.run(new Deadline(() -> 400), connection -> "done"))
        .isInstanceOf(FailureException.class)
        .hasMessage("no time is left for the database");
    assertThat(database.opened).hasValue(0);
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    callThatThrowsOnce(new SQLException("", "40001"));
    session.close();

    var end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (timers() > 0 && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    assertThat(timers()).isZero();
  }

  private static long timers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("changes-timer"))
        .count();
  }
}
