package objectledger.changes;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The faults of docs/changes.md, each on a server of its own test. */
final class ChangeFaults {
  private static final String WRITTEN = "written";
  private static final ChangeFault.Step NOTHING = database -> true;

  private final TestPostgres server;
  private final List<ChangeFault> faults = new ArrayList<>();

  private ChangeFaults(TestPostgres server) {
    this.server = server;
  }

  static List<ChangeFault> all(TestPostgres server) {
    var all = new ChangeFaults(server);
    all.connections();
    all.servers();
    all.logins();
    all.statements();
    all.disk();
    return all.faults;
  }

  private void add(String name, String answer, ChangeFault.Step begin, ChangeFault.Step end) {
    faults.add(new ChangeFault(name, answer, begin, end));
  }

  private static ChangeFault.Step network(TcpProxy.Fault fault) {
    return database -> {
      database.network.fault(fault);
      return true;
    };
  }

  private static ChangeFault.Step sql(String... statements) {
    return database -> {
      var target = database.table.target();
      database.server.run(
          Arrays.stream(statements)
              .map(one -> one.replace("{t}", target.table()).replace("{r}", database.table.user()))
              .toArray(String[]::new));
      return true;
    };
  }

  private static ChangeFault.Step both(ChangeFault.Step one, ChangeFault.Step other) {
    return database -> one.on(database) && other.on(database);
  }

  private static ChangeFault.Step reconnect() {
    return database -> {
      database.terminate();
      return true;
    };
  }

  private void connections() {
    add(
        "connection cut before the statement got there",
        WRITTEN,
        network(TcpProxy.Fault.CUT_BEFORE),
        NOTHING);
    add(
        "connection cut after the commit, the answer lost",
        WRITTEN,
        network(TcpProxy.Fault.CUT_AFTER),
        NOTHING);
    add(
        "100 ms more each way",
        WRITTEN,
        database -> {
          database.network.delay(Duration.ofMillis(100));
          return true;
        },
        database -> {
          database.network.delay(Duration.ZERO);
          return true;
        });
    add(
        "network silent",
        "RETRY, 08001",
        network(TcpProxy.Fault.BLACK_HOLE),
        network(TcpProxy.Fault.NONE));
    add("connection ended by an operator", WRITTEN, reconnect(), NOTHING);
  }

  private void servers() {
    add(
        "server down",
        "RETRY, 08001",
        database -> {
          server.stop();
          return true;
        },
        database -> {
          server.start();
          return true;
        });
    add("server paused", "RETRY, 08001", database -> signal("STOP"), database -> signal("CONT"));
    add(
        "failed over: read only",
        "RETRY, 25006",
        both(sql("ALTER ROLE {r} SET default_transaction_read_only = on"), reconnect()),
        both(sql("ALTER ROLE {r} RESET default_transaction_read_only"), reconnect()));
  }

  private boolean signal(String name) throws Exception {
    for (var process : server.processes()) {
      run("kill", "-" + name, Long.toString(process.pid()));
    }
    return true;
  }

  static boolean run(String... command) throws Exception {
    return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
  }

  private void logins() {
    add(
        "out of connections",
        "RETRY, 53300",
        both(sql("ALTER ROLE {r} CONNECTION LIMIT 0"), reconnect()),
        sql("ALTER ROLE {r} CONNECTION LIMIT -1"));
    add(
        "password changed, the secret not yet",
        "FORBIDDEN, 28P01",
        both(sql("ALTER ROLE {r} PASSWORD 'new'"), reconnect()),
        ChangeFaults::rotate);
    add(
        "password changed, the secret too",
        WRITTEN,
        both(both(sql("ALTER ROLE {r} PASSWORD 'new'"), reconnect()), ChangeFaults::rotate),
        NOTHING);
    add(
        "user may not log in",
        "FORBIDDEN, 28000",
        both(sql("ALTER ROLE {r} NOLOGIN"), reconnect()),
        both(
            sql("ALTER ROLE {r} LOGIN"),
            database -> {
              database.later = database.later.plusSeconds(20);
              return true;
            }));
  }

  /** The function reads a refused password again when it has known it for some seconds. */
  private static boolean rotate(FaultyDatabase database) {
    database.table.secrets().put("DATABASE_PASSWORD", "new");
    database.later = database.later.plusSeconds(20);
    return true;
  }

  private void statements() {
    add("table locked", "RETRY, 55P03", ChangeFaults::lock, ChangeFaults::endOthers);
    add(
        "statement slower than its time-out",
        "RETRY, 57014",
        sql(
            "CREATE OR REPLACE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN PERFORM pg_sleep(5); RETURN NULL; END'",
            "CREATE TRIGGER slow BEFORE INSERT ON {t} EXECUTE FUNCTION slow()"),
        sql("DROP TRIGGER slow ON {t}"));
    add(
        "deadlock with another writer",
        WRITTEN,
        ChangeFaults::beginDeadlock,
        ChangeFaults::endOthers);
    add(
        "table missing",
        "FORBIDDEN, 42P01",
        sql("ALTER TABLE {t} RENAME TO {t}_away"),
        sql("ALTER TABLE {t}_away RENAME TO {t}"));
    add(
        "right to write missing",
        "FORBIDDEN, 42501",
        sql("REVOKE INSERT ON {t} FROM {r}"),
        sql("GRANT INSERT ON {t} TO {r}"));
  }

  private static boolean lock(FaultyDatabase database) throws SQLException {
    var other = database.other();
    try (var statement = other.createStatement()) {
      statement.execute("LOCK TABLE " + database.table.target().table());
    }
    return true;
  }

  private static boolean endOthers(FaultyDatabase database) throws SQLException {
    database.endOthers();
    return true;
  }

  /**
   * The other one has the last key and then wants the first; the function has the first by then.
   */
  private static boolean beginDeadlock(FaultyDatabase database) throws SQLException {
    var other = database.other();
    var update = "UPDATE " + database.table.target().table() + " SET deleted = false WHERE id = ";
    try (var statement = other.createStatement()) {
      // The function is to find the deadlock, and to be the one that is ended.
      statement.execute("SET LOCAL deadlock_timeout = '60s'");
      statement.execute(update + "'k99'");
    }
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (var statement = other.createStatement()) {
                Thread.sleep(300);
                statement.execute(update + "'k0'");
                other.rollback();
              } catch (SQLException | InterruptedException e) {
                // The function's answer tells.
              }
            });
    return true;
  }

  /** A disk of 1 MB, which only root can make. */
  private void disk() {
    var disk = new SmallDisk();
    add("disk full", "RETRY, 53100", disk::fill, disk::free);
  }
}
