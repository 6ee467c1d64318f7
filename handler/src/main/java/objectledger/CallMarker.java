package objectledger;

import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Keeps two deliveries of one event from calling twice: an object in the ledger bucket, which one
 * of them claims for the time that it has left, and in which it leaves the status of the answer.
 * Whoever dies in between leaves a claim that runs out: the event is then called for once more.
 */
final class CallMarker {
  private final MarkerStore store;
  private final Pause pause;
  private final InstantSource clock;

  CallMarker(S3Client s3, Settings settings, Pause pause, InstantSource clock) {
    this.store = new MarkerStore(s3, settings);
    this.pause = pause;
    this.clock = clock;
  }

  /**
   * The right to call for a record.
   *
   * @param eTag of the marker that says so
   */
  record Claim(LedgerRecord record, String eTag) {}

  /**
   * Claims the call, and waits while another delivery has it.
   *
   * @return empty where the call was made and answered before
   * @throws Unfinished if the other one was not done in time
   */
  Optional<Claim> claim(LedgerRecord record, Deadline deadline) {
    var calling = Marker.calling(clock.instant().plus(deadline.left()));
    for (var tries = 1; ; tries++) {
      var stored = store.read(record, deadline);
      if (stored.marker().isAnswered()) {
        return Optional.empty();
      }
      if (stored.marker().isSameClaim(calling)) {
        // The answer to our own write was lost.
        return Optional.of(new Claim(record, stored.eTag()));
      }
      if (!stored.marker().isHeld(clock.instant())) {
        var written = store.replace(record, stored.eTag(), calling, deadline);
        if (written.isPresent()) {
          return written.map(eTag -> new Claim(record, eTag));
        }
      }
      pause.after(tries, deadline.left());
    }
  }

  /** Leaves the status of the answer: nobody calls again. */
  void answered(Claim claim, int status, Deadline deadline) {
    store.replace(claim.record(), claim.eTag(), Marker.answered(status), deadline);
  }

  /** Gives the claim back: the next delivery calls again. */
  void failed(Claim claim, Deadline deadline) {
    store.replace(claim.record(), claim.eTag(), Marker.FAILED, deadline);
  }
}
