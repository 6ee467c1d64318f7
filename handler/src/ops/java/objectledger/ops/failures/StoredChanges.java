package objectledger.ops.failures;

import java.util.Optional;

/** The objects with the changes that were not written. */
interface StoredChanges {
  /**
   * An object with its records.
   *
   * @param tag by which a change of the object shows
   */
  record Stored(String tag, JsonSlice content) {}

  /** Reads an object; empty if somebody has deleted it meanwhile. */
  Optional<Stored> load(String key);

  /** Deletes an object unless it has changed since. */
  void remove(String key, String tag);
}
