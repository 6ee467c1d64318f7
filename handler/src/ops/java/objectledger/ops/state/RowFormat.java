package objectledger.ops.state;

import objectledger.ops.query.Engine;

/** Prints the rows of an answer, as they come. */
interface RowFormat extends Engine.Rows, AutoCloseable {

  /** Prints what can only be printed after the last row; not called if the answer is incomplete. */
  default void end() {}

  @Override
  default void close() {}
}
