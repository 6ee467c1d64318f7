package objectledger.ops.failures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A queue that keeps what one way in could not record. */
interface FailureQueue {
  /**
   * One message.
   *
   * @param id by which the function's log knows it
   * @param receipt by which the queue knows this receive of it
   * @param body the failure envelope, or the event itself
   * @param sent when it was sent first
   * @param attributes what EventBridge says about the delivery that failed
   */
  record Message(
      String id, String receipt, String body, Instant sent, Map<String, String> attributes) {}

  /** The way in that it belongs to. */
  String name();

  /** About how many messages can be received. */
  int size();

  /** About how many messages somebody is at work at. */
  int inFlight();

  /** Up to ten messages, which nobody else receives for so long; none where there are none. */
  List<Message> receive(Duration hidden);

  /** Hides received messages for so long from now; shows them again where the time is zero. */
  void hide(List<Message> messages, Duration time);

  /** Removes a message for good. */
  void remove(Message message);
}
