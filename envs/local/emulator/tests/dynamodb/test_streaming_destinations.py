"""DynamoDB sends the changes of a table to Kinesis, in AWS's form, also twice or late if asked."""

import base64
import json
import time
import urllib.request

from botocore.exceptions import ClientError

from ..harness import REGION, eventually
from ..lambda_.streams import Streams


class Destinations(Streams):
    def setUp(self):
        self.name_of_stream, self.arn = self.stream(shards=2)
        self.table_name, _ = self.table(view=None)

    def tearDown(self):
        self.control("DELETE")

    def control(self, verb, **body):
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"{self.endpoint}/_emulator/faults", data, method=verb)
        with urllib.request.urlopen(request) as answer:
            return json.loads(answer.read())

    def enable(self, precision=None):
        given = {"ApproximateCreationDateTimePrecision": precision}
        return self.dynamodb.enable_kinesis_streaming_destination(
            TableName=self.table_name,
            StreamArn=self.arn,
            **({"EnableKinesisStreamingConfiguration": given} if precision else {}),
        )

    def put(self, key, **attributes):
        item = {"id": {"S": key}, **attributes}
        self.dynamodb.put_item(TableName=self.table_name, Item=item)

    def sent(self):
        """The records in the Kinesis stream, decoded."""
        found = []
        for shard in self.kinesis.list_shards(StreamName=self.name_of_stream)["Shards"]:
            iterator = self.kinesis.get_shard_iterator(
                StreamName=self.name_of_stream,
                ShardId=shard["ShardId"],
                ShardIteratorType="TRIM_HORIZON",
            )["ShardIterator"]
            records = self.kinesis.get_records(ShardIterator=iterator)["Records"]
            found += [json.loads(record["Data"]) for record in records]
        return found

    def destinations(self):
        return self.dynamodb.describe_kinesis_streaming_destination(TableName=self.table_name)[
            "KinesisDataStreamDestinations"
        ]

    def test_a_destination_is_enabled_described_updated_and_disabled(self):
        self.assertEqual([], self.destinations())
        self.assertEqual("ENABLING", self.enable()["DestinationStatus"])
        expected = {
            "StreamArn": self.arn,
            "DestinationStatus": "ACTIVE",
            "ApproximateCreationDateTimePrecision": "MILLISECOND",
        }
        self.assertEqual([expected], self.destinations())
        with self.assertRaises(ClientError):
            self.enable()
        self.dynamodb.update_kinesis_streaming_destination(
            TableName=self.table_name,
            StreamArn=self.arn,
            UpdateKinesisStreamingConfiguration={
                "ApproximateCreationDateTimePrecision": "MICROSECOND"
            },
        )
        told = self.destinations()[0]
        self.assertEqual("MICROSECOND", told["ApproximateCreationDateTimePrecision"])
        self.put("a")
        named = {"TableName": self.table_name, "StreamArn": self.arn}
        told = self.dynamodb.disable_kinesis_streaming_destination(**named)
        self.assertEqual("DISABLING", told["DestinationStatus"])
        self.assertEqual("DISABLED", self.destinations()[0]["DestinationStatus"])
        self.put("b")
        self.assertEqual(1, len(self.sent()))
        with self.assertRaises(ClientError):
            self.dynamodb.disable_kinesis_streaming_destination(**named)
        self.enable()
        self.put("c")
        self.assertEqual(2, len(self.sent()))

    def test_a_stream_that_is_not_there_is_refused(self):
        self.arn += "-none"
        code = self.error_code(self.enable)
        self.assertEqual("ResourceNotFoundException", code)

    def test_a_record_has_the_shape_that_dynamodb_documents(self):
        self.enable("MICROSECOND")
        self.put("a", bytes={"B": b"\x00"})
        record = self.sent()[0]
        inner = record.pop("dynamodb")
        age = time.time() * 1e6 - inner.pop("ApproximateCreationDateTime")
        self.assertTrue(0 <= age < 20e6, age)
        self.assertGreater(inner.pop("SizeBytes"), 0)
        self.assertEqual(
            {
                "Keys": {"id": {"S": "a"}},
                "NewImage": {"id": {"S": "a"}, "bytes": {"B": base64.b64encode(b"\0").decode()}},
                "ApproximateCreationDateTimePrecision": "MICROSECOND",
            },
            inner,
        )
        self.assertRegex(record.pop("eventID"), r"^[0-9a-f]{32}$")
        self.assertEqual(
            {
                "awsRegion": REGION,
                "eventName": "INSERT",
                "userIdentity": None,
                "recordFormat": "application/json",
                "tableName": self.table_name,
                "eventSource": "aws:dynamodb",
            },
            record,
        )

    def test_the_time_has_milliseconds_unless_microseconds_are_asked_for(self):
        self.enable()
        self.put("a")
        inner = self.sent()[0]["dynamodb"]
        self.assertEqual("MILLISECOND", inner["ApproximateCreationDateTimePrecision"])
        self.assertLess(abs(time.time() * 1000 - inner["ApproximateCreationDateTime"]), 20_000)

    def test_a_change_that_changes_nothing_sends_nothing(self):
        self.enable()
        for _ in range(2):
            self.put("a")
        self.dynamodb.delete_item(TableName=self.table_name, Key={"id": {"S": "a"}})
        self.assertEqual(["INSERT", "REMOVE"], [record["eventName"] for record in self.sent()])

    def test_a_table_with_a_stream_sends_both_images_whatever_its_view_is(self):
        self.table_name, _ = self.table(view="KEYS_ONLY")
        self.enable()
        self.put("a", n={"N": "1"})
        self.put("a", n={"N": "2"})
        inner = self.sent()[1]["dynamodb"]
        self.assertEqual(["1", "2"], [inner[i]["n"]["N"] for i in ("OldImage", "NewImage")])

    def test_records_come_twice_and_late_if_a_test_wants_it_and_none_is_lost(self):
        self.enable("MICROSECOND")
        self.control("POST", stream=self.name_of_stream, duplicates=0.3, disorder=0.3, seed=1)
        for n in range(40):
            self.put("a", n={"N": str(n)})
        told = self.control("GET")[0]
        self.assertEqual(40, told["met"])
        eventually(lambda: len(self.sent()) == 40 + told["repeated"])
        numbers = [int(r["dynamodb"]["NewImage"]["n"]["N"]) for r in self.sent()]
        self.assertEqual(set(range(40)), set(numbers))
        self.assertGreater(told["repeated"], 0)
        self.assertNotEqual(sorted(numbers), numbers)
