"""Corrects moto 5.2.1 where its event patterns depart from EventBridge's. Importing applies it."""

from __future__ import annotations

from typing import Any

from moto.events.exceptions import InvalidEventPatternException
from moto.events.models import EventPattern, EventPatternParser

from ..patching import replaces


@replaces(EventPattern, "_wildcard_match")
def _wildcard_match(original, item, pattern):
    """moto's `*` does not match a newline, which a key may contain: such events match no rule."""
    return isinstance(item, str) and original(item.replace("\n", " "), pattern.replace("\n", " "))


_MATCHERS = "prefix suffix equals-ignore-case wildcard anything-but numeric exists cidr".split()


@replaces(EventPatternParser, "_validate_event_pattern")
def _validate_event_pattern(original, self, pattern: dict[str, Any]) -> None:
    """moto accepts an unknown matcher, which then matches everything, and ignores all but the first
    of several in one object. EventBridge refuses both."""
    original(self, pattern)
    for name, values in pattern.items():
        for value in values if isinstance(values, list) else []:
            if name == "$or":
                self._validate_event_pattern(value)
            elif isinstance(value, dict):
                if len(value) != 1:
                    raise InvalidEventPatternException(
                        reason="Only one key allowed in match expression"
                    )
                if next(iter(value)) not in _MATCHERS:
                    raise InvalidEventPatternException(
                        reason=f"Unrecognized match type {next(iter(value))}"
                    )
