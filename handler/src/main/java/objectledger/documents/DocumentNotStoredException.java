package objectledger.documents;

/**
 * A document was neither stored nor refused. Lambda retries its event, and finally sends it to the
 * failure queue with this message, which has the form of the ledger function's.
 */
final class DocumentNotStoredException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DocumentNotStoredException(Failure failure) {
    // Without a stack trace, which would add nothing to the message and fill the log.
    super("1 of 1 events not stored: " + failure, null, false, false);
  }
}
