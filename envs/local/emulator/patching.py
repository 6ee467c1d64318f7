"""How a correction takes the place of a function of moto."""

from __future__ import annotations

import functools
from typing import Any, Callable


def replaces(owner: Any, name: str) -> Callable:
    """Puts a function in place of `owner.name`; it gets the original as its first argument."""

    def decorate(correction: Callable) -> Callable:
        original = getattr(owner, name)

        @functools.wraps(original)
        def corrected(*arguments: Any, **options: Any) -> Any:
            return correction(original, *arguments, **options)

        setattr(owner, name, corrected)
        return correction

    return decorate
