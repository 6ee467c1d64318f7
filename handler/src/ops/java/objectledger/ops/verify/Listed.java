package objectledger.ops.verify;

import java.time.Instant;

/**
 * What a bucket has of the keys with a prefix, from a listing or an inventory.
 *
 * @param view the SELECT of the view inventory
 * @param prefix of the keys that are compared
 * @param scope all, or current where it has current objects only
 * @param versions of those keys
 * @param startedAt by S3's clock
 * @param endedAt by S3's clock
 * @param leftOut versions that the filter of the source leaves out
 * @param outside versions that are in the inventory, of keys without the prefix
 * @param isWhole whether it has all versions of all keys with the prefix, as far as is known
 */
record Listed(
    String view,
    String prefix,
    String scope,
    long versions,
    Instant startedAt,
    Instant endedAt,
    long leftOut,
    long outside,
    boolean isWhole) {}
