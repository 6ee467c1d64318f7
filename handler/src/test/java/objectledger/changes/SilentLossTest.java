package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import objectledger.lambda.FailureException;
import org.junit.jupiter.api.Test;

/**
 * Proves that rows which CrateDB leaves out without an error are not taken for written. A fake
 * stands for the server at the driver's border: what CrateDB does is in docs/changes.md.
 */
class SilentLossTest {
  private final List<String> statements = new ArrayList<>();
  private Predicate<String> isLeftOut = key -> false;
  private SQLException single = new SQLException("Cannot cast `'x'`", "XX000");

  private SqlSink sink() {
    var base = TestTable.of(5432, "t", "", Map.of()).target();
    var target =
        new Target(
            Dialect.CRATEDB,
            base.host(),
            base.port(),
            base.database(),
            "doc",
            base.table(),
            base.ca(),
            base.userParameter(),
            base.passwordParameter(),
            base.pooler(),
            base.connectTimeout(),
            base.statementTimeout(),
            base.keys(),
            base.columns());
    Database database = deadline -> new OpenConnection(connection(), () -> {});
    return new SqlSink(target, new DatabaseSession(database, target, InstantSource.system()));
  }

  private static <T> T fake(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private Connection connection() {
    return fake(
        Connection.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "prepareStatement" -> statement((String) arguments[0]);
              case "createArrayOf" -> array((Object[]) arguments[1]);
              case "isClosed" -> false;
              default -> null;
            });
  }

  private static Array array(Object[] values) {
    return fake(Array.class, (proxy, method, arguments) -> values);
  }

  private PreparedStatement statement(String sql) {
    var first = new HashMap<Integer, Object>();
    return fake(
        PreparedStatement.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "setArray", "setString" -> first.put((Integer) arguments[0], arguments[1]);
              case "executeUpdate" -> update(sql, first.get(1));
              case "executeQuery" -> {
                statements.add("returning");
                yield accepted(keys(first.get(1)));
              }
              default -> null;
            });
  }

  private static List<String> keys(Object parameter) throws SQLException {
    var keys = new ArrayList<String>();
    for (var key : (Object[]) ((Array) parameter).getArray()) {
      keys.add((String) key);
    }
    return keys;
  }

  private int update(String sql, Object parameter) throws SQLException {
    if (!sql.contains("unnest")) {
      statements.add("single " + parameter);
      if (single != null && isLeftOut.test((String) parameter)) {
        throw single;
      }
      return isLeftOut.test((String) parameter) ? 0 : 1;
    }
    statements.add("batch");
    return (int) keys(parameter).stream().filter(isLeftOut.negate()).count();
  }

  private ResultSet accepted(List<String> keys) {
    var found = keys.stream().filter(isLeftOut.negate()).iterator();
    return fake(
        ResultSet.class,
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "next" -> found.hasNext();
              case "getString" -> found.next();
              default -> null;
            });
  }

  @Test
  void aBatchWhoseCountIsWholeIsOneStatement() {
    assertThat(sink().write(TestTable.rows(1_000, 1), TestTable.soon())).isEmpty();

    assertThat(statements).containsExactly("batch");
  }

  @Test
  void aRowThatIsLeftOutIsFoundAndWrittenAloneForItsReason() {
    isLeftOut = key -> key.equals("key-100637");

    var rejected = sink().write(TestTable.rows(1_000, 1), TestTable.soon());

    assertThat(statements).containsExactly("batch", "returning", "single key-100637");
    assertThat(rejected)
        .containsExactly(
            new RejectedRow(637, "database-refused", "the database refused it: SQLSTATE XX000"));
  }

  @Test
  void aRowThatIsLeftOutBecauseTheDiskIsFullIsNoRefusal() {
    isLeftOut = key -> true;
    single = new SQLException("blocked by: [FORBIDDEN/12/index read-only]", "XX000");

    assertThatThrownBy(() -> sink().write(TestTable.rows(3, 1), TestTable.soon()))
        .isInstanceOf(FailureException.class);

    assertThat(statements).containsExactly("batch", "returning", "single key-100000");
  }

  @Test
  void aRowThatIsLeftOutEvenAloneFailsItsBatch() {
    isLeftOut = key -> key.equals("key-100001");
    single = null;

    assertThatThrownBy(() -> sink().write(TestTable.rows(3, 1), TestTable.soon()))
        .isInstanceOf(FailureException.class);
  }
}
