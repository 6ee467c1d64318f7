"""Whether everything that a dashboard names is there: metrics, alarms and log groups.

    python -m emulator.tests.cloudwatch.dashboard NAME [NAMESPACE|METRIC...]

NAME is the dashboard's. Of these namespaces, and of metrics of these names, it judges nothing: what
they count has not happened yet.
"""

from __future__ import annotations

import json
import re
import sys
from typing import Callable, Iterator

import boto3

# AWS's own metrics, by namespace and dimensions. moto's services put a few of them only.
# Lambda: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
# SQS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/
#      sqs-available-cloudwatch-metrics.html
# API Gateway: https://docs.aws.amazon.com/apigateway/latest/developerguide/
#              api-gateway-metrics-and-dimensions.html
# EventBridge: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
# Logs: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/
#       CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
_INVOCATIONS = {"Duration", "Errors", "Invocations", "Throttles"}
DOCUMENTED = {
    ("AWS/Lambda", "FunctionName"): {*_INVOCATIONS, "AsyncEventAge", "IteratorAge"},
    ("AWS/Lambda", "FunctionName,Resource"): _INVOCATIONS,
    ("AWS/Lambda", "ExecutedVersion,FunctionName,Resource"): _INVOCATIONS,
    ("AWS/SQS", "QueueName"): {
        "ApproximateAgeOfOldestMessage",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesVisible",
        "NumberOfEmptyReceives",
        "NumberOfMessagesSent",
    },
    ("AWS/ApiGateway", "ApiName,Stage"): {"4XXError", "5XXError", "Count", "Latency"},
    ("AWS/Events", "RuleName"): {"TriggeredRules"},
    ("AWS/Logs", "LogGroupName"): {"IncomingBytes"},
}
_SEARCH = re.compile(
    r"SEARCH\('\{([^,}]+),([^}]+)\}"
    r" FunctionName=\"([^\"]+)\" MetricName=\"([^\"]+)\"', '\w+', \d+\)"
)
Client = Callable[[str], object]


def problems(name: str, client: Client, without: tuple[str, ...] = ()) -> list[str]:
    """What the dashboard of that name shows and is not there, a line each."""
    cloudwatch = client("cloudwatch")
    widgets = json.loads(cloudwatch.get_dashboard(DashboardName=name)["DashboardBody"])["widgets"]
    listed = {
        _metric(each["Namespace"], each["MetricName"], _pairs(each["Dimensions"]))
        for page in cloudwatch.get_paginator("list_metrics").paginate()
        for each in page["Metrics"]
    }
    return [
        f"{widget['properties']['title']} {problem}"
        for widget in widgets
        for problem in _of_widget(widget, client, listed, without)
    ]


def _of_widget(widget: dict, client: Client, listed: set, without: tuple) -> Iterator[str]:
    properties = widget["properties"]
    if not properties["title"].endswith("?"):
        yield "is no question"
    for alarm in properties.get("alarms", []):
        found = client("cloudwatch").describe_alarms(AlarmNames=[alarm.split(":alarm:")[1]])
        if [each["AlarmArn"] for each in found["MetricAlarms"]] != [alarm]:
            yield f"there is no alarm {alarm}"
    for group in re.findall(r"SOURCE '([^']*)'", properties.get("query", "")):
        yield from _missing("LogGroupName", group, {}, client)
    metrics = [[*metric, {}] for metric in properties.get("metrics", [])]
    options = [next(each for each in metric if isinstance(each, dict)) for metric in metrics]
    ids = {each.get("id") for each in options}
    for metric, option in zip(metrics, options):
        if "expression" in option:
            yield from _of_expression(option["expression"], ids, client)
            continue
        namespace, metric_name, *rest = [each for each in metric if isinstance(each, str)]
        if namespace not in without and metric_name not in without:
            dimensions = dict(zip(rest[::2], rest[1::2]))
            yield from _of_metric(namespace, metric_name, dimensions, client, listed)


def _of_metric(
    namespace: str, name: str, dimensions: dict[str, str], client: Client, listed: set
) -> Iterator[str]:
    if _metric(namespace, name, dimensions) in listed:
        return
    if name not in DOCUMENTED.get((namespace, ",".join(sorted(dimensions))), ()):
        yield f"there is no metric {namespace} {name} {dimensions}"
        return
    for key, value in dimensions.items():
        yield from _missing(key, value, dimensions, client)


def _of_expression(expression: str, ids: set, client: Client) -> Iterator[str]:
    search = _SEARCH.fullmatch(expression)
    if search:
        namespace, dimensions, function, name = search.groups()
        if name not in DOCUMENTED.get((namespace, dimensions), ()):
            yield f"there is no metric {namespace} {name} of {dimensions}"
        yield from _missing("FunctionName", function, {}, client)
        return
    for name in sorted(set(re.findall(r"\b[a-z_]+\b", expression)) - ids):
        yield f"nothing has the id {name} in {expression}"


def _missing(key: str, value: str, dimensions: dict[str, str], client: Client) -> Iterator[str]:
    """Says so where no resource has the value of a dimension."""
    function = dimensions.get("FunctionName")
    try:
        found = {
            "ApiName": lambda: value in _names(client("apigateway").get_rest_apis()["items"]),
            "FunctionName": lambda: client("lambda").get_function(FunctionName=value),
            "LogGroupName": lambda: client("logs").describe_log_groups(logGroupNamePrefix=value)[
                "logGroups"
            ],
            "QueueName": lambda: client("sqs").get_queue_url(QueueName=value),
            "Resource": lambda: value.startswith(f"{function}:")
            and client("lambda").get_alias(FunctionName=function, Name=value.split(":")[1]),
            "RuleName": lambda: client("events").describe_rule(Name=value),
            "Stage": lambda: value,
        }[key]()
    except client("lambda").exceptions.ClientError:
        found = None
    if not found:
        yield f"there is no {key} {value}"


def _names(items: list[dict]) -> set[str]:
    return {item["name"] for item in items}


def _pairs(dimensions: list[dict]) -> dict[str, str]:
    return {each["Name"]: each["Value"] for each in dimensions}


def _metric(namespace: str, name: str, dimensions: dict[str, str]) -> tuple:
    return namespace, name, frozenset(dimensions.items())


if __name__ == "__main__":
    found = problems(sys.argv[1], boto3.client, tuple(sys.argv[2:]))
    print("\n".join(found) or "everything that the dashboard shows is there")
    sys.exit(bool(found))
