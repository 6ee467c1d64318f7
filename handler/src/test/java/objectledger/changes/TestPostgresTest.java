package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Proves that the server of the tests asks of its clients what a real one asks. */
class TestPostgresTest {
  private static final TestPostgres SERVER = TestPostgres.shared();

  private static String login(String password, String parameters) throws SQLException {
    var url = "jdbc:postgresql://127.0.0.1:" + SERVER.port() + "/" + TestPostgres.DATABASE;
    try (var connection =
            DriverManager.getConnection(url + "?" + parameters, "fixture_user", password);
        var statement = connection.createStatement();
        var found =
            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
      found.next();
      return found.getString(1);
    }
  }

  @Test
  void asksForTlsAndThePassword() throws SQLException {
    SERVER.run(
        "DROP ROLE IF EXISTS fixture_user", "CREATE ROLE fixture_user LOGIN PASSWORD 'right'");

    assertThat(login("right", "sslmode=require")).isEqualTo("t");
    assertThatThrownBy(() -> login("wrong", "sslmode=require"))
        .hasFieldOrPropertyWithValue("SQLState", "28P01");
    assertThatThrownBy(() -> login("right", "sslmode=disable"))
        .hasFieldOrPropertyWithValue("SQLState", "28000");
  }

  @Test
  void keepsItsDataAndItsPortWhenItIsStoppedAndStarted() throws Exception {
    try (var own = TestPostgres.create()) {
      own.run("CREATE TABLE kept AS SELECT 7 AS number");

      own.stop();
      assertThatThrownBy(own::connect).hasFieldOrPropertyWithValue("SQLState", "08001");
      own.start();

      assertThat(own.query("SELECT number FROM kept")).isEqualTo(List.of(List.of("7")));
    }
  }
}
