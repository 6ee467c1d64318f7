"""Times in the format of AWS's APIs."""

from __future__ import annotations

import re
from datetime import datetime, timezone

_ISO = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


def iso_now() -> str:
    """The present time in UTC, with milliseconds and `Z`."""
    return iso(datetime.now(timezone.utc))


def iso(time: datetime) -> str:
    """A time in UTC, with milliseconds and `Z`."""
    utc = time.astimezone(timezone.utc)
    return utc.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_iso(text: str) -> datetime | None:
    """A time with its zone, to the microsecond; None for a text that is none."""
    found = _ISO.fullmatch(text)
    if not found:
        return None
    time, fraction, zone = found.groups()
    zone = "+00:00" if zone == "Z" else zone
    try:
        return datetime.fromisoformat(f"{time}{(fraction or '.').ljust(7, '0')[:7]}{zone}")
    except ValueError:  # the 31st of February
        return None
