package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import org.junit.jupiter.api.Test;

/** Proves that nothing waits beyond the time that the function has left, over TLS too. */
class TimeLeftTest {
  private static final TestPostgres SERVER = TestPostgres.shared();
  private static final Duration LEFT = Duration.ofMillis(1_500);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** A machine with much to do is slow, but not as slow as a limit of the driver's. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  private static void writeInVain(SqlSink sink) {
    var begun = System.nanoTime();
    assertThatThrownBy(() -> sink.write(TestTable.rows(10, 2), TestTable.within(LEFT)))
        .isInstanceOfSatisfying(
            FailureException.class, e -> assertThat(e.kind()).isEqualTo(FailureKind.RETRY));
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(LEFT.plus(TOLERANCE));
  }

  @Test
  void aCallIntoSilenceEndsWithTheTimeThatIsLeft() throws Exception {
    var table = TestTable.json(SERVER);
    try (var proxy = new TcpProxy(SERVER.port());
        var sink = table.through(proxy.port(), LIMIT, LIMIT).sink()) {
      sink.write(TestTable.rows(10, 1), TestTable.soon());
      proxy.fault(TcpProxy.Fault.BLACK_HOLE);

      writeInVain(sink);

      proxy.fault(TcpProxy.Fault.NONE);
      assertThat(sink.write(TestTable.rows(10, 2), TestTable.soon())).isEmpty();
    }
    assertThat(table.select("min(seq), max(seq)"))
        .containsExactly(java.util.List.of(TestTable.seq(2), TestTable.seq(2)));
  }

  @Test
  void aLoginIntoSilenceEndsWithTheTimeThatIsLeftAndLeavesNoThread() throws Exception {
    var table = TestTable.json(SERVER);
    try (var proxy = new TcpProxy(SERVER.port());
        var sink = table.through(proxy.port(), LIMIT, LIMIT).sink()) {
      proxy.fault(TcpProxy.Fault.BLACK_HOLE);

      writeInVain(sink);

      var end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
      while (connecting() > 0 && System.nanoTime() < end) {
        Thread.sleep(50);
      }
      assertThat(connecting()).isZero();
    }
  }

  @Test
  void aLockedRowEndsItsCallWithTheTimeThatIsLeft() throws Exception {
    var table = TestTable.json(SERVER);
    try (var sink = table.through(SERVER.port(), LIMIT, LIMIT).sink();
        var other = SERVER.connect();
        var statement = other.createStatement()) {
      sink.write(TestTable.rows(10, 1), TestTable.soon());
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table.target().table());

      writeInVain(sink);

      other.rollback();
      assertThat(sink.write(TestTable.rows(10, 3), TestTable.soon())).isEmpty();
    }
    assertThat(table.select("min(seq)")).containsExactly(java.util.List.of(TestTable.seq(3)));
  }

  private static long connecting() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("PostgreSQL JDBC driver connection thread"))
        .count();
  }
}
