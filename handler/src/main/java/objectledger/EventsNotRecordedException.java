package objectledger;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Some events have no record. It is thrown once, after all were tried, so that Lambda delivers the
 * payload again and at last sends it, with this message, to the failure queue.
 */
final class EventsNotRecordedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** The message travels in the failure envelope, whose queue takes 256 KiB. */
  private static final int NAMED = 20;

  EventsNotRecordedException(List<Outcome.Failed> failures, int events) {
    // Its stack says nothing that the message does not, and would fill the log.
    super(message(failures, events), null, false, false);
  }

  private static String message(List<Outcome.Failed> failures, int events) {
    var named = failures.stream().limit(NAMED).map(Outcome.Failed::toString).collect(joining("; "));
    var others = failures.size() > NAMED ? "; and %s more".formatted(failures.size() - NAMED) : "";
    return "%s of %s events not recorded: %s%s".formatted(failures.size(), events, named, others);
  }
}
