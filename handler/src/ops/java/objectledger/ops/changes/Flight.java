package objectledger.ops.changes;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import objectledger.changes.StoredRow;
import objectledger.lambda.FailureException;
import objectledger.ops.CommandException;
import objectledger.ops.ShutdownSignal;

/**
 * Puts, updates and deletes an item, waits for its row after each, and prints the times. Whatever
 * happens, it deletes the item and then the row, as far as that is possible.
 */
final class Flight {
  private static final long POLL_MILLIS = 100;

  /** How long the deletion of a flight that failed may take to arrive. */
  private static final Duration LAST = Duration.ofSeconds(15);

  private final FlightItem item;
  private final Rows rows;
  private final Duration wait;
  private final ShutdownSignal shutdown;
  private final LongSupplier nanoTime;
  private final PrintStream out;

  /** The table of the rows. */
  interface Rows {
    Optional<StoredRow> find(List<String> key);

    void remove(List<String> key);
  }

  /**
   * A flight.
   *
   * @param wait for a row, at most
   */
  Flight(
      FlightItem item,
      Rows rows,
      Duration wait,
      ShutdownSignal shutdown,
      LongSupplier nanoTime,
      PrintStream out) {
    this.item = item;
    this.rows = rows;
    this.wait = wait;
    this.shutdown = shutdown;
    this.nanoTime = nanoTime;
    this.out = out;
  }

  /**
   * Runs it.
   *
   * @throws CommandException if a row did not appear, or Ctrl-C came before it did
   */
  void run() {
    var isDeleted = false;
    try {
      var started = nanoTime.getAsLong();
      item.put();
      var first = await("put", started, row -> !row.deleted(), wait);
      started = nanoTime.getAsLong();
      if (item.update()) {
        var isNewer = first.seq();
        await("update", started, row -> row.seq().compareTo(isNewer) > 0, wait);
      }
      started = nanoTime.getAsLong();
      if (item.delete()) {
        await("delete", started, StoredRow::deleted, wait);
      }
      isDeleted = true;
    } finally {
      cleanUp(isDeleted);
    }
  }

  private StoredRow await(String what, long started, Predicate<StoredRow> isWanted, Duration most) {
    while (true) {
      var row = rows.find(item.key()).filter(isWanted);
      var passed = Duration.ofNanos(nanoTime.getAsLong() - started);
      if (row.isPresent()) {
        out.printf("%-7s its row was there after %s ms%n", what, passed.toMillis());
        return row.get();
      }
      if (shutdown.isRequested()) {
        throw new CommandException("interrupted while the row was waited for");
      }
      if (passed.compareTo(most) >= 0) {
        throw new CommandException(
            "the row of the %s was not there after %s s".formatted(what, most.toSeconds()));
      }
      sleep();
    }
  }

  /** Deletes the item, waits for what that does to its row, and deletes the row. */
  private void cleanUp(boolean isDeleted) {
    try {
      if (!isDeleted && item.delete() && !shutdown.isRequested()) {
        await("cleanup", nanoTime.getAsLong(), StoredRow::deleted, LAST);
      }
    } catch (CommandException e) {
      out.println("the row of the flight may appear later: its item is deleted");
    }
    try {
      rows.remove(item.key());
      out.println("the item and its row are removed");
    } catch (FailureException e) {
      out.printf("the row stays, because it may not be deleted: %s%n", e.getMessage());
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted while the row was waited for", e);
    }
  }
}
