package objectledger.changes;

/** The database: both speak PostgreSQL's protocol, and no upsert is right for both. */
public enum Dialect {
  CRATEDB,
  POSTGRESQL
}
