package objectledger.ops.verify;

import java.util.stream.Stream;
import objectledger.ops.Source;

/**
 * What of a source can be compared: S3 tells of the rest nothing, or not of everything.
 *
 * @param prefix of the keys that are compared
 */
record Judged(Source source, String prefix) {
  static final String FILTERED = "not recorded, by the filter of the source";
  static final String OUTSIDE = "of the inventory, without the prefix that is compared";
  static final String NO_CREATIONS = "not compared: events of the source leave out some creations";
  static final String NO_DELETIONS = "not compared: events of the source leave out some deletions";

  /** Whether every way of making an object is recorded. */
  boolean creations() {
    return source.events().contains("s3:ObjectCreated:*");
  }

  /** Whether every way of deleting an object is recorded. */
  boolean deletions() {
    return Stream.of("s3:ObjectRemoved:*", "s3:LifecycleExpiration:*")
        .allMatch(source.events()::contains);
  }

  /** Why a gap is none; empty if it is one. */
  String leftOut(Gap gap) {
    if (!source.hasSuffix(gap.key())) {
      return FILTERED;
    }
    // A delete marker that is not recorded, and an object that is gone, are deletions.
    return gap.isDeletion() ? deletions() ? "" : NO_DELETIONS : creations() ? "" : NO_CREATIONS;
  }
}
