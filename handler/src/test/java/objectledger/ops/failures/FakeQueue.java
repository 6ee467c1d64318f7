package objectledger.ops.failures;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A failure queue in memory: what is received is hidden until it is removed or shown again. */
final class FakeQueue implements FailureQueue {
  private final String name;
  private final Map<String, Message> visible = new LinkedHashMap<>();
  private final Map<String, Message> hidden = new LinkedHashMap<>();
  private final List<Duration> hides = new ArrayList<>();

  FakeQueue(String name) {
    this.name = name;
  }

  FakeQueue with(String id, String body) {
    return with(id, body, Map.of());
  }

  FakeQueue with(String id, String body, Map<String, String> attributes) {
    var sent = Instant.parse("2026-01-31T13:00:00Z");
    visible.put(id, new Message(id, "receipt of " + id, body, sent, attributes));
    return this;
  }

  /** Somebody else removes a message. */
  synchronized void without(String id) {
    visible.remove(id);
  }

  /** The ids of the messages that anybody can receive. */
  synchronized List<String> visible() {
    return List.copyOf(visible.keySet());
  }

  synchronized List<String> hidden() {
    return List.copyOf(hidden.keySet());
  }

  /** For how long messages were hidden, call by call. */
  synchronized List<Duration> hides() {
    return List.copyOf(hides);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public synchronized int size() {
    return visible.size();
  }

  @Override
  public synchronized int inFlight() {
    return hidden.size();
  }

  @Override
  public synchronized List<Message> receive(Duration time) {
    var some = visible.values().stream().limit(10).toList();
    some.forEach(message -> hidden.put(message.id(), visible.remove(message.id())));
    return some;
  }

  @Override
  public synchronized void hide(List<Message> messages, Duration time) {
    hides.add(time);
    if (time.isZero()) {
      messages.forEach(message -> visible.put(message.id(), hidden.remove(message.id())));
    }
  }

  @Override
  public synchronized void remove(Message message) {
    hidden.remove(message.id());
  }
}
