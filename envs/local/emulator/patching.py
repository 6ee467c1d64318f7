"""Replaces functions of moto by corrections."""

from __future__ import annotations

import functools
from typing import Any, Callable


def replaces(owner: Any, name: str) -> Callable:
    """Replaces `owner.name` by the decorated function, whose first argument is the original."""

    def decorate(correction: Callable) -> Callable:
        original = getattr(owner, name)

        @functools.wraps(original)
        def corrected(*arguments: Any, **options: Any) -> Any:
            return correction(original, *arguments, **options)

        setattr(owner, name, corrected)
        return correction

    return decorate
