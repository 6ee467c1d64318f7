package objectledger;

import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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

  /** The token is sent only where there is one, and is a text that a header can carry. */
  private record Credential(Optional<Secret> token) {
    void into(HashMap<String, String> headers) {
      token.ifPresent(secret -> headers.put("Authorization", "Bearer " + secret.reveal()));
    }

    String redact(String text) {
      return token.map(secret -> secret.redact(text)).orElse(text);
    }
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
      if (answer.status() / 100 == 2) {
        return answer.status();
      }
      if (isRefusal(answer.status()) && !isRenewed) {
        isRenewed = true;
        var renewed = renewed(credential, deadline);
        if (renewed.isPresent()) {
          credential = renewed.get();
          continue;
        }
      }
      var fault = faultOf(answer.status());
      if (fault != Fault.RETRY || tries == ATTEMPTS || !waits(answer, tries, deadline)) {
        throw new Faulted(fault, cause(answer, credential));
      }
    }
  }

  /** No answer is an answer here: status 0. */
  private Receiver.Answer attempt(
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
      return new Receiver.Answer(0, "", e.getCause().toString());
    } catch (Unfinished e) {
      return new Receiver.Answer(0, "", e.getMessage());
    }
  }

  private Credential credential(Deadline deadline) {
    var name = workflow.tokenParameter();
    return credential(
        name.isEmpty() ? Optional.empty() : Optional.of(parameters.get(name, deadline)));
  }

  private Optional<Credential> renewed(Credential refused, Deadline deadline) {
    return refused
        .token()
        .flatMap(token -> parameters.refused(workflow.tokenParameter(), token, deadline))
        .map(token -> credential(Optional.of(token)));
  }

  /** A header with a line break would be another header; Java refuses it, and tells its value. */
  private Credential credential(Optional<Secret> token) {
    if (token.isPresent() && !token.get().reveal().matches("[!-~]{1,8000}")) {
      throw new Faulted(
          Fault.FORBIDDEN,
          "the parameter %s is no token: it is empty, too long, or has a space, a line break or a"
                  .formatted(workflow.tokenParameter())
              + " letter beyond ASCII");
    }
    return new Credential(token);
  }

  private static boolean isRefusal(int status) {
    return status == 401 || status == 403;
  }

  private static Fault faultOf(int status) {
    return switch (status) {
      case 0, 408, 425, 429 -> Fault.RETRY;
      case 401, 403 -> Fault.FORBIDDEN;
      default -> status >= 500 ? Fault.RETRY : Fault.PERMANENT;
    };
  }

  /** Waits as long as it is asked to; false where no time would be left then. */
  private boolean waits(Receiver.Answer answer, int tries, Deadline deadline) {
    var asked = retryAfter(answer.retryAfter());
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

  /** Seconds, or a date. */
  private Optional<Duration> retryAfter(String header) {
    if (header.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
    }
    try {
      var date = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var wait = Duration.between(clock.instant(), date);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static String cause(Receiver.Answer answer, Credential credential) {
    var text = credential.redact(answer.body());
    var shown = text.length() <= SHOWN ? text : Log.cut(text, SHOWN) + "…";
    var said = answer.status() == 0 ? "did not answer" : "answered " + answer.status();
    return "it is recorded, but the workflow %s%s"
        .formatted(said, shown.isBlank() ? "" : ": " + shown);
  }
}
