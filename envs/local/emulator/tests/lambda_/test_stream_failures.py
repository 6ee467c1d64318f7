"""What Lambda gives up of a stream, and what its destination gets."""

import json
import re
import time
from unittest.mock import patch

from botocore.exceptions import ClientError

from emulator.lambda_ import stream_readers

from ..harness import eventually
from .streams import Streams


def may(action, resource="*"):
    return {"Effect": "Allow", "Action": action, "Resource": resource}


class Failures(Streams):
    def objects(self, bucket):
        found = self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])
        keys = [each["Key"] for each in found]
        bodies = [self.s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys]
        return keys, [json.loads(body) for body in bodies]

    def to(self, arn):
        return {"DestinationConfig": {"OnFailure": {"Destination": arn}}}

    def test_a_queue_gets_the_numbers_of_what_is_given_up_and_the_shard_goes_on(self):
        stream, arn = self.stream()
        url, queue = self.queue()
        sent = self.put(stream, {"n": 0, "do": "fail"}, {"n": 1}, {"n": 2})
        name = self.reader(may("sqs:SendMessage", queue))
        self.map(name, arn, BatchSize=2, MaximumRetryAttempts=1, **self.to(queue))
        self.given(name, [0, 1], [0, 1], [2])
        told = self.messages(url)[0]
        self.assertNotIn("payload", told)
        self.assertEqual("1.0", told["version"])
        self.assertEqual("RetryAttemptsExhausted", told["requestContext"]["condition"])
        self.assertEqual(2, told["requestContext"]["approximateInvokeCount"])
        self.assertEqual(self.alias(name), told["requestContext"]["functionArn"])
        self.assertEqual(
            {"statusCode": 200, "executedVersion": "1", "functionError": "Unhandled"},
            told["responseContext"],
        )
        info = told["KinesisBatchInfo"]
        for moment in ("approximateArrivalOfFirstRecord", "approximateArrivalOfLastRecord"):
            self.assertRegex(info.pop(moment), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertEqual(
            {
                "shardId": "shardId-000000000000",
                "startSequenceNumber": sent[0]["SequenceNumber"],
                "endSequenceNumber": sent[1]["SequenceNumber"],
                "batchSize": 2,
                "streamArn": arn,
            },
            info,
        )

    def test_a_bucket_gets_the_records_too_below_the_mapping_and_the_shard(self):
        table, arn = self.table()
        bucket = self.bucket()
        told = json.dumps({"do": "fail"})
        self.dynamodb.put_item(TableName=table, Item={"id": {"S": "a"}, "told": {"S": told}})
        name = self.reader(may(["s3:PutObject", "s3:ListBucket"]))
        mapping = self.map(
            name, arn, MaximumRetryAttempts=0, **self.to(f"arn:aws:s3:::{bucket}")
        )
        eventually(lambda: self.objects(bucket)[0])
        (key,), (body,) = self.objects(bucket)
        shard = body["DDBStreamBatchInfo"]["shardId"]
        pattern = (
            rf"aws/lambda/{mapping['UUID']}/{re.escape(shard)}/\d{{4}}/\d\d/\d\d/"
            r"\d{4}-\d\d-\d\dT\d\d\.\d\d\.\d\d-[0-9a-f]{8}-[0-9a-f-]{27}"
        )
        self.assertRegex(key, f"^{pattern}$")
        self.assertEqual(self.handled(name)[0], json.loads(body["payload"]))

    def test_a_record_that_is_too_old_is_given_up_before_it_is_tried(self):
        stream, arn = self.stream()
        url, queue = self.queue()
        name = self.reader(may("sqs:SendMessage", queue))
        self.put(stream, {"n": 0})
        with patch.object(stream_readers, "limit", lambda value: 0.3):
            time.sleep(0.4)
            self.map(name, arn, MaximumRecordAgeInSeconds=60, **self.to(queue))
            told = self.messages(url)[0]
        self.assertEqual("RecordAgeExceeded", told["requestContext"]["condition"])
        self.assertNotIn("responseContext", told)
        self.assertEqual([], self.batches(name))

    def test_a_throttled_record_is_given_up_by_its_age_alone(self):
        stream, arn = self.stream()
        url, queue = self.queue()
        name = self.reader(may("sqs:SendMessage", queue))
        self.functions.put_function_concurrency(
            FunctionName=name, ReservedConcurrentExecutions=0
        )
        with patch.object(stream_readers, "limit", lambda value: 0.5):
            self.map(name, arn, MaximumRecordAgeInSeconds=60, **self.to(queue))
            self.put(stream, {"n": 0})
            told = self.messages(url)[0]
        self.assertEqual("RecordAgeExceeded", told["requestContext"]["condition"])

    def test_without_retries_and_a_destination_the_shard_goes_on(self):
        stream, arn = self.stream()
        self.put(stream, {"n": 0, "do": "fail"}, {"n": 1})
        name = self.reader()
        self.map(name, arn, BatchSize=1, MaximumRetryAttempts=0)
        self.given(name, [0], [1])

    def test_the_role_needs_the_rights_of_the_destination(self):
        _, arn = self.stream()
        _, queue = self.queue()
        bucket = f"arn:aws:s3:::{self.bucket()}"
        for destination, rights in (
            (queue, []),
            (bucket, [may("s3:PutObject")]),
            (bucket, [may("s3:ListBucket")]),
        ):
            name = self.reader(*rights)
            with self.subTest(destination), self.assertRaises(ClientError) as raised:
                self.map(name, arn, **self.to(destination))
            self.assertIn("does not have permissions to call", str(raised.exception))

    def test_what_the_role_may_not_write_any_more_is_lost_and_counted(self):
        stream, arn = self.stream()
        bucket = self.bucket()
        name = self.reader(may(["s3:PutObject", "s3:ListBucket"]))
        self.map(name, arn, MaximumRetryAttempts=0, **self.to(f"arn:aws:s3:::{bucket}"))
        self.allow(name, may(["kinesis:*", "s3:ListBucket"]))
        self.put(stream, {"n": 0, "do": "fail"})

        def counted():
            return self.cloudwatch.get_metric_statistics(
                Namespace="AWS/Lambda",
                MetricName="DestinationDeliveryFailures",
                Dimensions=[{"Name": "FunctionName", "Value": name}],
                StartTime=self.in_days(-1),
                EndTime=self.in_days(1),
                Period=60,
                Statistics=["Sum"],
            )["Datapoints"]

        eventually(counted)
        self.assertEqual([], self.objects(bucket)[0])
