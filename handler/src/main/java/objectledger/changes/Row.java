package objectledger.changes;

import java.util.List;

/**
 * A row to write, unless the table's is as new or newer.
 *
 * @param key text of each key column, in a form in which equal values have equal texts
 * @param seq the order of the changes of a key, as text of fixed width
 * @param deleted whether the item is deleted; its values are null then
 * @param values text of each column of {@link Target#columns}, or null
 */
record Row(List<String> key, String seq, boolean deleted, List<String> values) {}
