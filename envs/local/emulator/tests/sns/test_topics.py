"""A topic sends what is published to each of its subscriptions."""

from ..harness import EmulatorTest


class Subscriptions(EmulatorTest):
    def test_a_queue_that_is_gone_keeps_nothing_from_the_other_subscriptions(self):
        topic = self.sns.create_topic(Name=self.name("topic"))["TopicArn"]
        queues = [self.queue() for _ in range(3)]
        for _, arn in queues:
            self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=arn)
        self.sqs.delete_queue(QueueUrl=queues[0][0])

        self.sns.publish(TopicArn=topic, Message="told")

        for url, _ in queues[1:]:
            self.assertEqual("told", self.messages(url)[0]["Message"])
