"""The check of a dashboard names what is not there, and CloudWatch lists what was there."""

import json
from datetime import datetime
from unittest import TestCase

from moto.cloudwatch.models import CloudWatchBackend

from emulator.cloudwatch.alarms import MetricSamples

from ..harness import ACCOUNT, REGION, EmulatorTest
from .dashboard import problems


class Dashboard(EmulatorTest):
    def check(self, properties, kind="metric", without=()):
        name = self.name("dashboard")
        widget = {"type": kind, "properties": {"title": "Is it there?", **properties}}
        body = json.dumps({"widgets": [widget]})
        self.cloudwatch.put_dashboard(DashboardName=name, DashboardBody=body)
        clients = {
            "cloudwatch": self.cloudwatch,
            "lambda": self.functions,
            "logs": self.logs,
            "sqs": self.sqs,
        }
        return problems(name, clients.__getitem__, without)

    def test_what_is_there_is_no_problem(self):
        name = self.live()
        namespace = self.name("namespace")
        self.cloudwatch.put_metric_data(
            Namespace=namespace, MetricData=[{"MetricName": "Lag", "Value": 1}]
        )
        search = f'{{AWS/Lambda,FunctionName,Resource}} FunctionName="{name}" MetricName="Errors"'
        expression = f"SEARCH('{search}', 'Sum', 300)"
        live = ["FunctionName", name, "Resource", f"{name}:live"]
        for properties in (
            {"metrics": [[namespace, "Lag", {"stat": "p99"}]]},
            {"metrics": [["AWS/Lambda", "Errors", *live]]},
            {"metrics": [["AWS/Lambda", "Errors", "FunctionName", name, {"id": "a"}]]},
            {"metrics": [[{"expression": expression}]]},
        ):
            with self.subTest(properties):
                self.assertEqual([], self.check(properties))

    def test_a_fake_widget_is_named(self):
        name = self.live()
        for properties, expected in (
            ({"title": "Errors"}, "Errors is no question"),
            (
                {"metrics": [["AWS/Lambda", "Memory", "FunctionName", name]]},
                f"there is no metric AWS/Lambda Memory {{'FunctionName': '{name}'}}",
            ),
            ({"metrics": [["mine", "Lag"]]}, "there is no metric mine Lag {}"),
            (
                {"metrics": [["AWS/Lambda", "Errors", "Resource", name]]},
                f"there is no metric AWS/Lambda Errors {{'Resource': '{name}'}}",
            ),
            (
                {"metrics": [["AWS/Lambda", "Errors", "FunctionName", "nobody"]]},
                "there is no FunctionName nobody",
            ),
            (
                {"metrics": [["AWS/SQS", "NumberOfMessagesSent", "QueueName", "nobody"]]},
                "there is no QueueName nobody",
            ),
            (
                {"metrics": [[{"expression": "a + b", "id": "a"}]]},
                "nothing has the id b in a + b",
            ),
            ({"alarms": ["arn:aws:cloudwatch:r:1:alarm:none"]}, "there is no alarm"),
            ({"query": "SOURCE '/none' | stats count()"}, "there is no LogGroupName /none"),
        ):
            with self.subTest(properties):
                found = self.check(properties)
                self.assertEqual(1, len(found), found)
                self.assertIn(expected, found[0])

    def test_a_namespace_or_a_metric_that_is_left_out_is_not_judged_and_its_neighbours_are(self):
        metrics = {"metrics": [["mine", "Lag"], ["mine", "Failed"], ["yours", "Lag"]]}
        self.assertEqual(
            ["Is it there? there is no metric yours Lag {}"], self.check(metrics, without=("mine",))
        )
        self.assertEqual(
            ["Is it there? there is no metric mine Failed {}"],
            self.check(metrics, without=("Lag",)),
        )


class Listing(TestCase):
    def test_a_metric_is_listed_once_and_after_its_samples_are_gone(self):
        backend = CloudWatchBackend(REGION, ACCOUNT)
        sample = {"MetricName": "Old", "Value": 1, "Timestamp": datetime(2026, 1, 1)}
        backend.put_metric_data("mine", [sample, sample])
        MetricSamples().read(backend)
        self.assertEqual([], backend.metric_data)
        backend.put_metric_data("mine", [sample, {"MetricName": "New", "Value": 1}])
        _, listed = backend.list_metrics(None, "mine", None, None)
        self.assertEqual(["New", "Old"], sorted(each.name for each in listed))
