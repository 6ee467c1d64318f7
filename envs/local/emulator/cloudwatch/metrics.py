"""What Lambda and SQS tell CloudWatch of themselves: moto's tell it nothing.

A metric is told anew for each set of dimensions, as on AWS, where none is derived from another.
"""

from __future__ import annotations

import time

from moto.cloudwatch.models import CloudWatchBackend, MetricDatum, cloudwatch_backends
from moto.sqs.models import Queue

from ..lambda_.execution_environment import Outcome
from ..lambda_.targets import Target


def tell(backend: CloudWatchBackend, namespace: str, name: str, value: float, **dimensions) -> None:
    """Adds one value of a metric, now."""
    given = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    backend.metric_data.append(MetricDatum(namespace, name, value, given, None))


def invoked(target: Target, outcome: Outcome) -> None:
    """An invocation has ended.

    https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
    """
    values = {
        "Invocations": 1,
        "Errors": int(outcome.failed),
        "Duration": outcome.milliseconds,
    }
    _tell_lambda(target, values, outcome.version)


def accepted(target: Target) -> None:
    """Lambda has taken an asynchronous event into its queue."""
    _tell_function(target, "AsyncEventsReceived", 1)


def started(target: Target, age_seconds: float) -> None:
    """An attempt on an asynchronous event begins, so long after it was accepted."""
    _tell_function(target, "AsyncEventAge", age_seconds * 1000)


def dropped(target: Target) -> None:
    """Lambda has given an asynchronous event up, whether or not a destination gets it."""
    _tell_function(target, "AsyncEventsDropped", 1)


def undelivered(target: Target) -> None:
    """A destination could not be sent what became of an event."""
    _tell_function(target, "DestinationDeliveryFailures", 1)


def _tell_lambda(target: Target, values: dict[str, float], executed_version: str) -> None:
    """For each set of dimensions that the metrics of invocations have."""
    name = target.latest.function_name
    resource = name if target.qualifier == "$LATEST" else f"{name}:{target.qualifier}"
    sets = [{"FunctionName": name}, {"FunctionName": name, "Resource": resource}]
    # Only an alias can mean one version or another.
    if executed_version and not target.qualifier.isdigit() and target.qualifier != "$LATEST":
        sets.append({**sets[1], "ExecutedVersion": executed_version})
    for dimensions in sets:
        for metric, value in values.items():
            tell(_backend(target), "AWS/Lambda", metric, value, **dimensions)


def _tell_function(target: Target, metric: str, value: float) -> None:
    """Metrics of the queue for asynchronous events: no alias is documented for them."""
    name = target.latest.function_name
    tell(_backend(target), "AWS/Lambda", metric, value, FunctionName=name)


def _backend(target: Target) -> CloudWatchBackend:
    return cloudwatch_backends[target.latest.account_id][target.latest.region]


def queue(backend: CloudWatchBackend, watched: Queue) -> None:
    """How many messages a queue has for who asks, and how old the oldest is."""
    messages = list(watched._messages)
    oldest = min((message.sent_timestamp for message in messages), default=None)
    age = 0 if oldest is None else max(0, time.time() - oldest / 1000)
    visible = float(str(watched.approximate_number_of_messages))
    name = watched.name
    tell(backend, "AWS/SQS", "ApproximateNumberOfMessagesVisible", visible, QueueName=name)
    tell(backend, "AWS/SQS", "ApproximateAgeOfOldestMessage", age, QueueName=name)
