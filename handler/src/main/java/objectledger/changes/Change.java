package objectledger.changes;

/**
 * One change of one item.
 *
 * @param seq its place in the order of all changes of the item, as text of fixed width
 * @param isDeleted whether the item does not exist any more
 * @param isExpired whether DynamoDB deleted it at the end of its time to live
 * @param keys where the key columns' paths begin
 * @param image of the item; null if it is deleted
 * @param types the image with DynamoDB's types; null if it has none
 */
record Change(
    String seq, boolean isDeleted, boolean isExpired, Value keys, Value image, Slice types) {}
