package objectledger.changes;

import java.util.List;

/**
 * A row as the table has it.
 *
 * @param values text of each column of the target, or null
 */
public record StoredRow(String seq, boolean deleted, List<String> values) {}
