package objectledger.workflow;

import java.time.InstantSource;
import java.util.Optional;
import objectledger.aws.OwnedBucket;
import objectledger.aws.WriteConflictException;
import objectledger.lambda.Backoff;
import objectledger.lambda.Deadline;
import objectledger.lambda.DeadlineExceededException;

/**
 * Keeps two deliveries of one event from calling twice: an object in the ledger bucket, which one
 * of them claims for the time that it has left, and in which it leaves the status of the answer.
 * Whoever dies in between leaves a claim that runs out: the event is then called for once more.
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
   * @param eTag of the marker that says so
   * @param state what it says
   */
  public record Claim(CreatedObject object, String eTag, CallState state) {
    /** Whether the receiver may have acted on a request for this record. */
    boolean mayHaveActed() {
      return state.mayHaveActed();
    }
  }

  /**
   * Claims the call, and waits while another delivery has it.
   *
   * @return empty where the call was made and answered before
   * @throws DeadlineExceededException if the other one was not done in time
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
        // The answer to our own write was lost.
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
   * Notes that a request goes out, for who takes the call over from a function that dies now.
   *
   * @return the claim that says so
   * @throws WriteConflictException if another delivery has claimed the call meanwhile
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
   * Leaves the status of the answer: nobody calls again. That is true whoever has claimed the call
   * meanwhile, so it replaces every marker.
   */
  public void complete(Claim claim, int status, Deadline deadline) {
    replaceState(claim, CallState.answered(status), true, deadline);
  }

  /** Gives the claim back, if it has not ended: the next delivery calls again. */
  public void release(Claim claim, boolean mayHaveActed, Deadline deadline) {
    replaceState(claim, CallState.failed(mayHaveActed), false, deadline);
  }

  /**
   * Replaces the marker of a claim. Where S3 did not write it, the marker is read again: it can be
   * as it was, because S3 was busy with another write (409), or be ours already, because the answer
   * to an attempt was lost.
   *
   * @param isFinal whether it replaces the marker of another delivery, too
   * @return the new ETag; empty where the claim has ended, and another delivery has the call
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
