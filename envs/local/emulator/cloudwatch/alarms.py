"""Evaluates alarms: the state follows the metric, and a change of it notifies the actions.

moto stores alarms and evaluates none. `period_scale` shortens every period, so that a test need not
wait for minutes.
"""

from __future__ import annotations

import itertools
import logging
import math
import operator
import statistics
from collections import defaultdict, deque
from datetime import datetime, timedelta

from moto.cloudwatch.models import Alarm, CloudWatchBackend, MetricDatum, cloudwatch_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.utils import utcnow
from moto.sqs.models import sqs_backends

from ..messages import send
from ..scheduler import Scheduler
from ..timestamps import iso_now
from .metrics import keep_listed, put_queue_metrics

log = logging.getLogger(__name__)

_MINUTE = 60
_EVALUATIONS_A_MINUTE = 6
_RETENTION = timedelta(minutes=15)  # of samples; GetMetricStatistics is asked for minutes
_COMPARED = {
    "GreaterThanOrEqualToThreshold": operator.ge,
    "GreaterThanThreshold": operator.gt,
    "LessThanOrEqualToThreshold": operator.le,
    "LessThanThreshold": operator.lt,
}
_STATISTICS = {
    "Average": statistics.fmean,
    "Maximum": max,
    "Minimum": min,
    "SampleCount": len,
    "Sum": sum,
}


class MetricSamples:
    """The samples of each metric, oldest first; each is read from moto once."""

    def __init__(self) -> None:
        self.values: dict[tuple, deque] = defaultdict(deque)
        self._read = 0

    def read(self, backend: CloudWatchBackend) -> None:
        """Reads the new samples, and deletes the old ones, so that memory does not grow."""
        data = backend.metric_data
        for datum in data[self._read :]:
            if isinstance(datum, MetricDatum):
                self.values[_key(datum)].append((_time(datum), datum.value))
            self._read += 1
        old = utcnow() - _RETENTION
        for values in self.values.values():
            while values and values[0][0] < old:
                values.popleft()
        gone = list(itertools.takewhile(lambda datum: _time(datum) < old, data))
        keep_listed(backend, gone)
        del data[: len(gone)]
        self._read -= len(gone)


class Alarms:
    """Evaluates every alarm at a fixed interval."""

    def __init__(self, scheduler: Scheduler, period_scale: float = 1):
        self._scheduler = scheduler
        self._scale = period_scale
        self._interval = max(0.1, _MINUTE * period_scale / _EVALUATIONS_A_MINUTE)
        self._samples: dict[str, MetricSamples] = {}  # by region
        scheduler.schedule(self._interval, self._evaluate_all)

    def _evaluate_all(self) -> None:
        try:
            for backend in list(cloudwatch_backends[DEFAULT_ACCOUNT_ID].values()):
                if backend.alarms:
                    self._put_queue_metrics(backend)
                    self._evaluate_region(backend)
        finally:
            self._scheduler.schedule(self._interval, self._evaluate_all)

    @staticmethod
    def _put_queue_metrics(backend: CloudWatchBackend) -> None:
        queues = sqs_backends[backend.account_id][backend.region_name].queues
        alarms = list(backend.alarms.values())
        watched = {_dimensions(alarm).get("QueueName") for alarm in alarms}
        for name in watched & queues.keys():
            put_queue_metrics(backend, queues[name])

    def _evaluate_region(self, backend: CloudWatchBackend) -> None:
        samples = self._samples.setdefault(backend.region_name, MetricSamples())
        samples.read(backend)
        for alarm in list(backend.alarms.values()):
            if not alarm.metric_name or alarm.comparison_operator not in _COMPARED:
                continue  # metric math or a composite alarm: this stack declares none
            state, reason = evaluate(alarm, self._periods(alarm, samples.values[_key(alarm)]))
            if state != alarm.state_value:
                self._set_state(backend, alarm, state, reason)

    def _periods(self, alarm: Alarm, values: deque) -> list[list[float]]:
        """The samples of each evaluation period, the last period first."""
        period = timedelta(seconds=alarm.period * self._scale)
        now = utcnow()
        periods = [[] for _ in range(alarm.evaluation_periods)]
        for at, value in values:
            number = (now - at) // period
            if 0 <= number < len(periods):
                periods[number].append(value)
        return periods

    def _set_state(self, backend: CloudWatchBackend, alarm: Alarm, state: str, reason: str) -> None:
        """Changes the state of an alarm and notifies its actions of that."""
        before = alarm.state_value
        log.info("alarm %s: %s, was %s: %s", alarm.name, state, before, reason)
        alarm.update_state(reason, "{}", state)
        actions = {"ALARM": alarm.alarm_actions, "OK": alarm.ok_actions}
        if not alarm.actions_enabled:
            return
        for action in actions.get(state, alarm.insufficient_data_actions) or []:
            message = {
                "AlarmName": alarm.name,
                "AlarmDescription": alarm.description,
                "AWSAccountId": backend.account_id,
                "NewStateValue": state,
                "NewStateReason": reason,
                "StateChangeTime": iso_now(),
                "Region": backend.region_name,
                "OldStateValue": before,
            }
            self._scheduler.execute(send, action, message)


def evaluate(alarm: Alarm, periods: list[list[float]]) -> tuple[str, str]:
    """The state that follows from the samples of the last periods, and its reason.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    """
    missing = {"breaching": True, "notBreaching": False}.get(alarm.treat_missing_data)
    datapoints = [_statistic(alarm, values) if values else None for values in periods]
    compare = _COMPARED[alarm.comparison_operator]
    bad = [missing if value is None else compare(value, alarm.threshold) for value in datapoints]
    wanted = alarm.datapoints_to_alarm or alarm.evaluation_periods
    known = [value for value in datapoints if value is not None]
    reason = f"{bad.count(True)} of the last {len(bad)} datapoints {known} are beyond the threshold"
    reason += f" ({alarm.threshold}); {wanted} are needed"
    if bad.count(True) >= wanted:
        return "ALARM", reason
    if bad.count(None) < len(bad):
        return "OK", reason
    if alarm.treat_missing_data == "ignore":
        return alarm.state_value, reason
    return "INSUFFICIENT_DATA", reason


def _statistic(alarm: Alarm, values: list[float]) -> float:
    if not alarm.extended_statistic:
        return _STATISTICS[alarm.statistic](values)
    share = float(alarm.extended_statistic[1:]) / 100
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def _dimensions(owner: Alarm | MetricDatum) -> dict[str, str]:
    return {each.name: each.value for each in owner.dimensions}


def _key(owner: Alarm | MetricDatum) -> tuple:
    name = owner.metric_name if isinstance(owner, Alarm) else owner.name
    return owner.namespace, name, frozenset(_dimensions(owner).items())


def _time(datum: MetricDatum) -> datetime:
    return datum.timestamp.replace(tzinfo=None)
