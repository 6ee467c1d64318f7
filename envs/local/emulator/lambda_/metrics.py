"""The metrics that Lambda puts into CloudWatch about a function.

https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html
"""

from __future__ import annotations

from moto.cloudwatch.models import CloudWatchBackend, cloudwatch_backends

from ..cloudwatch.metrics import put_metric
from .execution_environment import Outcome
from .targets import Target

_NAMESPACE = "AWS/Lambda"


def put_invocation(target: Target, outcome: Outcome) -> None:
    """An invocation has ended: a sample for each set of dimensions of these metrics."""
    name = target.latest.function_name
    resource = name if target.qualifier == "$LATEST" else f"{name}:{target.qualifier}"
    sets = [{"FunctionName": name}, {"FunctionName": name, "Resource": resource}]
    # Only an alias can mean one version or another.
    if outcome.version and not target.qualifier.isdigit() and target.qualifier != "$LATEST":
        sets.append({**sets[1], "ExecutedVersion": outcome.version})
    values = {
        "Invocations": 1,
        "Errors": int(outcome.failed),
        "Duration": outcome.milliseconds,
    }
    for dimensions in sets:
        for metric, value in values.items():
            put_metric(_backend(target), _NAMESPACE, metric, value, **dimensions)


def put_async_event_received(target: Target) -> None:
    """Lambda has accepted an asynchronous event into its queue."""
    _put_async(target, "AsyncEventsReceived", 1)


def put_async_event_age(target: Target, seconds: float) -> None:
    """An attempt on an asynchronous event begins, so many seconds after it was accepted."""
    _put_async(target, "AsyncEventAge", seconds * 1000)


def put_async_event_dropped(target: Target) -> None:
    """The last attempt on an asynchronous event has failed, with or without a destination."""
    _put_async(target, "AsyncEventsDropped", 1)


def put_iterator_age(target: Target, milliseconds: float) -> None:
    """A batch of a stream is given to the function: the age of its last record."""
    name = target.latest.function_name
    sets = [{"FunctionName": name}]
    if target.qualifier != "$LATEST":
        sets.append({"FunctionName": name, "Resource": f"{name}:{target.qualifier}"})
    for dimensions in sets:
        put_metric(_backend(target), _NAMESPACE, "IteratorAge", milliseconds, **dimensions)


def put_destination_delivery_failure(target: Target) -> None:
    """The result of an asynchronous event could not be sent to its destination."""
    _put_async(target, "DestinationDeliveryFailures", 1)


def _put_async(target: Target, metric: str, value: float) -> None:
    """AWS documents no dimension but the function for the metrics of asynchronous events."""
    name = target.latest.function_name
    put_metric(_backend(target), _NAMESPACE, metric, value, FunctionName=name)


def _backend(target: Target) -> CloudWatchBackend:
    return cloudwatch_backends[target.latest.account_id][target.latest.region]
