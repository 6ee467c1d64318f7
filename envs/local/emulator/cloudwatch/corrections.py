"""Where moto 5.2.1 departs from CloudWatch, and what would go wrong. Importing it applies them."""

from __future__ import annotations

import copy

from moto.cloudwatch.models import CloudWatchBackend
from moto.logs.models import LogsBackend

from . import metric_filters
from ..patching import replaces


@replaces(CloudWatchBackend, "get_metric_statistics")
def _get_metric_statistics(original, self, namespace, *arguments, dimensions=(), **options):
    """moto also counts metrics that have further dimensions: every event of `live` twice."""
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
    """moto forgets the state of an alarm that is changed."""
    before = self.alarms.get(options["name"])
    alarm = original(self, **options)
    if before:
        for name in ("value", "reason", "reason_data", "updated_timestamp"):
            setattr(alarm, f"state_{name}", getattr(before, f"state_{name}"))
        alarm.history = before.history
    return alarm


@replaces(LogsBackend, "put_log_events")
def _put_log_events(original, self, log_group_name, log_stream_name, log_events):
    """moto keeps metric filters and counts nothing."""
    answer = original(self, log_group_name, log_stream_name, log_events)
    metric_filters.count(self, log_group_name, [event["message"] for event in log_events])
    return answer
