"""Puts the metrics of log lines in the embedded metric format; moto keeps the lines alone.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
"""

from __future__ import annotations

import logging
import math
import time
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.cloudwatch.models import CloudWatchBackend, MetricDatum

from .. import deep_json
from .metrics import put_metric

log = logging.getLogger(__name__)

_OLDEST = timedelta(weeks=2)
_FUTURE = timedelta(hours=2)
_MAX_METRICS = 100  # of a directive
_MAX_VALUES = 100  # of a metric
_MAX_DIMENSIONS = 30
_MAX_NAME = 1024
_PREFIXES = ("", "Kilo", "Mega", "Giga", "Tera")
_AMOUNTS = [f"{prefix}{unit}" for prefix in _PREFIXES for unit in ("bytes", "bits")]
_SIZES = [amount[0].upper() + amount[1:] for amount in _AMOUNTS]
_UNITS = {"Seconds", "Microseconds", "Milliseconds", "Percent", "Count", "Count/Second", "None"}
_UNITS |= {*_SIZES, *(f"{size}/Second" for size in _SIZES)}


class Refused(ValueError):
    """CloudWatch takes no metric of a line; the message says why."""


def put_metrics(backend: CloudWatchBackend, group: str, lines: list[str]) -> None:
    """Puts the metrics of the lines that have some; counts those that are refused, as AWS does."""
    for line in lines:
        if '"_aws"' not in line:
            continue
        try:
            backend.metric_data += read(line)
        except Refused as refused:
            log.warning("no metrics of a line in %s: %s: %s", group, refused, line)
            put_metric(backend, "AWS/Logs", "EMFValidationErrors", 1, LogGroupName=group)


def read(line: str) -> list[MetricDatum]:
    """The samples of one line: each value once for each set of dimensions.

    AWS does not say what becomes of the other metrics of a line with a mistake; here none is taken.
    """
    try:
        root = deep_json.load(line)
    except ValueError:
        return []  # a line of text that has the word
    if not isinstance(root, dict) or not isinstance(root.get("_aws"), dict):
        return []
    at = _time(root["_aws"].get("Timestamp"))
    directives = root["_aws"].get("CloudWatchMetrics")
    _require(isinstance(directives, list), "_aws.CloudWatchMetrics is no array")
    return [datum for directive in directives for datum in _read(root, directive, at)]


def _time(timestamp: Any) -> datetime:
    _require(_is_number(timestamp), "_aws.Timestamp is no number of milliseconds")
    age = timedelta(milliseconds=time.time() * 1000 - timestamp)
    _require(age <= _OLDEST, "_aws.Timestamp is more than two weeks ago")
    _require(age >= -_FUTURE, "_aws.Timestamp is more than two hours in the future")
    return datetime.fromtimestamp(timestamp / 1000, timezone.utc).replace(tzinfo=None)


def _read(root: dict, directive: Any, at: datetime) -> list[MetricDatum]:
    _require(isinstance(directive, dict), "a directive is no object")
    namespace, metrics = directive.get("Namespace"), directive.get("Metrics")
    _require(_is_name(namespace), "a directive has no Namespace")
    sets = directive.get("Dimensions")
    _require(isinstance(sets, list) and sets, "a directive has no Dimensions")
    _require(isinstance(metrics, list), "a directive has no Metrics")
    _require(len(metrics) <= _MAX_METRICS, f"a directive has more than {_MAX_METRICS} metrics")
    dimensions = [_dimensions(root, names) for names in sets]
    return [
        MetricDatum(namespace, metric["Name"], float(value), each, at, metric.get("Unit"))
        for metric in metrics
        for value in _values(root, metric)
        for each in dimensions
    ]


def _dimensions(root: dict, names: Any) -> list[dict[str, str]]:
    _require(isinstance(names, list), "a set of dimensions is no array")
    _require(len(names) <= _MAX_DIMENSIONS, f"a set has more than {_MAX_DIMENSIONS} dimensions")
    for name in names:
        known = isinstance(name, str) and _is_name(root.get(name))
        _require(known, f"no value of dimension {name}")
        _require(root[name].isascii(), f"the value of dimension {name} is not ASCII")
    return [{"Name": name, "Value": root[name]} for name in names]


def _values(root: dict, metric: Any) -> list[float]:
    _require(isinstance(metric, dict) and _is_name(metric.get("Name")), "a metric has no Name")
    name = metric["Name"]
    _require(metric.get("Unit", "None") in _UNITS, f"{name} has an unknown Unit")
    _require(metric.get("StorageResolution", 60) in (1, 60), f"{name} has another resolution")
    value = root.get(name)
    values = value if isinstance(value, list) else [value]
    _require(values and all(map(_is_number, values)), f"{name} has no number")
    _require(len(values) <= _MAX_VALUES, f"{name} has more than {_MAX_VALUES} values")
    return values


def _is_name(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= _MAX_NAME


def _is_number(value: Any) -> bool:
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return number and math.isfinite(value)


def _require(holds: Any, reason: str) -> None:
    if not holds:
        raise Refused(reason)
