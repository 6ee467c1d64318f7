"""Event source mappings of streams: what Lambda keeps, returns, refuses and reads."""

import time
from datetime import datetime, timezone

from botocore.exceptions import ClientError

from ..harness import ACCOUNT, REGION, eventually
from .streams import READ, Streams


class Mappings(Streams):
    def test_the_alias_stays_and_the_defaults_are_returned(self):
        _, arn = self.stream()
        name = self.reader()
        made = self.map(name, arn)
        told = self.functions.get_event_source_mapping(UUID=made["UUID"])
        for member, value in {
            "FunctionArn": self.alias(name),
            "State": "Enabled",
            "BatchSize": 100,
            "MaximumBatchingWindowInSeconds": 0,
            "MaximumRecordAgeInSeconds": -1,
            "MaximumRetryAttempts": -1,
            "ParallelizationFactor": 1,
            "BisectBatchOnFunctionError": False,
            "TumblingWindowInSeconds": 0,
            "DestinationConfig": {"OnFailure": {}},
            "FunctionResponseTypes": [],
            "LastProcessingResult": "No records processed",
        }.items():
            with self.subTest(member):
                self.assertEqual(value, told[member])

    def test_what_is_updated_holds_and_the_alias_stays(self):
        stream, arn = self.stream()
        name = self.reader()
        uuid = self.map(name, arn, Enabled=False)["UUID"]
        self.functions.update_event_source_mapping(
            UUID=uuid,
            FunctionName=self.alias(name),
            BatchSize=2,
            Enabled=True,
            MetricsConfig={"Metrics": ["EventCount"]},
        )
        told = self.functions.get_event_source_mapping(UUID=uuid)
        self.assertEqual((self.alias(name), 2), (told["FunctionArn"], told["BatchSize"]))
        self.assertEqual({"Metrics": ["EventCount"]}, told["MetricsConfig"])
        self.put(stream, *({"n": n} for n in range(3)))
        eventually(lambda: sum(map(len, self.batches(name))) == 3)
        self.assertLessEqual(max(map(len, self.batches(name))), 2)
        told = self.functions.get_event_source_mapping(UUID=uuid)
        self.assertEqual("OK", told["LastProcessingResult"])

    def test_a_disabled_mapping_reads_nothing_and_goes_on_where_it_was(self):
        stream, arn = self.stream()
        name = self.reader()
        uuid = self.map(name, arn)["UUID"]
        self.put(stream, {"n": 0})
        self.given(name, [0])
        told = self.functions.update_event_source_mapping(UUID=uuid, Enabled=False)
        self.assertEqual("Disabled", told["State"])
        time.sleep(0.1)
        self.put(stream, {"n": 1})
        time.sleep(0.3)
        self.given(name, [0])
        self.functions.update_event_source_mapping(UUID=uuid, Enabled=True)
        self.given(name, [0], [1])

    def test_a_deleted_mapping_reads_nothing(self):
        stream, arn = self.stream()
        name = self.reader()
        self.unmap(self.map(name, arn)["UUID"])
        self.put(stream, {"n": 0})
        time.sleep(0.3)
        self.assertEqual([], self.batches(name))

    def test_a_mapping_reads_from_its_position_on(self):
        stream, arn = self.stream()
        self.put(stream, {"n": 0})
        time.sleep(1.1)  # the request has whole seconds
        since = datetime.now(timezone.utc)
        self.put(stream, {"n": 1})
        names = {}
        for position, further in (
            ("TRIM_HORIZON", {}),
            ("LATEST", {}),
            ("AT_TIMESTAMP", {"StartingPositionTimestamp": since}),
        ):
            names[position] = self.reader()
            self.map(names[position], arn, StartingPosition=position, **further)
        self.put(stream, {"n": 2})
        for position, expected in (
            ("TRIM_HORIZON", [0, 1, 2]),
            ("LATEST", [2]),
            ("AT_TIMESTAMP", [1, 2]),
        ):
            name = names[position]
            eventually(lambda: sum(map(len, self.batches(name))) == len(expected))
            self.assertEqual(expected, [n for batch in self.batches(name) for n in batch])

    def test_two_functions_read_a_stream_by_themselves(self):
        table, arn = self.table()
        names = [self.reader(), self.reader()]
        for name in names:
            self.map(name, arn)
        self.dynamodb.put_item(TableName=table, Item={"id": {"S": "a"}})
        for name in names:
            self.given(name, ["a"])

    def test_what_lambda_refuses_is_refused(self):
        _, arn = self.stream()
        _, table_arn = self.table()
        name = self.reader()
        for reason, source, options in (
            ("retries", arn, {"MaximumRetryAttempts": 10_001}),
            ("age", arn, {"MaximumRecordAgeInSeconds": 59}),
            ("parallelization", arn, {"ParallelizationFactor": 11}),
            ("position", table_arn, {"StartingPosition": "AT_TIMESTAMP"}),
            ("pattern", arn, {"FilterCriteria": {"Filters": [{"Pattern": '{"data": 1}'}]}}),
            ("stream", arn + "-none", {}),
            ("table", table_arn + "0", {}),
        ):
            with self.subTest(reason), self.assertRaises(ClientError) as raised:
                self.map(name, source, **options)
            self.assertEqual(
                "InvalidParameterValueException", raised.exception.response["Error"]["Code"]
            )
        self.map(name, arn)
        with self.assertRaises(ClientError) as raised:
            self.map(name, arn)
        self.assertEqual("ResourceConflictException", raised.exception.response["Error"]["Code"])

    def test_the_role_needs_each_right_to_read(self):
        _, arn = self.stream()
        _, table_arn = self.table()
        name = self.reader()
        actions = READ[0]["Action"]
        for missing in actions:
            rest = [action for action in actions if action != missing]
            self.allow(name, {"Effect": "Allow", "Action": rest, "Resource": "*"})
            source = arn if missing.startswith("kinesis") else table_arn
            with self.subTest(missing), self.assertRaises(ClientError) as raised:
                self.map(name, source)
            self.assertIn(missing, str(raised.exception))

    def test_a_right_that_was_taken_away_stops_the_reading_until_it_is_given(self):
        stream, arn = self.stream()
        name = self.reader()
        uuid = self.map(name, arn)["UUID"]
        self.allow(name, {**READ[0], "Action": "dynamodb:*"})
        time.sleep(0.2)
        self.put(stream, {"n": 0})
        time.sleep(0.3)
        self.assertEqual([], self.batches(name))
        told = self.functions.get_event_source_mapping(UUID=uuid)["LastProcessingResult"]
        self.assertTrue(told.startswith("PROBLEM"), told)
        self.allow(name, *READ)
        self.given(name, [0])

    def test_a_record_of_kinesis_has_the_shape_that_lambda_documents(self):
        stream, arn = self.stream()
        sent = self.put(stream, {"n": 1})[0]
        name = self.reader()
        self.map(name, arn)
        self.given(name, [1])
        record = self.handled(name)[0]["Records"][0]
        inner = record.pop("kinesis")
        self.assertLess(abs(time.time() - inner.pop("approximateArrivalTimestamp")), 20)
        self.assertEqual(
            {
                "kinesisSchemaVersion": "1.0",
                "partitionKey": "k",
                "sequenceNumber": sent["SequenceNumber"],
                "data": "eyJuIjogMX0=",
            },
            inner,
        )
        self.assertEqual(
            {
                "eventSource": "aws:kinesis",
                "eventVersion": "1.0",
                "eventID": f"shardId-000000000000:{sent['SequenceNumber']}",
                "eventName": "aws:kinesis:record",
                "invokeIdentityArn": f"arn:aws:iam::{ACCOUNT}:role/{name}",
                "awsRegion": REGION,
                "eventSourceARN": arn,
            },
            record,
        )

    def test_a_record_of_a_table_has_the_shape_that_lambda_documents(self):
        table, arn = self.table()
        item = {"id": {"S": "a"}, "bytes": {"B": b"\x00"}, "set": {"NS": ["1", "2"]}}
        self.dynamodb.put_item(TableName=table, Item=item)
        name = self.reader()
        self.map(name, arn)
        self.given(name, ["a"])
        record = self.handled(name)[0]["Records"][0]
        inner = record.pop("dynamodb")
        self.assertRegex(inner.pop("SequenceNumber"), r"^\d{21,40}$")
        self.assertIsInstance(inner["ApproximateCreationDateTime"], int)
        self.assertLess(abs(time.time() - inner.pop("ApproximateCreationDateTime")), 20)
        self.assertGreater(inner.pop("SizeBytes"), 0)
        self.assertEqual(
            {
                "Keys": {"id": {"S": "a"}},
                "NewImage": {
                    "id": {"S": "a"},
                    "bytes": {"B": "AA=="},
                    "set": {"NS": ["1", "2"]},
                },
                "StreamViewType": "NEW_AND_OLD_IMAGES",
            },
            inner,
        )
        self.assertRegex(record.pop("eventID"), r"^[0-9a-f]{32}$")
        self.assertEqual(
            {
                "eventName": "INSERT",
                "eventVersion": "1.1",
                "eventSource": "aws:dynamodb",
                "awsRegion": REGION,
                "eventSourceARN": arn,
            },
            record,
        )

    def test_the_age_of_the_last_record_of_a_batch_is_a_metric(self):
        stream, arn = self.stream()
        self.put(stream, {"n": 0})
        time.sleep(0.3)
        name = self.reader()
        self.map(name, arn)
        self.given(name, [0])
        dimensions = [{"Name": "FunctionName", "Value": name}]
        for further in ([], [{"Name": "Resource", "Value": f"{name}:live"}]):
            found = self.cloudwatch.get_metric_statistics(
                Namespace="AWS/Lambda",
                MetricName="IteratorAge",
                Dimensions=[*dimensions, *further],
                StartTime=self.in_days(-1),
                EndTime=self.in_days(1),
                Period=60,
                Statistics=["Maximum"],
            )["Datapoints"]
            self.assertGreater(found[0]["Maximum"], 300)
