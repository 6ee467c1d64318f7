package objectledger.ops.verify;

import java.time.Instant;

/**
 * What a bucket has, from a listing or an inventory.
 *
 * @param view the SELECT of the view inventory
 * @param prefix of the keys that it has
 * @param scope all, or current where it has current objects only
 * @param versions that it has
 * @param startedAt by S3's clock
 * @param endedAt by S3's clock
 * @param leftOut versions that the filter of the source leaves out
 */
record Listed(
    String view,
    String prefix,
    String scope,
    long versions,
    Instant startedAt,
    Instant endedAt,
    long leftOut) {}
