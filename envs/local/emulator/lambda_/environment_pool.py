"""The execution environments of one version of a function, and the events that wait for one."""

from __future__ import annotations

import json
import logging
import queue
import threading
from typing import Callable

from .execution_environment import Event, ExecutionEnvironment, Outcome

log = logging.getLogger(__name__)

MAX_ENVIRONMENTS = 2  # of one version; further events wait, in order
_IDLE_SECONDS = 300  # after which an execution environment is closed


class EnvironmentPool:
    """Each worker thread owns one execution environment; events keep their order.

    `content` identifies what the environments run: a changed function needs another pool.
    """

    def __init__(self, content: tuple, start: Callable[[], ExecutionEnvironment]):
        self.content = content
        self._start = start
        self._lock = threading.Lock()
        self._waiting: queue.Queue = queue.Queue()
        self._unfinished = 0
        self._workers = 0
        self._running: set[ExecutionEnvironment] = set()
        self._closed = False

    def submit(self, event: Event, done: Callable[[Outcome], None]) -> None:
        """Queues an event; `done` is called with its outcome on a worker's thread."""
        with self._lock:
            self._waiting.put((event, done))
            self._unfinished += 1
            if self._workers < min(MAX_ENVIRONMENTS, self._unfinished):
                self._workers += 1
                threading.Thread(target=self._work, daemon=True).start()

    def retire(self) -> None:
        """Lets the waiting events be handled, then closes the environments."""
        with self._lock:
            for _ in range(self._workers):
                self._waiting.put(None)

    def kill_busy(self) -> int:
        """Kills the environments that handle an event; returns their number."""
        busy = [environment for environment in list(self._running) if environment.busy]
        for environment in busy:
            environment.kill()
        return len(busy)

    def close(self) -> None:
        """Closes every environment at once; waiting events get no result."""
        self._closed = True
        for environment in list(self._running):
            environment.close()

    def _work(self) -> None:
        environment = None
        while True:
            job = self._next()
            if job is None:
                break
            event, done = job
            try:
                if environment is None or not environment.alive:
                    self._end(environment)
                    environment = None
                    environment = self._start()
                    self._running.add(environment)
                if self._closed:
                    break
                outcome = environment.run(event)
            except Exception as error:  # of the emulator itself: the caller still gets an outcome
                log.exception("%s", event.invoked_arn)
                body = {"errorType": "Emulator.Error", "errorMessage": str(error)}
                outcome = Outcome(json.dumps(body).encode(), "", failed=True)
            with self._lock:
                self._unfinished -= 1
            try:
                done(outcome)
            except Exception:  # of the emulator itself: the worker goes on
                log.exception("%s", event.invoked_arn)
        self._end(environment)

    def _next(self) -> tuple | None:
        """The next job; None when the worker is to end."""
        try:
            job = self._waiting.get(timeout=_IDLE_SECONDS)
        except queue.Empty:
            job = None
        with self._lock:
            if job is None and not self._waiting.empty():
                job = self._waiting.get()  # it was submitted just now: no other worker was started
            if job is None:
                self._workers -= 1
        return job

    def _end(self, environment: ExecutionEnvironment | None) -> None:
        if environment:
            environment.close()
            self._running.discard(environment)
