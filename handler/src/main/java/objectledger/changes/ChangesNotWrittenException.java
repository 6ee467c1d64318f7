package objectledger.changes;

/**
 * A request that is no batch of a stream. Its message has the form of the other functions', which
 * the failure queue shows.
 */
final class ChangesNotWrittenException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ChangesNotWrittenException(String reason) {
    // Without a stack trace, which would add nothing to the message and fill the log.
    super("1 of 1 events not written: \"payload\" PERMANENT: " + reason, null, false, false);
  }
}
