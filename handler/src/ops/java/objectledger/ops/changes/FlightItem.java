package objectledger.ops.changes;

import java.util.List;

/** An item of a flight's own, in the place where the changes of a label come from. */
interface FlightItem extends AutoCloseable {
  /** Text of each key column of its row; known after it was put. */
  List<String> key();

  /** Makes it. It replaces no other item. */
  void put();

  /** Changes it; false if there is no way to. */
  boolean update();

  /** Deletes it; false if there is no way to. It may be gone already. */
  boolean delete();

  @Override
  void close();
}
