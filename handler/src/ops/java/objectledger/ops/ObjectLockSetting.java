package objectledger.ops;

import objectledger.json.JsonValue;

/**
 * How long Object Lock keeps what is written once in the ledger bucket.
 *
 * @param mode GOVERNANCE or COMPLIANCE; empty if there is no Object Lock
 * @param days from the time of the write
 */
public record ObjectLockSetting(String mode, int days) {
  /** There is no Object Lock. */
  public static final ObjectLockSetting NONE = new ObjectLockSetting("", 0);

  /** Reads the value of the output {@code object_lock}; older stacks have none. */
  static ObjectLockSetting of(JsonValue json) {
    return json.isAbsent()
        ? NONE
        : new ObjectLockSetting(json.get("mode").text(), (int) json.get("days").countOrUnknown());
  }

  public boolean isOn() {
    return !mode.isEmpty();
  }
}
