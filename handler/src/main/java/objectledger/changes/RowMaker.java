package objectledger.changes;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the row of a change. */
final class RowMaker {
  /** The path of an image with DynamoDB's types. */
  static final String TYPES = "$types";

  private final Dialect dialect;
  private final List<KeyColumn> keys;
  private final List<ItemColumn> columns;

  RowMaker(Target target) {
    this.dialect = target.dialect();
    this.keys =
        target.keys().stream()
            .map(column -> new KeyColumn(column, ItemPath.parse(column.path())))
            .toList();
    this.columns =
        target.columns().stream()
            .map(column -> new ItemColumn(column, path(column), new ColumnText(column, dialect)))
            .toList();
  }

  private record KeyColumn(Column column, ItemPath path) {}

  /**
   * @param path null for the image with its types
   */
  private record ItemColumn(Column column, ItemPath path, ColumnText text) {}

  private static ItemPath path(Column column) {
    return column.path().equals(TYPES) ? null : ItemPath.parse(column.path());
  }

  /**
   * Makes the row.
   *
   * @throws RefusalException if the table cannot hold it
   */
  Row row(Change change) {
    var key = new ArrayList<String>(keys.size());
    for (var one : keys) {
      try {
        key.add(KeyText.of(one.path().find(change.keys()), one.column().type()));
      } catch (RefusalException e) {
        throw e.of(one.column().name());
      }
    }
    KeyText.checkSize(key, dialect);
    return new Row(
        Collections.unmodifiableList(key), change.seq(), change.isDeleted(), values(change));
  }

  private List<String> values(Change change) {
    if (change.isDeleted()) {
      return Collections.nCopies(columns.size(), null);
    }
    var values = new ArrayList<String>(columns.size());
    for (var one : columns) {
      try {
        values.add(
            one.path() == null ? types(change) : one.text().of(one.path().find(change.image())));
      } catch (RefusalException e) {
        throw e.of(one.column().name());
      }
    }
    return Collections.unmodifiableList(values);
  }

  /** The image as it came. Its texts and numbers are those of the item, and are checked there. */
  private String types(Change change) {
    if (change.types() == null) {
      return null;
    }
    ItemJson.check(change.image());
    return change.types().toString();
  }
}
