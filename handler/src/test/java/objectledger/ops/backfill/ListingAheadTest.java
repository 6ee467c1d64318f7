package objectledger.ops.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import objectledger.ops.CommandException;
import org.junit.jupiter.api.Test;

/**
 * Proves that a page is listed ahead, once, and that a failure comes where the page is asked for.
 */
class ListingAheadTest {
  private static final Listing.Position SECOND = new Listing.Position("b", "");
  private static final Listing.Position THIRD = new Listing.Position("c", "");

  private final BlockingQueue<Listing.Position> listed = new LinkedBlockingQueue<>();

  @Test
  void nextPageIsListedBeforeItIsAskedFor() throws InterruptedException {
    var listing = new ListingAhead(this::page);

    var first = listing.after(Listing.Position.START);

    assertThat(first.next()).contains(SECOND);
    assertThat(listed.poll(10, TimeUnit.SECONDS)).isEqualTo(Listing.Position.START);
    assertThat(listed.poll(10, TimeUnit.SECONDS)).isEqualTo(SECOND);
    assertThat(listing.after(SECOND).next()).isEmpty();
    assertThat(listed).isEmpty();
  }

  @Test
  void pageOfAnotherPositionIsListedWhenItIsAskedFor() {
    var listing = new ListingAhead(this::page);
    listing.after(Listing.Position.START);

    var other = listing.after(THIRD);

    assertThat(other.items()).containsExactly(new Listing.Item("c", ""));
  }

  @Test
  void failureIsThrownWhereThePageIsAskedFor() {
    var listing =
        new ListingAhead(
            position -> {
              if (position.equals(SECOND)) {
                throw new CommandException("S3 answers 403");
              }
              return page(position);
            });

    assertThat(listing.after(Listing.Position.START).next()).contains(SECOND);

    assertThatThrownBy(() -> listing.after(SECOND))
        .isInstanceOf(CommandException.class)
        .hasMessage("S3 answers 403");
  }

  private Listing.Page page(Listing.Position position) {
    listed.add(position);
    return new Listing.Page(
        List.of(new Listing.Item(position.key(), "")),
        position.equals(Listing.Position.START) ? Optional.of(SECOND) : Optional.empty());
  }
}
