package objectledger.changes;

import java.util.List;
import objectledger.lambda.Deadline;

/** Where rows are written. */
@FunctionalInterface
interface Sink {
  /**
   * Writes rows. Repeating it changes nothing, and no older row replaces a newer one.
   *
   * @param rows with a key once only
   * @return the rows that the database cannot hold; all others are written
   * @throws objectledger.lambda.FailureException if not all others are known to be written
   */
  List<RejectedRow> write(List<Row> rows, Deadline deadline);
}
