"""Puts samples of AWS's own metrics into CloudWatch; moto's services put none."""

from __future__ import annotations

import time
from typing import Iterable

from moto.cloudwatch.models import CloudWatchBackend, MetricDatum, MetricDatumBase
from moto.sqs.models import Queue


def put_metric(
    backend: CloudWatchBackend, namespace: str, name: str, value: float, **dimensions
) -> None:
    """Adds one sample of a metric, with the present time.

    Each set of dimensions is a metric of its own, as on AWS, where none is derived from another.
    """
    given = [{"Name": key, "Value": value} for key, value in dimensions.items()]
    backend.metric_data.append(MetricDatum(namespace, name, value, given, None))


def put_queue_metrics(backend: CloudWatchBackend, queue: Queue) -> None:
    """Puts the number of messages that can be received, and the age of the oldest message."""
    messages = list(queue._messages)
    oldest = min((message.sent_timestamp for message in messages), default=None)
    age = 0 if oldest is None else max(0, time.time() - oldest / 1000)
    values = {
        "ApproximateNumberOfMessagesVisible": float(str(queue.approximate_number_of_messages)),
        "ApproximateAgeOfOldestMessage": age,
    }
    for name, value in values.items():
        put_metric(backend, "AWS/SQS", name, value, QueueName=queue.name)


def keep_listed(backend: CloudWatchBackend, data: Iterable[MetricDatumBase]) -> None:
    """Keeps one sample of each metric for ListMetrics, before the samples are deleted.

    CloudWatch lists a metric for two weeks after its last sample.
    """
    vars(backend).setdefault("_listed", {}).update((identity(datum), datum) for datum in data)


def listed(backend: CloudWatchBackend) -> list[MetricDatumBase]:
    """One sample of each metric that there was, also of those whose samples are deleted."""
    found = dict(vars(backend).get("_listed", {}))
    found.update((identity(datum), datum) for datum in backend.get_all_metrics())
    return list(found.values())


def identity(datum: MetricDatumBase) -> tuple:
    """What tells a metric from another."""
    dimensions = frozenset((each.name, each.value) for each in datum.dimensions)
    return datum.namespace, datum.name, dimensions
