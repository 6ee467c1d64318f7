package objectledger.ops.failures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A queue with the failures of one trigger. */
interface FailureQueue {
  /**
   * One message.
   *
   * @param id of the message, also in the function's log
   * @param receipt the receipt handle of this receive
   * @param body the failure envelope, or the event itself
   * @param sent when it was sent first
   * @param attributes message attributes, in which EventBridge describes the failed delivery
   */
  record Message(
      String id, String receipt, String body, Instant sent, Map<String, String> attributes) {

    /** What is needed to hide or delete it: some hundred bytes, however long the event is. */
    Message withoutContent() {
      return new Message(id, receipt, "", sent, Map.of());
    }
  }

  /** The trigger that it belongs to. */
  String name();

  /** The approximate number of visible messages. */
  int size();

  /** The approximate number of messages in flight. */
  int inFlight();

  /** Receives up to ten messages and hides them for a time; empty if the queue is empty. */
  List<Message> receive(Duration hidden);

  /** Sets the visibility timeout of received messages; zero makes them visible. */
  void hide(List<Message> messages, Duration time);

  /** Deletes a message. */
  void remove(Message message);
}
