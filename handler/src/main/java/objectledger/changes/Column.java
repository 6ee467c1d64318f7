package objectledger.changes;

/**
 * A column of a target's table, and where its value is in an item.
 *
 * @param path of the value, such as {@code $.price.amount}; {@code $} is the whole item
 * @param precision digits of a NUMERIC in all; 0: any
 * @param scale digits of a NUMERIC behind the point
 */
public record Column(String name, String path, ColumnType type, int precision, int scale) {}
