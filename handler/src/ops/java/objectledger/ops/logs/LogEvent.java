package objectledger.ops.logs;

import java.time.Instant;

/**
 * A line as CloudWatch keeps it.
 *
 * @param function whose line it is: handler, documents or changes
 * @param id that no other line of its log group has
 */
public record LogEvent(String function, String id, Instant time, String message) {}
