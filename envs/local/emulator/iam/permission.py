"""A permission that a call needs."""

from __future__ import annotations

from typing import NamedTuple

SECURE = {"aws:securetransport": "true"}


class Permission(NamedTuple):
    """A permission that a call needs; `keys` are the keys for conditions, in lower case."""

    action: str
    resource: str
    keys: dict[str, str] = SECURE
