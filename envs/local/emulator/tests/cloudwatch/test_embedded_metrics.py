"""A line of a log becomes metrics as AWS says, and an alarm follows them."""

import base64
import json
import time
from datetime import datetime, timedelta, timezone
from unittest import TestCase

from emulator.cloudwatch.embedded_metrics import Refused, read

from ..harness import EmulatorTest, eventually

DAY = 24 * 60 * 60 * 1000


def line(directive=None, at=0, **members) -> str:
    """A line with one directive, `at` milliseconds from now."""
    given = {
        "Namespace": "ns",
        "Dimensions": [["Function"], ["Function", "Source"]],
        "Metrics": [{"Name": "Lag", "Unit": "Milliseconds"}],
        **(directive or {}),
    }
    aws = {"Timestamp": int(time.time() * 1000) + at, "CloudWatchMetrics": [given]}
    root = {"_aws": aws, "Function": "f", "Source": "s", "Lag": [1, 2, 3], **members}
    return json.dumps(root)


class Lines(TestCase):
    def test_each_value_counts_once_for_each_set_of_dimensions(self):
        found = [
            (datum.name, datum.value, datum.unit, [(d.name, d.value) for d in datum.dimensions])
            for datum in read(line(Lag=[5, 7]))
        ]
        function, both = [("Function", "f")], [("Function", "f"), ("Source", "s")]
        expected = [
            ("Lag", value, "Milliseconds", dimensions)
            for value in (5.0, 7.0)
            for dimensions in (function, both)
        ]
        self.assertEqual(expected, found)

    def test_the_time_is_that_of_the_line(self):
        (first, *_) = read(line(at=-DAY))
        age = datetime.now(timezone.utc).replace(tzinfo=None) - first.timestamp
        self.assertLess(abs(age - timedelta(days=1)), timedelta(minutes=1))

    def test_a_line_without_metrics_is_none(self):
        for text in ('the word "_aws"', '{"_aws": 1}', "[1]", '{"a": 1}'):
            with self.subTest(text):
                self.assertEqual([], read(text))

    def test_what_aws_refuses_is_refused_with_the_reason(self):
        lag = {"Name": "Lag"}
        for text, reason in (
            (line(at=-15 * DAY), "more than two weeks ago"),
            (line(at=DAY // 8), "more than two hours in the future"),
            (line(Lag=list(range(101))), "Lag has more than 100 values"),
            (line(Lag=[]), "Lag has no number"),
            (line(Lag="7"), "Lag has no number"),
            (line(Lag=True), "Lag has no number"),
            (line(Source=""), "no value of dimension Source"),
            (line(Source=" "), "no value of dimension Source"),
            (line(Source=None), "no value of dimension Source"),
            (line(Source="ä"), "not ASCII"),
            (line({"Namespace": ""}), "no Namespace"),
            (line({"Dimensions": []}), "no Dimensions"),
            (line({"Dimensions": [["Function"] * 31]}), "more than 30 dimensions"),
            (line({"Metrics": [{"Name": ""}]}), "a metric has no Name"),
            (line({"Metrics": [lag] * 101}), "more than 100 metrics"),
            (line({"Metrics": [{**lag, "Unit": "Parsecs"}]}), "unknown Unit"),
            (line({"Metrics": [{**lag, "StorageResolution": 5}]}), "another resolution"),
            ('{"_aws": {"Timestamp": "now"}}', "no number of milliseconds"),
            (json.dumps({"_aws": {"Timestamp": time.time() * 1000}}), "CloudWatchMetrics"),
        ):
            with self.subTest(reason), self.assertRaisesRegex(Refused, reason):
                read(text)

    def test_as_much_as_aws_takes_is_taken(self):
        self.assertEqual(200, len(read(line(Lag=list(range(100))))))
        self.assertEqual(6, len(read(line(at=-13 * DAY))))
        self.assertEqual(3, len(read(line({"Dimensions": [[]]}))))


class Metrics(EmulatorTest):
    def printed(self, *lines, **settings) -> str:
        """A function that has written these lines."""
        name = self.live(**settings)
        self.invoke(name, {"print": list(lines)}, Qualifier="live")
        return name

    def points(self, namespace, metric, stat, dimensions):
        now = datetime.now(timezone.utc)
        given = [{"Name": name, "Value": value} for name, value in dimensions.items()]
        asked = {"Namespace": namespace, "MetricName": metric, "Dimensions": given}
        answer = self.cloudwatch.get_metric_data(
            StartTime=now - timedelta(minutes=5),
            EndTime=now + timedelta(minutes=1),
            MetricDataQueries=[
                {"Id": "a", "MetricStat": {"Metric": asked, "Period": 3600, "Stat": stat}}
            ],
        )
        return answer["MetricDataResults"][0]["Values"]

    def test_lines_of_a_function_become_metrics(self):
        namespace = self.name("namespace")
        self.printed(line({"Namespace": namespace}, Lag=list(range(1, 101))))
        dimensions = {"Function": "f", "Source": "s"}
        for stat, expected in (("SampleCount", 100), ("Maximum", 100), ("p50", 50), ("p99", 99)):
            with self.subTest(stat):
                found = eventually(lambda: self.points(namespace, "Lag", stat, dimensions))
                self.assertEqual([expected], found)
        self.assertEqual([100], self.points(namespace, "Lag", "SampleCount", {"Function": "f"}))
        self.assertEqual([], self.points(namespace, "Lag", "SampleCount", {}))
        self.assertEqual([], self.points(self.name("namespace"), "Lag", "Sum", dimensions))

    def test_a_refused_line_is_counted(self):
        with self.assertLogs("emulator.cloudwatch.embedded_metrics", "WARNING") as logged:
            name = self.printed(line(Source=""))
            group = {"LogGroupName": f"/aws/lambda/{name}"}
            found = eventually(lambda: self.points("AWS/Logs", "EMFValidationErrors", "Sum", group))
        self.assertIn(f"/aws/lambda/{name}: no value of dimension Source", logged.output[0])
        self.assertEqual([1], found)

    def test_lambda_drops_a_line_below_the_level(self):
        config = {"LogFormat": "JSON", "ApplicationLogLevel": "WARN"}
        at = "2026-01-31T12:00:00.123456Z"
        for members, expected in (
            ({"level": "WARN", "timestamp": at}, [3]),
            ({"level": "INFO", "timestamp": at}, []),
            ({"level": "WARN"}, []),
            ({"level": "LOUD", "timestamp": at}, []),
            ({}, []),
        ):
            with self.subTest(members):
                namespace = self.name("namespace")
                self.printed(line({"Namespace": namespace}, **members), LoggingConfig=config)
                found = self.points(namespace, "Lag", "SampleCount", {"Function": "f"})
                self.assertEqual(expected, found)

    def test_alarms_on_lateness_and_on_silence_fire(self):
        namespace = self.name("namespace")
        for name, settings in (
            (
                "lag",
                {
                    "ComparisonOperator": "GreaterThanThreshold",
                    "DatapointsToAlarm": 1,
                    "EvaluationPeriods": 3,
                    "ExtendedStatistic": "p99",
                    "Threshold": 60_000,
                    "TreatMissingData": "notBreaching",
                },
            ),
            (
                "silence",
                {
                    "ComparisonOperator": "LessThanThreshold",
                    "EvaluationPeriods": 5,
                    "Statistic": "SampleCount",
                    "Threshold": 1,
                    "TreatMissingData": "breaching",
                },
            ),
        ):
            self.cloudwatch.put_metric_alarm(
                AlarmName=f"{namespace}-{name}",
                Namespace=namespace,
                MetricName="Lag",
                Dimensions=[{"Name": "Function", "Value": "f"}, {"Name": "Source", "Value": "s"}],
                Period=60,
                **settings,
            )

        def state(name):
            found = self.cloudwatch.describe_alarms(AlarmNames=[f"{namespace}-{name}"])
            return found["MetricAlarms"][0]["StateValue"]

        eventually(lambda: (state("lag"), state("silence")) == ("OK", "ALARM"))
        self.printed(line({"Namespace": namespace}, Lag=[100]))
        eventually(lambda: (state("lag"), state("silence")) == ("OK", "OK"))
        self.printed(line({"Namespace": namespace}, Lag=[100_000]))
        eventually(lambda: (state("lag"), state("silence")) == ("ALARM", "OK"))
        eventually(lambda: (state("lag"), state("silence")) == ("OK", "ALARM"), 20)


class Callers(EmulatorTest):
    def test_a_function_is_told_what_its_caller_says_of_itself(self):
        name = self.live()
        told = '{"custom":{"a":"b"}}'
        context = base64.b64encode(told.encode()).decode()
        _, answer = self.invoke(name, {}, Qualifier="live", ClientContext=context)
        self.assertEqual(told, answer["client_context"])
        _, answer = self.invoke(name, {}, Qualifier="live")
        self.assertIsNone(answer["client_context"])
