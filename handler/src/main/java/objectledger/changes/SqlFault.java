package objectledger.changes;

import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;

/** What an error of the database means for the rows that were to be written, by its SQLSTATE. */
enum SqlFault {
  /** The connection is gone: another one may work at once. */
  CONNECTION_LOST(FailureKind.RETRY, "the connection broke"),
  UNREACHABLE(FailureKind.RETRY, "no connection can be opened"),
  /** Two writers were in each other's way: the statement may work at once. */
  CONFLICT(FailureKind.RETRY, "other writers were in the way"),
  BUSY(FailureKind.RETRY, "it cannot do it now"),
  FORBIDDEN(
      FailureKind.FORBIDDEN,
      "it refuses the user, the password or the way of connecting: check the two parameters"),
  SET_UP(
      FailureKind.FORBIDDEN,
      "its table, its columns, the rights on them or its certificate are not as declared:"
          + " compare with make table"),
  /** A row is one that the database cannot hold. */
  RECORD(FailureKind.PERMANENT, "it refuses a value");

  private static final Map<String, SqlFault> CODES =
      Map.ofEntries(
          // The connection is there no more: server stopped, idle too long, read only.
          Map.entry("57P01", CONNECTION_LOST),
          Map.entry("57P02", CONNECTION_LOST),
          Map.entry("57P05", CONNECTION_LOST),
          Map.entry("25006", CONNECTION_LOST),
          // None can be opened: refused, starting, all in use, no database there.
          Map.entry("08001", UNREACHABLE),
          Map.entry("57P03", UNREACHABLE),
          Map.entry("53300", UNREACHABLE),
          Map.entry("08P01", UNREACHABLE),
          Map.entry("40001", CONFLICT),
          Map.entry("40P01", CONFLICT),
          Map.entry("08004", FORBIDDEN),
          Map.entry("3D000", SET_UP),
          Map.entry("57P04", SET_UP));

  /** By the first two characters, where the code is not above. */
  private static final Map<String, SqlFault> CLASSES =
      Map.of(
          "08", CONNECTION_LOST,
          "22", RECORD,
          "23", RECORD,
          "28", FORBIDDEN,
          "42", SET_UP,
          "54", RECORD);

  /** CrateDB has one code for nearly all errors; these are about a value. */
  private static final List<String> CRATE_VALUES =
      List.of(
          "Cannot cast",
          "primary key value must not be NULL",
          "immense term",
          "can not write type");

  private final FailureKind kind;
  private final String description;

  SqlFault(FailureKind kind, String description) {
    this.kind = kind;
    this.description = description;
  }

  /** The code of an error; "none" where it has none. */
  static String state(SQLException error) {
    return Objects.requireNonNullElse(error.getSQLState(), "none");
  }

  /** The failure of a whole batch. It has nothing of the error's text, which can quote values. */
  static FailureException failure(Target target, SQLException error) {
    return of(target.dialect(), error).failureOf(target, error);
  }

  /** The same, where the code alone says something else. */
  FailureException failureOf(Target target, SQLException error) {
    return new FailureException(
        kind,
        "database %s at %s: %s (SQLSTATE %s)"
            .formatted(target.database(), target.host(), description, state(error)));
  }

  static SqlFault of(Dialect dialect, SQLException error) {
    var state = state(error);
    var text = Objects.requireNonNullElse(error.getMessage(), "");
    if (isCertificate(error) || text.contains("unsupported startup parameter")) {
      return SET_UP;
    }
    if (dialect == Dialect.CRATEDB && state.equals("XX000")) {
      return CRATE_VALUES.stream().anyMatch(text::contains) ? RECORD : BUSY;
    }
    if (dialect == Dialect.CRATEDB && state.equals("42P01")) {
      // For a second after its start CrateDB knows no table.
      return BUSY;
    }
    var byClass = CLASSES.getOrDefault(state.substring(0, Math.min(2, state.length())), BUSY);
    return CODES.getOrDefault(state, byClass);
  }

  /** Whether the server's certificate was refused, which has the code of a broken connection. */
  private static boolean isCertificate(Throwable error) {
    var cause = error;
    while (cause != null) {
      if (cause instanceof CertificateException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
