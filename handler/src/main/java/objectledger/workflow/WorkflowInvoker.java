package objectledger.workflow;

import java.time.InstantSource;
import objectledger.aws.FailureClassifier;
import objectledger.aws.OwnedBucket;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.parameters.ParameterProvider;

/**
 * Calls the workflow for a created object, once for each record as far as possible. If the function
 * ends between the response and the stored state, the call is repeated with the same {@code
 * Idempotency-Key}.
 */
public final class WorkflowInvoker {
  private final WorkflowSettings workflow;
  private final WorkflowClient client;
  private final CallClaims claims;
  private final ParameterProvider parameters;
  private final Backoff backoff;
  private final InstantSource clock;

  public WorkflowInvoker(
      WorkflowSettings workflow,
      CallClaims claims,
      ParameterProvider parameters,
      Backoff backoff,
      InstantSource clock) {
    this.workflow = workflow;
    this.client = new WorkflowClient(workflow);
    this.claims = claims;
    this.parameters = parameters;
    this.backoff = backoff;
    this.clock = clock;
  }

  /**
   * The invoker of a function.
   *
   * @param ledger the bucket that keeps the state of each call
   */
  public static WorkflowInvoker of(
      WorkflowSettings workflow,
      OwnedBucket ledger,
      ParameterProvider parameters,
      Backoff backoff) {
    var clock = InstantSource.system();
    var claims = new CallClaims(ledger, backoff, clock);
    return new WorkflowInvoker(workflow, claims, parameters, backoff, clock);
  }

  /**
   * Calls the workflow for an object that matches. A repetition does nothing.
   *
   * @throws RuntimeException on failure; {@link FailureClassifier} finds its kind
   */
  public void callFor(CreatedObject object, Deadline deadline) {
    if (!workflow.matches(object)) {
      return;
    }
    // The call ends early, so that there is time to store its state.
    var calling = deadline.withReserve();
    var claimed = claims.claim(object, calling);
    if (claimed.isEmpty()) {
      return;
    }
    var claim = claimed.get();
    var attempts =
        new WorkflowAttempts(workflow, client, parameters, backoff, clock, claim.mayHaveActed());
    int status;
    try {
      var credential = attempts.credential(calling);
      claim = claims.sending(claim, calling);
      status = attempts.send(object, credential, calling);
    } catch (RuntimeException e) {
      releaseClaim(claim, attempts.mayHaveActed(), deadline, e);
      throw e;
    }
    claims.complete(claim, status, deadline);
  }

  /** If the release fails too, the claim expires. */
  private void releaseClaim(
      CallClaims.Claim claim, boolean mayHaveActed, Deadline deadline, RuntimeException reason) {
    try {
      claims.release(claim, mayHaveActed, deadline);
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }
}
