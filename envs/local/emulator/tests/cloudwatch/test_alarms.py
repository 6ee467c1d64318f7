"""CloudWatch hears of invocations, queues and logs, and alarms ring and tell of it."""

import json
import time
from datetime import datetime, timedelta, timezone
from types import SimpleNamespace
from unittest import TestCase

from botocore.exceptions import ClientError

from emulator.cloudwatch.alarms import evaluate
from emulator.cloudwatch.metric_filters import matcher

from ..harness import ACCOUNT, REGION, EmulatorTest, eventually, package


def resource(name, qualifier="live"):
    return {"FunctionName": name, "Resource": f"{name}:{qualifier}"}


class Metrics(EmulatorTest):
    def sum(self, metric, namespace="AWS/Lambda", **dimensions):
        now = datetime.now(timezone.utc)
        points = self.cloudwatch.get_metric_statistics(
            Namespace=namespace,
            MetricName=metric,
            Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=1),
            Period=60,
            Statistics=["Sum"],
        )["Datapoints"]
        return sum(point["Sum"] for point in points)

    def test_invocations_and_errors_are_counted_by_alias_and_by_the_version_that_ran(self):
        name = self.live()
        self.functions.update_function_code(FunctionName=name, ZipFile=package(second="code"))
        self.functions.publish_version(FunctionName=name)
        for event in ({}, {"do": "fail"}):
            self.invoke(name, event, Qualifier="live")
        self.functions.update_alias(FunctionName=name, Name="live", FunctionVersion="2")
        self.invoke(name, {}, Qualifier="live")
        self.invoke(name, {}, Qualifier="2")
        for metric, dimensions, expected in (
            ("Invocations", {"FunctionName": name}, 4),
            ("Invocations", resource(name), 3),
            ("Invocations", resource(name, "2"), 1),
            ("Invocations", {**resource(name), "ExecutedVersion": "1"}, 2),
            ("Invocations", {**resource(name), "ExecutedVersion": "2"}, 1),
            ("Errors", {"FunctionName": name}, 1),
            ("Errors", {**resource(name), "ExecutedVersion": "1"}, 1),
            ("Errors", {**resource(name), "ExecutedVersion": "2"}, 0),
        ):
            with self.subTest(metric=metric, **dimensions):
                self.assertEqual(expected, self.sum(metric, **dimensions))
        self.assertGreater(self.sum("Duration", **resource(name)), 0)

    def test_an_event_that_is_given_up_is_counted_once(self):
        name = self.live()
        event = json.dumps({"do": "fail"})
        self.functions.invoke(
            FunctionName=name, Qualifier="live", InvocationType="Event", Payload=event
        )
        eventually(lambda: self.sum("AsyncEventsDropped", FunctionName=name))
        self.assertEqual(1, self.sum("AsyncEventsDropped", FunctionName=name))
        self.assertEqual(1, self.sum("AsyncEventsReceived", FunctionName=name))
        self.assertGreater(self.sum("AsyncEventAge", FunctionName=name), 0)
        self.assertEqual(3, self.sum("Errors", **resource(name)))

    def test_the_queue_of_asynchronous_events_tells_nothing_of_an_alias(self):
        name = self.live()
        event = json.dumps({"do": "fail"})
        self.functions.invoke(
            FunctionName=name, Qualifier="live", InvocationType="Event", Payload=event
        )
        eventually(lambda: self.sum("AsyncEventsDropped", FunctionName=name))
        for metric in ("AsyncEventAge", "AsyncEventsDropped", "AsyncEventsReceived"):
            with self.subTest(metric):
                self.assertEqual(0, self.sum(metric, **resource(name)))

    def test_what_no_destination_gets_is_counted(self):
        name = self.live()
        url, queue = self.queue()
        self.functions.put_function_event_invoke_config(
            FunctionName=name,
            Qualifier="live",
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": queue}},
        )
        self.sqs.delete_queue(QueueUrl=url)
        event = json.dumps({"do": "fail"})
        self.functions.invoke(
            FunctionName=name, Qualifier="live", InvocationType="Event", Payload=event
        )
        eventually(lambda: self.sum("DestinationDeliveryFailures", FunctionName=name))
        self.assertEqual(1, self.sum("DestinationDeliveryFailures", FunctionName=name))

    def test_a_metric_filter_counts_lines_of_its_log_group(self):
        group, namespace = self.name("/group"), self.name("namespace")
        self.logs.create_log_group(logGroupName=group)
        self.logs.create_log_stream(logGroupName=group, logStreamName="stream")
        self.logs.put_metric_filter(
            logGroupName=group,
            filterName="bad",
            filterPattern='{ $.kind = "bad" }',
            metricTransformations=[
                {
                    "metricName": "Bad",
                    "metricNamespace": namespace,
                    "metricValue": "1",
                    "defaultValue": 0,
                }
            ],
        )
        lines = ['{"kind": "bad"}', '{"kind": "good"}', "bad", '{"kind": "bad"}']
        events = [{"timestamp": int(time.time() * 1000), "message": line} for line in lines]
        self.logs.put_log_events(logGroupName=group, logStreamName="stream", logEvents=events)
        self.assertEqual(2, self.sum("Bad", namespace))


class Ringing(EmulatorTest):
    def alarm(self, namespace, metric, dimensions, **settings):
        name = self.name("alarm")
        topic = self.sns.create_topic(Name=name)["TopicArn"]
        url, queue = self.queue()
        self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
        options = {
            "AlarmActions": [topic],
            "OKActions": [topic],
            "ComparisonOperator": "GreaterThanThreshold",
            "EvaluationPeriods": 1,
            "Period": 60,
            "Statistic": "Sum",
            "Threshold": 0,
            "TreatMissingData": "notBreaching",
        }
        self.cloudwatch.put_metric_alarm(
            AlarmName=name,
            Namespace=namespace,
            MetricName=metric,
            Dimensions=[{"Name": key, "Value": value} for key, value in dimensions.items()],
            **{**options, **settings},
        )
        return name, url

    def state(self, name):
        return self.cloudwatch.describe_alarms(AlarmNames=[name])["MetricAlarms"][0]["StateValue"]

    def test_an_alarm_rings_while_a_function_fails_and_tells_when_it_is_over(self):
        name = self.live()
        alarm, url = self.alarm("AWS/Lambda", "Errors", resource(name))
        self.invoke(name, {"do": "fail"}, Qualifier="live")
        eventually(lambda: self.state(alarm) == "ALARM")
        # On a busy machine the second message arrives before the first is taken.
        sent = [json.loads(message["Message"]) for message in self.messages(url, 2)]
        states = [(message["AlarmName"], message["NewStateValue"]) for message in sent]
        self.assertEqual([(alarm, "ALARM"), (alarm, "OK")], states)
        self.assertEqual("OK", self.state(alarm))

    def test_an_alarm_rings_while_a_queue_has_messages(self):
        url, _ = self.queue()
        dimensions = {"QueueName": url.rsplit("/", 1)[-1]}
        metric = "ApproximateNumberOfMessagesVisible"
        alarm, _ = self.alarm("AWS/SQS", metric, dimensions, Statistic="Maximum")
        self.sqs.send_message(QueueUrl=url, MessageBody="{}")
        eventually(lambda: self.state(alarm) == "ALARM")
        self.messages(url)
        eventually(lambda: self.state(alarm) == "OK")

    def test_a_changed_alarm_keeps_its_state(self):
        name = self.live()
        alarm, _ = self.alarm("AWS/Lambda", "Errors", resource(name), Period=600)
        self.invoke(name, {"do": "fail"}, Qualifier="live")
        eventually(lambda: self.state(alarm) == "ALARM")
        self.cloudwatch.put_metric_alarm(
            AlarmName=alarm,
            Namespace="AWS/Lambda",
            MetricName="Errors",
            Dimensions=[{"Name": key, "Value": value} for key, value in resource(name).items()],
            ComparisonOperator="GreaterThanThreshold",
            EvaluationPeriods=1,
            Period=600,
            Statistic="Sum",
            Threshold=0,
        )
        self.assertEqual("ALARM", self.state(alarm))


class Judgement(TestCase):
    def test_the_state_follows_from_the_last_periods(self):
        for missing, needed, periods, expected in (
            ("notBreaching", None, [[1], [1], [1]], "ALARM"),
            ("notBreaching", None, [[1], [], [1]], "OK"),
            ("notBreaching", None, [[1], [0], [1]], "OK"),
            ("notBreaching", 2, [[1], [], [1]], "ALARM"),
            ("notBreaching", None, [[], [], []], "OK"),
            ("breaching", None, [[], [1], []], "ALARM"),
            ("ignore", None, [[], [], []], "as before"),
            ("missing", None, [[], [], []], "INSUFFICIENT_DATA"),
            ("missing", None, [[], [0], []], "OK"),
        ):
            with self.subTest(missing=missing, periods=periods):
                self.assertEqual(expected, evaluate(self.alarm(missing, needed), periods)[0])

    def test_a_percentile_is_the_value_below_which_that_share_lies(self):
        alarm = self.alarm("notBreaching", 1, extended_statistic="p99", threshold=98)
        self.assertEqual("ALARM", evaluate(alarm, [list(range(1, 101))])[0])
        alarm.threshold = 99
        self.assertEqual("OK", evaluate(alarm, [list(range(1, 101))])[0])

    def alarm(self, missing, needed, **settings):
        usual = {"threshold": 0, "statistic": "Sum", "extended_statistic": None}
        return SimpleNamespace(
            comparison_operator="GreaterThanThreshold",
            datapoints_to_alarm=needed,
            evaluation_periods=3,
            state_value="as before",
            treat_missing_data=missing,
            **{**usual, **settings},
        )


class Filters(TestCase):
    def test_a_filter_combines_comparisons(self):
        fits = matcher('{ $.message = "not recorded" && ($.a.b = 1 || $.a.b != "x y") }')
        for value, expected in (
            ({"message": "not recorded", "a": {"b": 1}}, True),
            ({"message": "not recorded", "a": {"b": "z"}}, True),
            ({"message": "not recorded", "a": {"b": "x y"}}, False),
            ({"message": "not recorded", "a": {}}, False),
            ({"message": "recorded", "a": {"b": 1}}, False),
            (None, False),
        ):
            with self.subTest(value):
                self.assertEqual(expected, fits(value))

    def test_a_filter_that_is_not_emulated_is_refused(self):
        for pattern in ("ERROR", "{ $.a }", "{ $.a > 1 }", '{ $.a = "b" ', "{ $.a = 1 & $.b = 2 }"):
            with self.subTest(pattern), self.assertRaises(ValueError):
                matcher(pattern)


class Versions(EmulatorTest):
    def test_a_version_that_an_alias_uses_is_not_deleted(self):
        name = self.live()
        for number in (2, 3):
            self.functions.update_function_code(
                FunctionName=name, ZipFile=package(number=str(number))
            )
            self.functions.publish_version(FunctionName=name)
        weights = {"AdditionalVersionWeights": {"2": 0.5}}
        self.functions.update_alias(FunctionName=name, Name="live", RoutingConfig=weights)
        for version in ("1", "2"):
            with self.subTest(version), self.assertRaises(ClientError) as caught:
                self.functions.delete_function(FunctionName=name, Qualifier=version)
            error = caught.exception.response["Error"]
            self.assertEqual("ResourceConflictException", error["Code"])
            self.assertIn(f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}", error["Message"])
        self.functions.delete_function(FunctionName=name, Qualifier="3")
        live = self.functions.get_alias(FunctionName=name, Name="live")
        self.assertEqual("1", live["FunctionVersion"])
