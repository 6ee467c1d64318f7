package objectledger.ops.changes;

import java.time.Duration;
import java.util.List;
import objectledger.changes.Column;
import objectledger.changes.ColumnType;
import objectledger.changes.Dialect;
import objectledger.changes.Target;

/** Targets of tests that open no connection. */
final class Targets {
  private Targets() {}

  /**
   * A table {@code orders}.
   *
   * @param keys names of its key columns, which are texts
   */
  static Target of(List<String> keys, Column... columns) {
    return new Target(
        Dialect.POSTGRESQL,
        "db",
        5432,
        "shop",
        "public",
        "orders",
        "",
        "U",
        "P",
        false,
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        keys.stream().map(key -> new Column(key, "$." + key, ColumnType.TEXT, 0, 0)).toList(),
        List.of(columns));
  }
}
