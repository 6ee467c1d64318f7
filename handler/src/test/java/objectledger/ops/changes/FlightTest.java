package objectledger.ops.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import objectledger.changes.StoredRow;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import objectledger.ops.CommandException;
import objectledger.ops.ShutdownSignal;
import org.junit.jupiter.api.Test;

/** Proves that a flight waits for each row, and removes its item and its row whatever happens. */
class FlightTest {
  private final List<String> calls = new ArrayList<>();
  private final ShutdownSignal shutdown = new ShutdownSignal();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private Optional<StoredRow> row = Optional.empty();
  private boolean isStuck;
  private boolean mayRemove = true;
  private boolean mayDelete = true;

  private static Optional<StoredRow> row(String seq, boolean deleted) {
    return Optional.of(new StoredRow(seq, deleted, List.of()));
  }

  private final class Item implements FlightItem {
    @Override
    public List<String> key() {
      return List.of("k");
    }

    @Override
    public void put() {
      calls.add("put");
      row = isStuck ? row : row("1", false);
    }

    @Override
    public boolean update() {
      calls.add("update");
      row = row("2", false);
      return true;
    }

    @Override
    public boolean delete() {
      calls.add("delete");
      row = mayDelete ? row("3", true) : row;
      return mayDelete;
    }

    @Override
    public void close() {}
  }

  private final class Table implements Flight.Rows {
    @Override
    public Optional<StoredRow> find(List<String> key) {
      return row;
    }

    @Override
    public void remove(List<String> key) {
      if (!mayRemove) {
        throw new FailureException(FailureKind.FORBIDDEN, "42501");
      }
      calls.add("remove " + key);
    }
  }

  private String fly() {
    var out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    new Flight(new Item(), new Table(), Duration.ZERO, shutdown, System::nanoTime, out).run();
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void putsUpdatesAndDeletesAndRemovesTheRow() {
    var text = fly();

    assertThat(calls).containsExactly("put", "update", "delete", "remove [k]");
    assertThat(text.lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("put     its row was there after \\d+ ms"),
            line -> assertThat(line).matches("update  its row was there after \\d+ ms"),
            line -> assertThat(line).matches("delete  its row was there after \\d+ ms"),
            line -> assertThat(line).isEqualTo("the item and its row are removed"));
  }

  @Test
  void itemWhoseRowDoesNotAppearIsDeleted() {
    isStuck = true;

    assertThatThrownBy(this::fly)
        .isInstanceOf(CommandException.class)
        .hasMessage("the row of the put was not there after 0 s");
    assertThat(calls).containsExactly("put", "delete", "remove [k]");
  }

  @Test
  void interruptionDeletesTheItem() {
    isStuck = true;
    shutdown.request();

    assertThatThrownBy(this::fly)
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("interrupted");
    assertThat(calls).containsExactly("put", "delete", "remove [k]");
  }

  @Test
  void recordsThatCannotDeleteAreNotWaitedFor() {
    mayDelete = false;

    assertThat(fly()).doesNotContain("delete ");
    assertThat(calls).endsWith("remove [k]");
  }

  @Test
  void rowThatMayNotBeDeletedIsSaidToStay() {
    mayRemove = false;

    assertThat(fly()).contains("the row stays, because it may not be deleted: 42501");
  }
}
