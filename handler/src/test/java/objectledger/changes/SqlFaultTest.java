package objectledger.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.util.PSQLException;

/** Proves what each code of a database means for the rows of a batch. */
class SqlFaultTest {
  private static final TestPostgres SERVER = TestPostgres.shared();

  private static SqlFault of(Dialect dialect, String state, String text) {
    return SqlFault.of(dialect, new SQLException(text, state));
  }

  @ParameterizedTest
  @CsvSource({
    "CONNECTION_LOST, 08000 08003 08006 08007 08S01 57P01 57P02 57P05 25006",
    "UNREACHABLE, 08001 57P03 53300 08P01",
    "CONFLICT, 40001 40P01",
    "BUSY, 55P03 57014 53100 53200 53400 58030 XX000 XX001 P0001",
    "FORBIDDEN, 28P01 28000 08004",
    "SET_UP, 3D000 42P01 42703 42501 42P10 42704 57P04",
    "RECORD, 22003 22P02 22P05 22021 22008 23502 23505 23514 54000 54001"
  })
  void eachCodeHasItsClass(SqlFault expected, String states) {
    for (var state : states.split(" ", -1)) {
      assertThat(of(Dialect.POSTGRESQL, state, "")).as(state).isEqualTo(expected);
    }
  }

  @Test
  void anErrorWithoutACodeIsNoRecordsFault() {
    assertThat(of(Dialect.POSTGRESQL, null, null)).isEqualTo(SqlFault.BUSY);
    assertThat(of(Dialect.CRATEDB, null, null)).isEqualTo(SqlFault.BUSY);
    assertThat(of(Dialect.POSTGRESQL, "", "")).isEqualTo(SqlFault.BUSY);
  }

  /** CrateDB says nearly everything by one code. */
  @Test
  void readsTheTextOfCratesErrors() {
    assertThat(of(Dialect.CRATEDB, "XX000", "Cannot cast `'x'` of type `text` to type `object`"))
        .isEqualTo(SqlFault.RECORD);
    assertThat(of(Dialect.CRATEDB, "XX000", "Document contains at least one immense term"))
        .isEqualTo(SqlFault.RECORD);
    assertThat(of(Dialect.CRATEDB, "XX000", "blocked by: [FORBIDDEN/12/index read-only]"))
        .isEqualTo(SqlFault.BUSY);
    assertThat(of(Dialect.CRATEDB, "42P01", "Relation 'doc.t' unknown")).isEqualTo(SqlFault.BUSY);
    assertThat(of(Dialect.POSTGRESQL, "XX000", "Cannot cast")).isEqualTo(SqlFault.BUSY);
  }

  @Test
  void aCertificateThatIsRefusedIsNoLostConnection() {
    var tls = new SSLHandshakeException("no trusted certificate");
    tls.initCause(new CertificateException("no path"));

    var error = new SQLException("SSL error", "08006", tls);

    assertThat(SqlFault.of(Dialect.POSTGRESQL, error)).isEqualTo(SqlFault.SET_UP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "22003 | SELECT 1e200000::numeric::jsonb",
        "22P02 | SELECT '{'::jsonb",
        "22P05 | SELECT '\"\\u0000\"'::jsonb",
        "22008 | SELECT '2026-02-30'::date",
        "23502 | INSERT INTO {t} (id) VALUES ('a')",
        "23514 | INSERT INTO {t} VALUES ('poison', '1', false, '{}')",
        "54001 | SELECT repeat('[', 50000)::jsonb",
        "42P01 | SELECT * FROM gone",
        "42703 | SELECT gone FROM {t}",
        "42704 | SELECT 1::gone",
        "57014 | SET statement_timeout = 50; SELECT pg_sleep(5)",
        "25006 | SET default_transaction_read_only = on; CREATE TABLE x (a text)"
      })
  void theServersOwnErrorsHaveTheseCodes(String state, String sql) throws SQLException {
    var table = TestTable.json(SERVER).target().table();
    SERVER.run("ALTER TABLE " + table + " ADD CHECK (id <> 'poison')");

    assertThatThrownBy(() -> SERVER.run(sql.replace("{t}", table).split("; ", -1)))
        .isInstanceOfSatisfying(
            PSQLException.class, e -> assertThat(SqlFault.state(e)).isEqualTo(state));
  }

  @Test
  void theFailureQuotesNoValue() {
    var target = TestTable.of(5432, "t", "", java.util.Map.of()).target();

    var failure = SqlFault.failure(target, new SQLException("secret (secret)", "53100"));

    assertThat(failure).hasMessageNotContaining("secret").hasMessageContaining("SQLSTATE 53100");
    assertThat(List.of(failure.getSuppressed())).isEmpty();
    assertThat(failure.getCause()).isNull();
  }
}
