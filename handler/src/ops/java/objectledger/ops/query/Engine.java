package objectledger.ops.query;

import java.util.List;
import java.util.Map;

/** Runs statements of terraform/queries. */
public interface Engine extends AutoCloseable {
  /** Takes the rows of an answer, one after the other. */
  interface Rows {
    /** The names of the columns, before the first row. */
    void columns(List<String> names);

    /** One row: its values as text, null where there is none. */
    void row(List<String> values);
  }

  /**
   * Runs a statement.
   *
   * @param values of its parameters, by their names
   * @return what it cost, in words
   */
  String run(QueryStatement statement, Map<String, String> values, Rows rows);

  @Override
  void close();
}
