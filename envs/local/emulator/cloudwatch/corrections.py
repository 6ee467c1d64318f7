"""Corrects moto 5.2.1 where it departs from CloudWatch. Importing this module applies it."""

from __future__ import annotations

import copy

from moto.cloudwatch.models import CloudWatchBackend
from moto.logs.models import LogsBackend

from ..patching import replaces
from . import metric_filters


@replaces(CloudWatchBackend, "get_metric_statistics")
def _get_metric_statistics(original, self, namespace, *arguments, dimensions=(), **options):
    """moto includes metrics with further dimensions: it counts every event of `live` twice."""
    wanted = {(each["Name"], each["Value"]) for each in dimensions or ()}
    exact = copy.copy(self)
    found = [
        datum
        for datum in self.get_all_metrics()
        if datum.namespace == namespace
        and {(each.name, each.value) for each in datum.dimensions} == wanted
    ]
    exact.get_all_metrics = lambda: found
    return original(exact, namespace, *arguments, dimensions=dimensions, **options)


@replaces(CloudWatchBackend, "put_metric_alarm")
def _put_metric_alarm(original, self, **options):
    """moto resets the state of an alarm whenever a plan changes it."""
    before = self.alarms.get(options["name"])
    alarm = original(self, **options)
    if before:
        for name in ("value", "reason", "reason_data", "updated_timestamp"):
            setattr(alarm, f"state_{name}", getattr(before, f"state_{name}"))
        alarm.history = before.history
    return alarm


@replaces(LogsBackend, "put_log_events")
def _put_log_events(original, self, log_group_name, log_stream_name, log_events):
    """moto stores metric filters and applies none: an alarm on log lines would never fire."""
    answer = original(self, log_group_name, log_stream_name, log_events)
    metric_filters.put_metrics(self, log_group_name, [event["message"] for event in log_events])
    return answer


@replaces(LogsBackend, "filter_log_events")
def _filter_log_events(original, self, *arguments):
    """moto sorts the lines of several streams by time only where its last argument, `interleaved`,
    asks for it. CloudWatch ignores that since 2019, and always sorts."""
    return original(self, *arguments[:-1], True)
