"""The present time in the format of AWS's APIs."""

from __future__ import annotations

from datetime import datetime, timezone


def iso_now() -> str:
    """The present time in UTC, with milliseconds and `Z`."""
    return datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
