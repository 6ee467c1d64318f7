"""Corrects moto 5.2.1 where it departs from CloudWatch. Importing this module applies it."""

from __future__ import annotations

import copy
import math

from moto.cloudwatch.models import CloudWatchBackend, Statistics, cloudwatch_backends
from moto.logs.models import LogsBackend

from ..patching import replaces
from . import embedded_metrics, metric_filters, metrics


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


@replaces(CloudWatchBackend, "get_metric_data")
def _get_metric_data(original, self, queries, *arguments, **options):
    """moto includes metrics of other namespaces, and with further dimensions."""
    asked = [query["MetricStat"]["Metric"] for query in queries if "MetricStat" in query]
    wanted = {
        (
            metric["Namespace"],
            metric["MetricName"],
            frozenset((each["Name"], each["Value"]) for each in metric.get("Dimensions", ())),
        )
        for metric in asked
    }
    exact = copy.copy(self)
    found = [
        datum
        for datum in self.get_all_metrics()
        if (datum.namespace, datum.name, frozenset((d.name, d.value) for d in datum.dimensions))
        in wanted
    ]
    if len(asked) == len(queries):
        exact.get_all_metrics = lambda: found
    return original(exact, queries, *arguments, **options)


@replaces(CloudWatchBackend, "list_metrics")
def _list_metrics(original, self, *arguments):
    """moto lists no metric whose samples are deleted, as those of a long run are."""
    one_of_each = copy.copy(self)
    found = metrics.listed(self)
    one_of_each.get_all_metrics = lambda: found
    return original(one_of_each, *arguments)


@replaces(Statistics, "get_statistics_for_type")
def _get_statistics_for_type(original, self, stat):
    """moto knows no percentiles."""
    if not stat.startswith("p") or not self.metric_single_values_list:
        return original(self, stat)
    values = sorted(self.metric_single_values_list)
    return values[max(0, math.ceil(float(stat[1:]) / 100 * len(values)) - 1)]


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
    """moto makes no metrics of lines, by filters or embedded: alarms on them would never fire."""
    answer = original(self, log_group_name, log_stream_name, log_events)
    lines = [event["message"] for event in log_events]
    metric_filters.put_metrics(self, log_group_name, lines)
    cloudwatch = cloudwatch_backends[self.account_id][self.region_name]
    embedded_metrics.put_metrics(cloudwatch, log_group_name, lines)
    return answer


@replaces(LogsBackend, "filter_log_events")
def _filter_log_events(original, self, *arguments):
    """moto sorts the lines of several streams by time only where its last argument, `interleaved`,
    asks for it. CloudWatch ignores that since 2019, and always sorts."""
    return original(self, *arguments[:-1], True)
