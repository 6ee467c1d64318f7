package objectledger.ops.failures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A failure queue in SQS. */
final class SqsQueue implements FailureQueue {
  private static final int BATCH = 10;

  /** A receive that waits queries all servers of the queue, so that no message is overlooked. */
  private static final int WAIT_SECONDS = 1;

  private final SqsClient sqs;
  private final String name;
  private final String url;

  SqsQueue(SqsClient sqs, String name, String url) {
    this.sqs = sqs;
    this.name = name;
    this.url = url;
  }

  /** Queues of a stack, given as the URL of each name. */
  static List<FailureQueue> of(Map<String, String> queues, SqsClient sqs) {
    return queues.entrySet().stream()
        .<FailureQueue>map(queue -> new SqsQueue(sqs, queue.getKey(), queue.getValue()))
        .toList();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES);
  }

  @Override
  public int inFlight() {
    return count(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE);
  }

  @Override
  public List<Message> receive(Duration hidden) {
    return sqs
        .receiveMessage(
            receive ->
                receive
                    .queueUrl(url)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(WAIT_SECONDS)
                    .visibilityTimeout((int) hidden.toSeconds())
                    .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
                    .messageAttributeNames("All"))
        .messages()
        .stream()
        .map(SqsQueue::message)
        .toList();
  }

  @Override
  public void hide(List<Message> messages, Duration time) {
    for (var from = 0; from < messages.size(); from += BATCH) {
      var some = messages.subList(from, Math.min(messages.size(), from + BATCH));
      sqs.changeMessageVisibilityBatch(
          change -> change.queueUrl(url).entries(entries(some, (int) time.toSeconds())));
    }
  }

  @Override
  public void remove(Message message) {
    sqs.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receipt()));
  }

  private static List<ChangeMessageVisibilityBatchRequestEntry> entries(
      List<Message> messages, int seconds) {
    return IntStream.range(0, messages.size())
        .mapToObj(
            i ->
                ChangeMessageVisibilityBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(messages.get(i).receipt())
                    .visibilityTimeout(seconds)
                    .build())
        .toList();
  }

  private static Message message(software.amazon.awssdk.services.sqs.model.Message message) {
    var sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return new Message(
        message.messageId(),
        message.receiptHandle(),
        message.body(),
        Instant.ofEpochMilli(Long.parseLong(sent)),
        message.messageAttributes().entrySet().stream()
            .filter(attribute -> attribute.getValue().stringValue() != null)
            .collect(Collectors.toMap(Map.Entry::getKey, a -> a.getValue().stringValue())));
  }

  private int count(QueueAttributeName attribute) {
    var answer = sqs.getQueueAttributes(get -> get.queueUrl(url).attributeNames(attribute));
    return Integer.parseInt(answer.attributes().get(attribute));
  }
}
