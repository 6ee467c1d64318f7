package objectledger.workflow;

import java.time.InstantSource;
import java.util.Optional;
import objectledger.aws.OwnedBucket;
import objectledger.aws.WriteConflictException;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * Keeps two deliveries of an event from calling twice. One of them claims the call, for the time
 * that it has left, in an object in the ledger bucket, and completes it with the status of the
 * response. If the function ends in between, the claim expires and the next delivery calls again.
 */
public final class CallClaims {
  private final CallStateStore store;
  private final Backoff pause;
  private final InstantSource clock;

  public CallClaims(OwnedBucket ledger, Backoff pause, InstantSource clock) {
    this.store = new CallStateStore(ledger);
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * The right to call for a record.
   *
   * @param eTag of the stored state
   * @param state the stored state
   */
  public record Claim(CreatedObject object, String eTag, CallState state) {
    /** Whether a request for this record may have succeeded. */
    boolean mayHaveActed() {
      return state.mayHaveActed();
    }
  }

  /**
   * Claims the call, and waits while another delivery holds the claim.
   *
   * @return empty if the call is complete
   * @throws DeadlineExceededException if the other delivery did not finish in time
   */
  public Optional<Claim> claim(CreatedObject object, Deadline deadline) {
    var until = clock.instant().plus(deadline.remaining());
    for (var tries = 1; ; tries++) {
      var stored = store.read(object, deadline);
      if (stored.state().isAnswered()) {
        return Optional.empty();
      }
      var mine = CallState.calling(until, stored.state().mayHaveActed());
      if (stored.state().isAlike(mine)) {
        // The response to our own write was lost.
        return Optional.of(new Claim(object, stored.eTag(), mine));
      }
      if (!stored.state().isHeld(clock.instant())) {
        var written = store.replace(object, stored.eTag(), mine, deadline);
        if (written.isPresent()) {
          return written.map(eTag -> new Claim(object, eTag, mine));
        }
      }
      pause.after(tries, deadline.remaining());
    }
  }

  /**
   * Stores that a request is sent, for the next delivery if the function ends now.
   *
   * @return the claim with the new state
   * @throws WriteConflictException if another delivery has claimed the call in the meantime
   */
  public Claim sending(Claim claim, Deadline deadline) {
    if (claim.mayHaveActed()) {
      return claim;
    }
    var marker = claim.state().sending();
    return replaceState(claim, marker, false, deadline)
        .map(eTag -> new Claim(claim.object(), eTag, marker))
        .orElseThrow(
            () ->
                new WriteConflictException(
                    "it is recorded, but another delivery has claimed its call"));
  }

  /**
   * Stores the status of the response, so that no delivery calls again. This holds even if another
   * delivery has claimed the call in the meantime, so it replaces any state.
   */
  public void complete(Claim claim, int status, Deadline deadline) {
    replaceState(claim, CallState.answered(status), true, deadline);
  }

  /** Releases the claim, if it is still held: the next delivery calls again. */
  public void release(Claim claim, boolean mayHaveActed, Deadline deadline) {
    replaceState(claim, CallState.failed(mayHaveActed), false, deadline);
  }

  /**
   * Replaces the state of a claim. If S3 did not write it, the state is read again: it can be
   * unchanged, after a conflict with another write (409), or be ours already, if the response to an
   * attempt was lost.
   *
   * @param isFinal whether it also replaces the state of another delivery
   * @return the new ETag; empty if the claim has expired and another delivery holds the call
   */
  private Optional<String> replaceState(
      Claim claim, CallState marker, boolean isFinal, Deadline deadline) {
    var eTag = claim.eTag();
    for (var tries = 1; ; tries++) {
      var written = store.replace(claim.object(), eTag, marker, deadline);
      if (written.isPresent()) {
        return written;
      }
      var stored = store.read(claim.object(), deadline);
      if (stored.state().isAlike(marker)) {
        return Optional.of(stored.eTag());
      }
      var isOthers = !stored.eTag().isEmpty() && !stored.eTag().equals(claim.eTag());
      if (isOthers && !isFinal) {
        return Optional.empty();
      }
      eTag = stored.eTag();
      pause.after(tries, deadline.remaining());
    }
  }
}
