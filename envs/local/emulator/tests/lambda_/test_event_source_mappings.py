"""Queues are read as Lambda reads them: batches, partial answers, receives, dead letters."""

import contextlib
import hashlib
import itertools
import json
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from unittest.mock import patch

from botocore.exceptions import ClientError

from emulator.lambda_ import event_source_mappings
from emulator.lambda_.event_source_mappings import failures
from emulator.lambda_.execution_environment import Outcome

from ..harness import ACCOUNT, REGION, EmulatorTest, eventually, package

VISIBILITY = 10  # a tenth of it here: see the harness


class Queues(EmulatorTest):
    def mapped(self, receives=None, visibility=VISIBILITY, **options):
        """An alias that reads a queue: function, queue, mapping, and queue of dead letters."""
        name = self.live(Timeout=2)
        self.invoke(name, Qualifier="live")  # its start must not use up a message's time
        attributes = {"VisibilityTimeout": str(visibility)}
        dead_url, dead = self.queue()
        if receives:
            policy = {"deadLetterTargetArn": dead, "maxReceiveCount": receives}
            attributes["RedrivePolicy"] = json.dumps(policy)
        url, arn = self.queue(**attributes)
        settings = {"FunctionResponseTypes": ["ReportBatchItemFailures"], **options}
        mapping = self.functions.create_event_source_mapping(
            EventSourceArn=arn, FunctionName=f"{self.arn(name)}:live", **settings
        )
        self.addCleanup(self.unmap, mapping["UUID"])
        return name, url, mapping, dead_url

    def unmap(self, uuid):
        with contextlib.suppress(ClientError):  # it has gone
            self.functions.delete_event_source_mapping(UUID=uuid)

    def arn(self, name):
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"

    def send(self, url, *bodies):
        for number in range(0, len(bodies), 10):
            entries = [
                {"Id": str(index), "MessageBody": json.dumps(body)}
                for index, body in enumerate(bodies[number : number + 10])
            ]
            self.sqs.send_message_batch(QueueUrl=url, Entries=entries)

    def handled(self, name):
        return [event for event in super().handled(name) if event]

    def batches(self, name):
        """The numbers in the messages of each batch."""
        return [
            [json.loads(record["body"]).get("n") for record in event["Records"]]
            for event in self.handled(name)
        ]

    def left(self, url):
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return [int(answer[name]) for name in names]

    def emptied(self, url):
        eventually(lambda: self.left(url) == [0, 0])

    def test_a_message_has_the_shape_that_lambda_documents(self):
        name, url, mapping, _ = self.mapped()
        sent = self.sqs.send_message(
            QueueUrl=url,
            MessageBody='{"n": 1}',
            MessageAttributes={"colour": {"DataType": "String", "StringValue": "red"}},
        )
        self.emptied(url)
        record = self.handled(name)[0]["Records"][0]
        attributes = record.pop("attributes")
        now = time.time() * 1000
        for moment in ("SentTimestamp", "ApproximateFirstReceiveTimestamp"):
            self.assertLess(abs(now - int(attributes.pop(moment))), 10_000)
        self.assertTrue(attributes.pop("SenderId"))
        self.assertEqual({"ApproximateReceiveCount": "1"}, attributes)
        self.assertTrue(record.pop("receiptHandle"))
        self.assertEqual(
            {
                "messageId": sent["MessageId"],
                "body": '{"n": 1}',
                "messageAttributes": {
                    "colour": {
                        "stringValue": "red",
                        "stringListValues": [],
                        "binaryListValues": [],
                        "dataType": "String",
                    }
                },
                "md5OfBody": hashlib.md5(b'{"n": 1}').hexdigest(),
                "eventSource": "aws:sqs",
                "eventSourceARN": mapping["EventSourceArn"],
                "awsRegion": REGION,
            },
            record,
        )

    def test_only_the_messages_that_are_named_come_back_until_they_are_dead_letters(self):
        name, url, _, dead = self.mapped(receives=2)
        self.send(url, *({"n": n, "refuse": n == 3} for n in range(10)))
        self.assertEqual({"n": 3, "refuse": True}, self.messages(dead)[0])
        numbers = list(itertools.chain(*self.batches(name)))
        self.assertEqual([0, 1, 2, 3, 3, 4, 5, 6, 7, 8, 9], sorted(numbers))
        last = self.handled(name)[-1]["Records"]
        self.assertEqual(["2"], [r["attributes"]["ApproximateReceiveCount"] for r in last])
        self.assertEqual([0, 0], self.left(url))

    def test_a_message_is_hidden_until_its_time_has_passed(self):
        name, url, _, _ = self.mapped()
        self.send(url, {"n": 1, "refuse": True})
        eventually(lambda: self.batches(name))
        self.assertEqual([0, 1], self.left(url))
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))
        begin = time.monotonic()
        eventually(lambda: len(self.batches(name)) == 2)
        self.assertGreater(time.monotonic() - begin, VISIBILITY * 0.1 * 0.7)

    def test_several_messages_can_be_given_back_at_once(self):
        url, _ = self.queue(VisibilityTimeout="60")
        self.send(url, *range(3))
        held = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        entries = [
            {"Id": str(index), "ReceiptHandle": message["ReceiptHandle"], "VisibilityTimeout": 0}
            for index, message in enumerate(held)
        ]

        answer = self.sqs.change_message_visibility_batch(QueueUrl=url, Entries=entries)

        self.assertEqual(len(held), len(answer["Successful"]))
        again = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
        self.assertEqual(len(held), len(again))

    def test_an_error_or_the_end_of_the_process_returns_the_whole_batch(self):
        for do in ("fail", "exit"):
            with self.subTest(do):
                name, url, _, dead = self.mapped(receives=1)
                self.send(url, {"n": 1}, {"n": 2, "do": do})
                self.assertEqual(2, len(self.messages(dead, 2)))

    def test_without_partial_answers_every_answer_means_success(self):
        name, url, _, _ = self.mapped(FunctionResponseTypes=[])
        self.send(url, {"refuse": True})
        eventually(lambda: self.handled(name))
        self.emptied(url)
        self.assertEqual(1, len(self.handled(name)))

    def test_a_batch_is_full_or_its_window_has_passed(self):
        name, url, _, _ = self.mapped(visibility=50, BatchSize=15, MaximumBatchingWindowInSeconds=3)
        begin = time.monotonic()
        self.send(url, *({"n": n} for n in range(20)))
        eventually(lambda: self.batches(name))
        self.assertLess(time.monotonic() - begin, 2.9)
        self.emptied(url)
        self.assertGreater(time.monotonic() - begin, 2.9)
        self.assertEqual([15, 5], [len(batch) for batch in self.batches(name)])

    def test_a_batch_ends_before_it_is_too_large_for_an_event(self):
        with patch.object(event_source_mappings, "_MAX_BATCH_BYTES", 5_000):
            name, url, _, _ = self.mapped(
                visibility=50, BatchSize=30, MaximumBatchingWindowInSeconds=3
            )
            self.send(url, *({"n": n, "text": "x" * 1_000} for n in range(7)))
            self.emptied(url)
        batches = self.batches(name)
        self.assertEqual([3, 3, 1], [len(batch) for batch in batches])
        self.assertEqual(list(range(7)), sorted(itertools.chain(*batches)))

    def test_no_more_batches_are_at_work_than_the_mapping_allows(self):
        with patch("emulator.lambda_.environment_pool.MAX_ENVIRONMENTS", 4):
            name, url, _, _ = self.mapped(BatchSize=1, ScalingConfig={"MaximumConcurrency": 2})
            self.send(url, *({"do": "sleep", "seconds": 0.5, "n": n} for n in range(6)))
            at_work = []

            def look():
                at_work.append(self.left(url))
                return at_work[-1] == [0, 0]

            eventually(look)
        self.assertEqual(2, max(in_flight for _, in_flight in at_work))

    def test_each_batch_goes_where_the_alias_points_then(self):
        name, url, mapping, _ = self.mapped()
        self.assertEqual(f"{self.arn(name)}:live", mapping["FunctionArn"])
        self.functions.update_function_code(FunctionName=name, ZipFile=package(second="code"))
        self.functions.publish_version(FunctionName=name)
        for version in ("1", "2"):
            self.functions.update_alias(FunctionName=name, Name="live", FunctionVersion=version)
            self.send(url, {"n": version})
            self.emptied(url)
            found = self.logs.describe_log_streams(logGroupName=f"/aws/lambda/{name}")
            streams = {s["logStreamName"].split("[")[1][0] for s in found["logStreams"]}
            self.assertIn(version, streams)

    def test_a_mapping_can_be_switched_changed_and_deleted(self):
        name, url, mapping, _ = self.mapped(Enabled=False)
        update = self.functions.update_event_source_mapping
        self.send(url, *({"n": n} for n in range(3)))
        time.sleep(0.3)
        self.assertEqual([3, 0], self.left(url))
        self.assertEqual("Enabled", update(UUID=mapping["UUID"], Enabled=True)["State"])
        self.emptied(url)
        self.assertEqual("Disabled", update(UUID=mapping["UUID"], Enabled=False)["State"])
        update(UUID=mapping["UUID"], Enabled=True, BatchSize=1)
        self.send(url, {"n": 3}, {"n": 4})
        self.emptied(url)
        self.assertEqual([[3], [4]], sorted(self.batches(name)[-2:]))
        again = self.functions.get_event_source_mapping(UUID=mapping["UUID"])
        self.assertEqual(f"{self.arn(name)}:live", again["FunctionArn"])
        self.functions.delete_event_source_mapping(UUID=mapping["UUID"])
        self.send(url, {"n": 5})
        time.sleep(0.3)
        self.assertEqual([1, 0], self.left(url))

    def test_what_lambda_refuses_is_refused(self):
        name, url, mapping, _ = self.mapped()
        arn = self.queue(VisibilityTimeout="1")[1]
        fine = self.queue()[1]
        for options, words in (
            ({"EventSourceArn": arn}, "less than Function timeout"),
            ({"EventSourceArn": fine, "BatchSize": 11}, "batch window"),
            ({"EventSourceArn": mapping["EventSourceArn"]}, mapping["UUID"]),
            ({"EventSourceArn": f"{fine}-none"}, "EventSourceArn"),
        ):
            with self.subTest(words), self.assertRaises(ClientError) as caught:
                self.functions.create_event_source_mapping(
                    FunctionName=f"{self.arn(name)}:live", **options
                )
            self.assertIn(words, str(caught.exception))
        with self.assertRaises(ClientError):
            self.functions.update_event_source_mapping(UUID=mapping["UUID"], BatchSize=11)

    def test_nothing_is_lost_or_doubled_while_many_send(self):
        name, url, _, _ = self.mapped(
            visibility=50, BatchSize=50, MaximumBatchingWindowInSeconds=1
        )
        with ThreadPoolExecutor(8) as pool:
            for sender in range(8):
                bodies = [{"n": sender * 100 + n} for n in range(60)]
                pool.submit(self.send, url, *bodies)
        self.emptied(url)
        numbers = list(itertools.chain(*self.batches(name)))
        self.assertEqual((480, 480), (len(numbers), len(set(numbers))))


class Answers(unittest.TestCase):
    def test_an_answer_is_read_as_lambda_reads_it(self):
        nobody, everybody = set(), {"a", "b"}
        for answer, expected in (
            (b"", nobody),
            (b"null", nobody),
            (b"{}", nobody),
            (b'{"batchItemFailures": null}', nobody),
            (b'{"batchItemFailures": []}', nobody),
            (b'{"batchItemFailures": [{"itemIdentifier": "a"}]}', {"a"}),
            (b'{"batchItemFailures": [{"itemIdentifier": "c"}]}', everybody),
            (b'{"batchItemFailures": [{"itemIdentifier": ""}]}', everybody),
            (b'{"batchItemFailures": [{"itemIdentifier": null}]}', everybody),
            (b'{"batchItemFailures": [{"messageId": "a"}]}', everybody),
            (b'{"batchItemFailures": ["a"]}', everybody),
            (b'{"batchItemFailures": 7}', everybody),
            (b'"fine"', everybody),
            (b"{", everybody),
        ):
            with self.subTest(answer):
                self.assertEqual(expected, failures(Outcome(answer, "1"), {"a", "b"}, True))
        failed = Outcome(b"null", "1", failed=True)
        self.assertEqual(everybody, failures(failed, {"a", "b"}, False))
        self.assertEqual(nobody, failures(Outcome(b"{", "1"), {"a", "b"}, False))
