"""What becomes of a batch of a stream after its invocation: what is left, and what is tried next.

https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
"""

from __future__ import annotations

import math
from typing import Any, NamedTuple

from .. import deep_json
from .execution_environment import Outcome


class Batch(NamedTuple):
    """Records that are given to the function together, and how often that has failed."""

    entries: list
    failures: int = 0


def remaining(entries: list, outcome: Outcome, partial: bool) -> list:
    """The records from the first one on that was not handled.

    With `partial` (ReportBatchItemFailures) that is the one with the lowest number of those that
    the function names. An answer without names means that all were handled; an invalid one, or one
    that names a record outside the batch, that none was.
    """
    if outcome.failed or not partial:
        return entries if outcome.failed else []
    try:
        answer = deep_json.load(outcome.payload or b"null") or {}
        named = {failure["itemIdentifier"] for failure in answer.get("batchItemFailures") or []}
    except (AttributeError, KeyError, TypeError, ValueError):
        return entries
    numbers = [entry.number for entry in entries]
    if not named <= set(numbers):
        return entries
    return entries[min((numbers.index(name) for name in named), default=len(entries)) :]


def next_batches(batch: Batch, left: list, bisects: bool, retries: float) -> list[Batch] | None:
    """The batches that are tried next, of a batch of which these records are left.

    None if they are not tried any more. A batch that is split uses up no retry.
    """
    if bisects and len(left) < len(batch.entries):
        return [Batch(left, batch.failures)]
    if bisects and len(left) > 1:
        half = len(left) // 2
        return [Batch(left[:half], batch.failures), Batch(left[half:], batch.failures)]
    if batch.failures >= retries:
        return None
    return [Batch(left, batch.failures + 1)]


def limit(value: Any) -> float:
    """A number of retries or seconds, of which -1 or nothing means no limit."""
    return math.inf if value is None or value < 0 else value
