package objectledger.ops.query;

import java.util.List;

/**
 * What was copied.
 *
 * @param files objects that are in the copy now
 * @param fetched objects among them that were fetched
 * @param bytes that were fetched
 * @param problems how many objects and lines cannot be read
 * @param unreadable the first thousand of them, named with the reason
 */
public record CopyReport(
    long files, long fetched, long bytes, long problems, List<String> unreadable) {}
