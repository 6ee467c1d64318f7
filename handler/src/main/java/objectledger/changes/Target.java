package objectledger.changes;

import java.time.Duration;
import java.util.List;

/**
 * The table that the changes of one label are written into.
 *
 * @param ca certificates in PEM that sign the server's; empty: those of the JDK
 * @param userParameter name of the parameter that has the user
 * @param passwordParameter name of the parameter that has the password
 * @param pooler whether a connection pooler is between that takes no startup options
 * @param keys the columns of the primary key, in its order
 * @param columns the other columns, without {@code seq} and {@code deleted}
 */
public record Target(
    Dialect dialect,
    String host,
    int port,
    String database,
    String schema,
    String table,
    String ca,
    String userParameter,
    String passwordParameter,
    boolean pooler,
    Duration connectTimeout,
    Duration statementTimeout,
    List<Column> keys,
    List<Column> columns) {}
