"""Invokes functions: which version runs where, retries of asynchronous events, destinations.

Each published version has execution environments of its own, which are started on first use. A
failed asynchronous invocation is retried, then reported to the destination that is configured for
the qualifier it was sent to.
"""

from __future__ import annotations

import io
import json
import logging
import queue
import secrets
import threading
import time
import uuid
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Callable

from .. import deep_json
from ..messages import send
from ..scheduler import Scheduler
from ..timestamps import iso_now
from . import metrics
from .environment_pool import EnvironmentPool
from .execution_environment import Event, ExecutionEnvironment, Java, Outcome
from .logs import FunctionLog
from .targets import Target, resolve

log = logging.getLogger(__name__)

_MAX_AGE_SECONDS = 21600  # Lambda's default for asynchronous events
_MAX_RETRY_ATTEMPTS = 2  # likewise


@dataclass(frozen=True)
class AsyncInvocation:
    """An asynchronous invocation, at one of its attempts."""

    target_arn: str
    event: Event
    accepted: float
    attempt: int = 1


class Functions:
    """All functions' execution environments, and the asynchronous invocations that wait."""

    def __init__(self, directory: Path, java: Java, retry_delays: list[float]):
        self.retry_delays = retry_delays
        self._directory = directory
        self._java = java
        self._closed = False
        self._pools: dict[tuple[str, str], EnvironmentPool] = {}
        self._lock = threading.Lock()
        self.scheduler = Scheduler()
        (directory / "functions").mkdir(parents=True, exist_ok=True)

    def invoke(self, target: Target, payload: bytes, client_context: str = "") -> Outcome:
        """Invokes a function and waits for the outcome."""
        outcomes: queue.Queue[Outcome] = queue.Queue()
        event = Event(payload, target.arn, str(uuid.uuid4()), client_context)
        self._submit(target, event, outcomes.put)
        return outcomes.get()

    def start_invocation(
        self, target: Target, payload: bytes, done: Callable[[Outcome], None]
    ) -> None:
        """Invokes a function without waiting; `done` is called with the outcome."""
        self._submit(target, Event(payload, target.arn, str(uuid.uuid4())), done)

    def invoke_async(self, target_arn: str, payload: bytes) -> None:
        """Accepts an asynchronous invocation, which runs in the background."""
        event = Event(payload, target_arn, str(uuid.uuid4()))
        self.scheduler.execute(self._accept, AsyncInvocation(target_arn, event, time.time()))

    def kill_busy(self, name: str) -> int:
        """Kills the processes of a function that handle an event; returns their number."""
        with self._lock:
            pools = [pool for key, pool in self._pools.items() if key[0].split(":")[6] == name]
        return sum(pool.kill_busy() for pool in pools)

    def delete(self, name: str, version: str = "") -> None:
        """Ends the processes of a function, or of one version, that is being deleted."""
        with self._lock:
            for key in list(self._pools):
                if key[0].split(":")[6] == name and version in ("", key[1]):
                    self._pools.pop(key).retire()

    def close(self) -> None:
        """Ends every process; none starts after that."""
        with self._lock:
            self._closed = True
            for pool in self._pools.values():
                pool.close()

    def _accept(self, invocation: AsyncInvocation) -> None:
        metrics.put_async_event_received(resolve(invocation.target_arn, None, "", ""))
        self._attempt(invocation)

    def _attempt(self, invocation: AsyncInvocation) -> None:
        # Each attempt resolves the alias again, because it may have moved.
        target = resolve(invocation.target_arn, None, "", "")
        metrics.put_async_event_age(target, time.time() - invocation.accepted)
        self._submit(
            target,
            replace(invocation.event),
            lambda outcome: self._complete(invocation, target, outcome),
        )

    def _submit(self, target: Target, event: Event, done: Callable[[Outcome], None]) -> None:
        def put_metrics(outcome: Outcome) -> None:
            metrics.put_invocation(target, outcome)
            done(outcome)

        self._pool(target.function).submit(event, put_metrics)

    def _complete(self, invocation: AsyncInvocation, target: Target, outcome: Outcome) -> None:
        """Retries, or sends the result to the destination that is configured for the qualifier."""
        config = target.latest.invoke_configs.get(target.qualifier)
        config = config.config if config else {}
        age = time.time() - invocation.accepted
        too_old = age > config.get("MaximumEventAgeInSeconds", _MAX_AGE_SECONDS)
        retries = config.get("MaximumRetryAttempts")
        retries = _MAX_RETRY_ATTEMPTS if retries is None else retries
        if outcome.failed and invocation.attempt <= retries and not too_old:
            delay = self.retry_delays[min(invocation.attempt, len(self.retry_delays)) - 1]
            next_attempt = replace(invocation, attempt=invocation.attempt + 1)
            self.scheduler.schedule(delay, self._attempt, next_attempt)
            return
        if outcome.failed:
            metrics.put_async_event_dropped(target)
        condition = "EventAgeExceeded" if too_old else "RetriesExhausted"
        condition = condition if outcome.failed else "Success"
        side = "OnFailure" if outcome.failed else "OnSuccess"
        destination = (config.get("DestinationConfig") or {}).get(side, {}).get("Destination")
        if destination:
            record = _invocation_record(invocation, outcome, condition)
            self.scheduler.execute(self._deliver, destination, record, target)
        elif outcome.failed:
            log.error("%s: dropped after %d attempts", invocation.target_arn, invocation.attempt)

    @staticmethod
    def _deliver(destination: str, record: str, target: Target) -> None:
        try:
            send(destination, record)
        except Exception:
            metrics.put_destination_delivery_failure(target)
            raise

    def _pool(self, function: Any) -> EnvironmentPool:
        """The pool of one version; another one if its code or configuration has changed."""
        key = (function.function_arn, str(function.version))
        content = (function.code_sha_256, json.dumps(function.get_configuration(), default=str))
        with self._lock:
            if self._closed:
                raise RuntimeError("the emulator is stopping")
            pool = self._pools.get(key)
            if pool is None or pool.content != content:
                if pool:
                    pool.retire()
                pool = self._pools[key] = EnvironmentPool(content, self._starter(function))
            return pool

    def _starter(self, function: Any) -> Callable[[], ExecutionEnvironment]:
        """Unpacks the zip, and returns what starts an execution environment with it."""
        tasks = self._directory / "tasks" / function.function_name
        task = tasks / str(function.version)
        if task.exists():  # older code of the same version may still run there
            task = tasks / f"{function.version}-{secrets.token_hex(4)}"
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as archive:
            archive.extractall(task)
        file = self._directory / "functions" / f"{function.function_name}.log"
        return lambda: ExecutionEnvironment(function, task, self._java, FunctionLog(function, file))


def _invocation_record(invocation: AsyncInvocation, outcome: Outcome, condition: str) -> str:
    """What a destination receives.

    https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
    """
    context = {"statusCode": 200, "executedVersion": outcome.version}
    if outcome.failed:
        context["functionError"] = "Unhandled"
    unqualified = invocation.target_arn.count(":") == 6
    record = {
        "version": "1.0",
        "timestamp": iso_now(),
        "requestContext": {
            "requestId": invocation.event.request_id,
            "functionArn": invocation.target_arn + (":$LATEST" if unqualified else ""),
            "condition": condition,
            "approximateInvokeCount": invocation.attempt,
        },
        "responseContext": context,
    }
    return deep_json.dump(
        record, requestPayload=invocation.event.payload, responsePayload=outcome.payload
    )
