"""Metric filters: which lines of a log match. Only JSON filters with =, !=, && and || are known.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
"""

from __future__ import annotations

import functools
import json
import re
from typing import Any, Callable

from moto.cloudwatch.models import cloudwatch_backends
from moto.logs.models import LogsBackend

from .. import deep_json
from .metrics import put_metric

_TOKEN = re.compile(r'\s*("(?:[^"\\]|\\.)*"|&&|\|\||!=|[=(){}]|[^\s=!(){}"&|]+)')

Matcher = Callable[[Any], bool]


def put_metrics(backend: LogsBackend, group: str, lines: list[str]) -> None:
    """Puts the metrics of a log group's filters for new lines."""
    cloudwatch = cloudwatch_backends[backend.account_id][backend.region_name]
    for metric_filter in backend.filters.metric_filters:
        if metric_filter["logGroupName"] != group:
            continue
        matches = matcher(metric_filter["filterPattern"])
        for line in lines:
            matched = matches(_json(line))
            for metric in metric_filter["metricTransformations"]:
                value = metric["metricValue"] if matched else metric.get("defaultValue")
                if value is not None:
                    name = metric["metricName"]
                    put_metric(cloudwatch, metric["metricNamespace"], name, float(value))


@functools.lru_cache(maxsize=100)
def matcher(pattern: str) -> Matcher:
    """The test of a filter pattern; it takes the value of a line, None if that is not JSON."""
    tokens = _TOKEN.findall(pattern)
    if "".join(tokens) != re.sub(r'("(?:[^"\\]|\\.)*")|\s', r"\1", pattern) or not tokens:
        raise ValueError(f"this filter pattern is not emulated: {pattern}")
    tokens.reverse()
    _take(tokens, "{")
    found = _either(tokens)
    _take(tokens, "}")
    return found


def _take(tokens: list[str], expected: str) -> None:
    if not tokens or tokens.pop() != expected:
        raise ValueError(f"a filter pattern lacks its {expected}")


def _either(tokens: list[str]) -> Matcher:
    parts = [_all(tokens)]
    while tokens and tokens[-1] == "||":
        tokens.pop()
        parts.append(_all(tokens))
    return lambda value: any(part(value) for part in parts)


def _all(tokens: list[str]) -> Matcher:
    parts = [_comparison(tokens)]
    while tokens and tokens[-1] == "&&":
        tokens.pop()
        parts.append(_comparison(tokens))
    return lambda value: all(part(value) for part in parts)


def _comparison(tokens: list[str]) -> Matcher:
    if tokens and tokens[-1] == "(":
        tokens.pop()
        inner = _either(tokens)
        _take(tokens, ")")
        return inner
    if len(tokens) < 3 or not tokens[-1].startswith("$.") or tokens[-2] not in ("=", "!="):
        raise ValueError("a filter pattern has no comparison, or one that is not emulated")
    path, operator, wanted = tokens.pop()[2:].split("."), tokens.pop(), tokens.pop()
    wanted = json.loads(wanted) if wanted.startswith('"') else wanted

    def compare(value: Any) -> bool:
        for name in path:
            if not isinstance(value, dict) or name not in value:
                return False
            value = value[name]
        text = value if isinstance(value, str) else json.dumps(value)
        return (text == wanted) == (operator == "=")

    return compare


def _json(line: str) -> Any:
    try:
        return deep_json.load(line)
    except ValueError:
        return None
