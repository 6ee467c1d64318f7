"""Alarms that ring: each one's state follows its metric, and its actions are told of a change.

moto keeps alarms as they were declared. A period can be made shorter for tests, as a whole: what an
alarm says of minutes then holds for seconds.
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

from . import metrics
from ..lambda_.functions import Functions, send
from ..lambda_.logs import iso_now

log = logging.getLogger(__name__)

_MINUTE = 60
_LOOKS_A_MINUTE = 6
_KEPT = timedelta(minutes=15)  # of what was told; who asks for statistics wants the last minutes
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


class _Told:
    """What was told of each metric, in the order of time; each value is read once."""

    def __init__(self) -> None:
        self.values: dict[tuple, deque] = defaultdict(deque)
        self._read = 0

    def read(self, backend: CloudWatchBackend) -> None:
        """Reads what is new, and lets go of what is old, so that nothing grows for ever."""
        data = backend.metric_data
        for datum in data[self._read :]:
            if isinstance(datum, MetricDatum):
                self.values[_key(datum)].append((_time(datum), datum.value))
            self._read += 1
        old = utcnow() - _KEPT
        for values in self.values.values():
            while values and values[0][0] < old:
                values.popleft()
        gone = sum(1 for _ in itertools.takewhile(lambda datum: _time(datum) < old, data))
        del data[:gone]
        self._read -= gone


class Alarms:
    """Looks at every alarm, again and again."""

    def __init__(self, functions: Functions, period_scale: float = 1):
        self._functions = functions
        self._scale = period_scale
        self._every = max(0.1, _MINUTE * period_scale / _LOOKS_A_MINUTE)
        self._told: dict[str, _Told] = {}  # by region
        functions.later(self._every, self._look)

    def _look(self) -> None:
        try:
            for backend in list(cloudwatch_backends[DEFAULT_ACCOUNT_ID].values()):
                if backend.alarms:
                    self._tell_queues(backend)
                    self._evaluate(backend)
        finally:
            self._functions.later(self._every, self._look)

    @staticmethod
    def _tell_queues(backend: CloudWatchBackend) -> None:
        queues = sqs_backends[backend.account_id][backend.region_name].queues
        alarms = list(backend.alarms.values())
        watched = {_dimensions(alarm).get("QueueName") for alarm in alarms}
        for name in watched & queues.keys():
            metrics.queue(backend, queues[name])

    def _evaluate(self, backend: CloudWatchBackend) -> None:
        told = self._told.setdefault(backend.region_name, _Told())
        told.read(backend)
        for alarm in list(backend.alarms.values()):
            if not alarm.metric_name or alarm.comparison_operator not in _COMPARED:
                continue  # of metric math or a composite: nothing here declares one
            state, reason = judge(alarm, self._periods(alarm, told.values[_key(alarm)]))
            if state != alarm.state_value:
                self._change(backend, alarm, state, reason)

    def _periods(self, alarm: Alarm, values: deque) -> list[list[float]]:
        """What was told in each of the periods that count, the last one first."""
        period = timedelta(seconds=alarm.period * self._scale)
        now = utcnow()
        periods = [[] for _ in range(alarm.evaluation_periods)]
        for at, value in values:
            number = (now - at) // period
            if 0 <= number < len(periods):
                periods[number].append(value)
        return periods

    def _change(self, backend: CloudWatchBackend, alarm: Alarm, state: str, reason: str) -> None:
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
            self._functions.soon(send, action, message)


def judge(alarm: Alarm, periods: list[list[float]]) -> tuple[str, str]:
    """The state that follows from what was told in the last periods, and why.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html
    """
    missing = {"breaching": True, "notBreaching": False}.get(alarm.treat_missing_data)
    found = [_statistic(alarm, values) if values else None for values in periods]
    compare = _COMPARED[alarm.comparison_operator]
    bad = [missing if value is None else compare(value, alarm.threshold) for value in found]
    wanted = alarm.datapoints_to_alarm or alarm.evaluation_periods
    told = [value for value in found if value is not None]
    reason = f"{bad.count(True)} of the last {len(bad)} datapoints {told} are beyond the threshold"
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
