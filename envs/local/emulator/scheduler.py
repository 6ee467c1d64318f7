"""Runs calls in the background, now or after a delay, so that no request waits for them."""

from __future__ import annotations

import heapq
import itertools
import logging
import threading
import time
from typing import Any, Callable

from moto.core.exceptions import ServiceException

log = logging.getLogger(__name__)


class Scheduler:
    """Runs calls when they are due, one after the other, on one thread."""

    def __init__(self) -> None:
        self._calls: list = []
        self._number = itertools.count()  # keeps the order of calls that are due at the same time
        self._changed = threading.Condition()
        threading.Thread(target=self._run, daemon=True).start()

    def execute(self, call: Callable, *arguments: Any) -> None:
        """Runs a call as soon as the ones that are due have ended."""
        self.schedule(0, call, *arguments)

    def schedule(self, delay: float, call: Callable, *arguments: Any) -> None:
        """Runs a call after that many seconds."""
        with self._changed:
            due = time.monotonic() + delay
            heapq.heappush(self._calls, (due, next(self._number), call, arguments))
            self._changed.notify()

    def _next(self) -> tuple[Callable, tuple]:
        """Waits for the next call that is due."""
        with self._changed:
            while True:
                wait = self._calls[0][0] - time.monotonic() if self._calls else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._calls)[2:]
                self._changed.wait(wait)

    def _run(self) -> None:
        while True:
            call, arguments = self._next()
            try:
                call(*arguments)
            except ServiceException as error:
                log.error("%s%s: %s", call.__name__, arguments[:1], error)
            except Exception:
                log.exception("%s%s", call.__name__, arguments[:1])
