package objectledger.workflow;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import objectledger.json.JsonText;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;
import objectledger.lambda.FailureException;
import objectledger.lambda.FailureKind;
import objectledger.parameters.ParameterProvider;

/**
 * The attempts of one call, until it succeeds, the receiver rejects it or the time is over. It
 * remembers whether an attempt may have succeeded without a response: then a response that means
 * "exists already" is a success.
 */
final class WorkflowAttempts {
  private static final int MAX_ATTEMPTS = 4;
  private static final int SHOWN = 300;

  private final WorkflowSettings workflow;
  private final WorkflowClient client;
  private final ParameterProvider parameters;
  private final Backoff pause;
  private final InstantSource clock;
  private final List<RequestCredentials> sent = new ArrayList<>();
  private boolean mayHaveActed;

  WorkflowAttempts(
      WorkflowSettings workflow,
      WorkflowClient receiver,
      ParameterProvider parameters,
      Backoff pause,
      InstantSource clock,
      boolean mayHaveActed) {
    this.workflow = workflow;
    this.client = receiver;
    this.parameters = parameters;
    this.pause = pause;
    this.clock = clock;
    this.mayHaveActed = mayHaveActed;
  }

  /** Whether an attempt may have succeeded without a response that says so. */
  boolean mayHaveActed() {
    return mayHaveActed;
  }

  /**
   * The bearer token of the call.
   *
   * @throws FailureException if a parameter is not there, or no header can carry it
   */
  RequestCredentials credential(Deadline deadline) {
    return RequestCredentials.of(
        workflow.headers(), parameters.get(workflow.parameters(), deadline));
  }

  /**
   * Sends the request for an object, with retries.
   *
   * @return the status of the successful response
   * @throws FailureException if the receiver rejected it, or every attempt failed
   * @throws DeadlineExceededException if no time was left
   */
  int send(CreatedObject object, RequestCredentials given, Deadline deadline) {
    var body = workflow.bodyFor(object);
    var credential = given;
    sent.add(given);
    var isRenewed = false;
    for (var tries = 1; ; tries++) {
      var answer = attempt(object, body, credential, deadline);
      if (isSuccess(answer)) {
        return answer.status();
      }
      mayHaveActed |= answer.mayHaveActed();
      if (answer.failureKind() == FailureKind.FORBIDDEN && !isRenewed) {
        isRenewed = true;
        var renewed = refreshedToken(credential, deadline);
        if (renewed.isPresent()) {
          credential = renewed.get();
          sent.add(credential);
          continue;
        }
      }
      if (answer.failureKind() != FailureKind.RETRY
          || tries == MAX_ATTEMPTS
          || !sleepBeforeRetry(answer, tries, deadline)) {
        throw new FailureException(answer.failureKind(), cause(answer));
      }
    }
  }

  private boolean isSuccess(WorkflowResponse answer) {
    return workflow.isSuccess(answer.status())
        || (mayHaveActed && workflow.isRepeated(answer.status()));
  }

  private WorkflowResponse attempt(
      CreatedObject object, String body, RequestCredentials credential, Deadline deadline) {
    var headers = new HashMap<String, String>();
    headers.put("Idempotency-Key", object.recordId());
    credential.addTo(headers);
    var left = deadline.remaining();
    if (left.isZero()) {
      throw new DeadlineExceededException(
          "it is recorded, but no time was left to call the workflow");
    }
    var limit = left.compareTo(workflow.timeout()) < 0 ? left : workflow.timeout();
    return client.post(body, headers, limit);
  }

  private Optional<RequestCredentials> refreshedToken(
      RequestCredentials refused, Deadline deadline) {
    return parameters
        .refreshRejected(refused.parameters(), deadline)
        .map(values -> RequestCredentials.of(workflow.headers(), values));
  }

  /** Waits for the requested time. Returns false if no time would be left after it. */
  private boolean sleepBeforeRetry(WorkflowResponse answer, int tries, Deadline deadline) {
    var asked = answer.retryAfter(clock.instant());
    if (asked.isEmpty()) {
      pause.after(tries, deadline.remaining());
      return !deadline.remaining().isZero();
    }
    if (asked.get().compareTo(deadline.remaining()) >= 0) {
      return false;
    }
    Backoff.sleep(asked.get());
    return true;
  }

  /** The body of a 401 or 403 is not shown, because it is the most likely to repeat the token. */
  private String cause(WorkflowResponse answer) {
    var said = answer.isNone() ? "did not answer" : "answered " + answer.status();
    var text = answer.failureKind() == FailureKind.FORBIDDEN ? "" : answer.body();
    text = new Redaction(sent.stream().flatMap(RequestCredentials::secrets)).apply(text);
    var shown = text.length() <= SHOWN ? text : JsonText.cut(text, SHOWN) + "…";
    return "it is recorded, but the workflow %s%s"
        .formatted(said, shown.isBlank() ? "" : ": " + shown);
  }
}
