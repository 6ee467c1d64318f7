package objectledger;

import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Optional;

/**
 * Calls the workflow for a created object that matters: once, as far as one can know. A function
 * that dies between the answer and the marker calls again, with the same {@code Idempotency-Key}.
 */
final class WorkflowCall implements FollowUp {
  private static final int ATTEMPTS = 4;
  private static final int SHOWN = 300;

  private final Workflow workflow;
  private final Receiver receiver;
  private final CallMarker marker;
  private final Parameters parameters;
  private final Pause pause;
  private final InstantSource clock;

  WorkflowCall(
      Workflow workflow,
      CallMarker marker,
      Parameters parameters,
      Pause pause,
      InstantSource clock) {
    this.workflow = workflow;
    this.receiver = new Receiver(workflow);
    this.marker = marker;
    this.parameters = parameters;
    this.pause = pause;
    this.clock = clock;
  }

  @Override
  public void after(LedgerRecord record, Deadline deadline) {
    if (!workflow.matches(record)) {
      return;
    }
    // The marker must still be written when the time for calling is over.
    var calling = deadline.earlier();
    var claim = marker.claim(record, calling);
    if (claim.isEmpty()) {
      return;
    }
    int status;
    try {
      status = call(record, calling);
    } catch (RuntimeException e) {
      giveBack(claim.get(), deadline, e);
      throw e;
    }
    marker.answered(claim.get(), status, deadline);
  }

  /** Where that fails too, the claim runs out by itself. */
  private void giveBack(CallMarker.Claim claim, Deadline deadline, RuntimeException reason) {
    try {
      marker.failed(claim, deadline);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  private int call(LedgerRecord record, Deadline deadline) {
    var body = workflow.bodyFor(record);
    var credential = credential(deadline);
    var isRenewed = false;
    for (var tries = 1; ; tries++) {
      var answer = attempt(record, body, credential, deadline);
      if (answer.isSuccess()) {
        return answer.status();
      }
      if (answer.fault() == Fault.FORBIDDEN && !isRenewed) {
        isRenewed = true;
        var renewed = renewed(credential, deadline);
        if (renewed.isPresent()) {
          credential = renewed.get();
          continue;
        }
      }
      if (answer.fault() != Fault.RETRY || tries == ATTEMPTS || !waits(answer, tries, deadline)) {
        throw new Faulted(answer.fault(), cause(answer, credential));
      }
    }
  }

  private Answer attempt(
      LedgerRecord record, String body, Credential credential, Deadline deadline) {
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", record.id());
    credential.into(headers);
    var left = deadline.left();
    if (left.isZero()) {
      throw new Unfinished("it is recorded, but no time was left to call the workflow");
    }
    try {
      var limit = left.compareTo(workflow.timeout()) < 0 ? left : workflow.timeout();
      return receiver.post(body, headers, limit);
    } catch (UncheckedIOException e) {
      return Answer.none(e.getCause().toString());
    } catch (Unfinished e) {
      return Answer.none(e.getMessage());
    }
  }

  private Credential credential(Deadline deadline) {
    var name = workflow.tokenParameter();
    return name.isEmpty() ? Credential.NONE : Credential.of(name, parameters.get(name, deadline));
  }

  private Optional<Credential> renewed(Credential refused, Deadline deadline) {
    var name = workflow.tokenParameter();
    return refused
        .token()
        .flatMap(token -> parameters.refused(name, token, deadline))
        .map(token -> Credential.of(name, token));
  }

  /** Waits as long as it is asked to; false where no time would be left then. */
  private boolean waits(Answer answer, int tries, Deadline deadline) {
    var asked = answer.retryAfter(clock.instant());
    if (asked.isEmpty()) {
      pause.after(tries, deadline.left());
      return !deadline.left().isZero();
    }
    if (asked.get().compareTo(deadline.left()) >= 0) {
      return false;
    }
    Pause.sleep(asked.get());
    return true;
  }

  private static String cause(Answer answer, Credential credential) {
    var text = credential.redact(answer.body());
    var shown = text.length() <= SHOWN ? text : Log.cut(text, SHOWN) + "…";
    var said = answer.isNone() ? "did not answer" : "answered " + answer.status();
    return "it is recorded, but the workflow %s%s"
        .formatted(said, shown.isBlank() ? "" : ": " + shown);
  }
}
