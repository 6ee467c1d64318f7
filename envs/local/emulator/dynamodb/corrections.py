"""Applies the corrections of DynamoDB when it is imported."""

from __future__ import annotations

from . import changes as _changes  # noqa: F401 (importing applies)
from . import streaming_destinations as _streaming_destinations  # noqa: F401
