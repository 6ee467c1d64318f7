package objectledger.ops.status;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;

/** A queue: how many messages it has, and for how long the oldest has waited. */
final class QueueRow {
  /** SQS sends its metrics every minute, and they arrive some minutes later. */
  private static final Duration RECENT = Duration.ofMinutes(10);

  private final Asked asked;
  private final String name;
  private final String url;
  private final boolean isOfFailures;

  /**
   * A queue.
   *
   * @param isOfFailures whether nothing takes its messages but {@code make redrive}
   */
  QueueRow(Asked asked, String name, String url, boolean isOfFailures) {
    this.asked = asked;
    this.name = name;
    this.url = url;
    this.isOfFailures = isOfFailures;
  }

  Row row() {
    var row = new Row.Builder(name).put("url", url).put("failures", isOfFailures);
    try {
      var found =
          asked
              .clients()
              .sqs()
              .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
              .attributes();
      read(row, found);
    } catch (QueueDoesNotExistException e) {
      row.say("there is no such queue");
      row.act("the queue %s is gone".formatted(queueName()), asked.applyAgain());
    }
    return row.build();
  }

  private void read(Row.Builder row, Map<QueueAttributeName, String> found) {
    var waiting = count(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
    var inFlight = count(found, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
    row.say(waiting + " waiting").put("waiting", waiting);
    if (inFlight > 0) {
      row.say(inFlight + " in flight");
    }
    row.put("in_flight", inFlight);
    if (waiting + inFlight == 0) {
      return;
    }
    var age = age();
    age.ifPresent(
        time -> {
          row.say("the oldest for " + Words.of(time));
          row.put("oldest_seconds", time.toSeconds());
        });
    if (isOfFailures) {
      row.act(
          "%s messages of what could not be recorded are in %s"
              .formatted(waiting + inFlight, queueName()),
          asked.make("failures") + ", and when the cause is fixed: " + asked.make("redrive"));
      return;
    }
    // As the alarm on the age judges: two attempts on an event failed, or nothing takes it.
    var most = Duration.ofSeconds(2 * count(found, QueueAttributeName.VISIBILITY_TIMEOUT));
    if (age.filter(time -> time.compareTo(most) > 0).isPresent()) {
      row.act(
          "events wait in %s for %s".formatted(queueName(), Words.of(age.get())),
          "%s; if there are only too many, raise queue.maximum_concurrency, then %s"
              .formatted(asked.make("logs", "LEVEL=WARN"), asked.applyAgain()));
    }
  }

  private String queueName() {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static long count(Map<QueueAttributeName, String> found, QueueAttributeName name) {
    return Long.parseLong(found.getOrDefault(name, "0"));
  }

  /** The age of the oldest message, which SQS tells CloudWatch only; empty if it has not yet. */
  private Optional<Duration> age() {
    var value =
        new NewestValue("AWS/SQS", "ApproximateAgeOfOldestMessage", "QueueName", queueName())
            .since(asked.clients().cloudWatch(), asked.now().minus(RECENT), asked.now());
    return value.isEmpty()
        ? Optional.empty()
        : Optional.of(Duration.ofSeconds((long) value.getAsDouble()));
  }
}
