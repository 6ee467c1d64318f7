package objectledger;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * At least one event was not recorded. It is thrown once, after all events were tried. Lambda then
 * retries the payload, and finally sends it to the failure queue with this message.
 */
final class EventsNotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message is part of the failure envelope, and the queue accepts at most 256 KiB. */
  private static final int NAMED = 20;

  EventsNotRecordedException(List<Outcome.Failed> failures, int events) {
    // Without a stack trace, which would add nothing to the message and fill the log.
    super(message(failures, events), null, false, false);
  }

  private static String message(List<Outcome.Failed> failures, int events) {
    var named = failures.stream().limit(NAMED).map(Outcome.Failed::toString).collect(joining("; "));
    var others = failures.size() > NAMED ? "; and %s more".formatted(failures.size() - NAMED) : "";
    return "%s of %s events not recorded: %s%s".formatted(failures.size(), events, named, others);
  }
}
