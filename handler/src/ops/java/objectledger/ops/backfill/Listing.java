package objectledger.ops.backfill;

import java.util.List;
import java.util.Optional;

/** The objects of the source bucket, a page at a time, in the order of their keys. */
public interface Listing {
  /**
   * One object, or one version of it.
   *
   * @param versionId empty for the current object
   */
  record Item(String key, String versionId) {}

  /**
   * A place in the listing, after which it goes on.
   *
   * @param versionId empty if only keys are listed
   */
  record Position(String key, String versionId) {
    static final Position START = new Position("", "");
  }

  /**
   * A part of the listing.
   *
   * @param next where the next page begins; empty after the last page
   */
  record Page(List<Item> items, Optional<Position> next) {}

  Page after(Position position);
}
