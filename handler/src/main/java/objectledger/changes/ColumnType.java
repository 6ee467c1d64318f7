package objectledger.changes;

/** The type of a column. What each dialect calls it is the dialect's; values are sent as text. */
public enum ColumnType {
  BIGINT,
  BOOLEAN,
  DATE,
  DOUBLE,
  INTEGER,
  JSON,
  NUMERIC,
  TEXT,
  /** An instant; its text is ISO 8601 with Z. */
  TIMESTAMP
}
