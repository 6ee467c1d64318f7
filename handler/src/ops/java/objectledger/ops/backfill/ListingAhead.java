package objectledger.ops.backfill;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Lists the next page while the caller works on the present one, so that a backfill does not wait
 * for S3's listing and the function in turn.
 */
final class ListingAhead implements Listing {
  private final Listing listing;
  private Position ahead = Position.START;
  private CompletableFuture<Page> next;

  ListingAhead(Listing listing) {
    this.listing = listing;
  }

  @Override
  public Page after(Position position) {
    var page = next != null && position.equals(ahead) ? wait(next) : listing.after(position);
    next = null;
    page.next().ifPresent(this::listAfter);
    return page;
  }

  private void listAfter(Position position) {
    ahead = position;
    next =
        CompletableFuture.supplyAsync(
            () -> listing.after(position), task -> Thread.ofVirtual().start(task));
  }

  /** The page, or the exception that the listing threw. */
  private static Page wait(CompletableFuture<Page> page) {
    try {
      return page.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
