"""Applies the corrections of Lambda: most of them when it is imported."""

from __future__ import annotations

from . import corrections_account as _account  # noqa: F401 (importing applies)
from . import corrections_configuration as _configuration  # noqa: F401
from . import corrections_event_invoke_configs as _event_invoke_configs  # noqa: F401
from . import corrections_event_source_mappings, corrections_invocations
from . import corrections_stream_mappings
from . import corrections_permissions as _permissions  # noqa: F401
from . import corrections_versions as _versions  # noqa: F401
from .event_source_mappings import EventSourceMappings
from .functions import Functions


def apply(functions: Functions, mappings: EventSourceMappings) -> None:
    """Applies the corrections that need the running functions."""
    corrections_invocations.apply(functions)
    corrections_event_source_mappings.apply(mappings)
    corrections_stream_mappings.apply(functions)
