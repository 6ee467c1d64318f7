package objectledger.ops.backfill;

import objectledger.json.InvalidInputException;

/**
 * An object that a query has found to be missing in the ledger.
 *
 * @param bucket empty if the row does not say it
 * @param versionId empty or {@code null} (the text) for the version without an id
 */
record FoundObject(String bucket, String key, String versionId, boolean isDeleteMarker) {
  FoundObject {
    if (key.isEmpty()) {
      throw new InvalidInputException("the key is empty");
    }
  }

  /** Whether its version has no id of its own. */
  boolean isNullVersion() {
    return versionId.isEmpty() || versionId.equals("null");
  }
}
