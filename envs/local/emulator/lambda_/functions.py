"""Which version of a function runs where, and what Lambda does around an invocation.

Each published version has processes of its own, started on first use. Asynchronous invocations are
retried and end in the destination that is configured for the qualifier they were sent to.
"""

from __future__ import annotations

import heapq
import io
import itertools
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

from moto.core.exceptions import ServiceException
from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends

from ..cloudwatch import metrics
from .. import payloads
from .logs import Log, iso_now
from .execution_environment import Environment, Event, Java, Outcome
from .targets import Target, resolve

log = logging.getLogger(__name__)

PROCESSES_PER_VERSION = 2  # further events wait, in order
IDLE_SECONDS = 300  # after which a process is ended
_MAXIMUM_AGE_SECONDS = 21600  # Lambda's default for asynchronous events


@dataclass(frozen=True)
class Later:
    """An asynchronous invocation on its way through its attempts."""

    target_arn: str
    event: Event
    accepted: float
    attempt: int = 1


def send(arn: str, body: dict | str, attributes: dict | None = None) -> None:
    """Sends a message to a queue or a topic: JSON, or a text as it is."""
    text = body if isinstance(body, str) else json.dumps(body)
    _, _, service, region, account_id, name = arn.split(":", 5)
    if service == "sqs":
        sqs_backends[account_id][region].send_message(name, text, attributes)
    elif service == "sns":
        sns_backends[account_id][region].publish(arn=arn, message=text)
    else:
        raise ValueError(f"cannot send to {arn}: only queues and topics are emulated")


class Functions:
    """All functions' processes, and the asynchronous invocations that wait."""

    def __init__(self, directory: Path, java: Java, retry_delays: list[float]):
        self.retry_delays = retry_delays
        self._directory = directory
        self._java = java
        self._closed = False
        self._pools: dict[tuple[str, str], _Pool] = {}
        self._lock = threading.Lock()
        self._agenda = _Agenda()
        (directory / "functions").mkdir(parents=True, exist_ok=True)

    def invoke(self, target: Target, payload: bytes) -> Outcome:
        """Invokes and waits for the answer."""
        outcomes: queue.Queue[Outcome] = queue.Queue()
        self.begin(target, payload, outcomes.put)
        return outcomes.get()

    def begin(self, target: Target, payload: bytes, done: Callable[[Outcome], None]) -> None:
        """Invokes, and passes on the answer when it comes."""
        self._submit(target, Event(payload, target.arn, str(uuid.uuid4())), done)

    def invoke_later(self, target_arn: str, payload: bytes) -> None:
        """Accepts an asynchronous invocation; the caller does not wait."""
        event = Event(payload, target_arn, str(uuid.uuid4()))
        self.soon(self._accept, Later(target_arn, event, time.time()))

    def soon(self, call: Callable, *arguments: Any) -> None:
        """Makes a call on the emulator's own thread, in order, so that no caller waits for it."""
        self.later(0, call, *arguments)

    def later(self, delay: float, call: Callable, *arguments: Any) -> None:
        """As `soon`, but not before that many seconds have passed."""
        self._agenda.add(delay, call, *arguments)

    def interrupt(self, name: str) -> int:
        """Kills the processes of a function that are at work; tells how many."""
        with self._lock:
            pools = [pool for key, pool in self._pools.items() if key[0].split(":")[6] == name]
        return sum(pool.interrupt() for pool in pools)

    def forget(self, name: str, version: str = "") -> None:
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
                pool.kill()

    def _accept(self, later: Later) -> None:
        metrics.accepted(resolve(later.target_arn, None, "", ""))
        self._attempt(later)

    def _attempt(self, later: Later) -> None:
        target = resolve(later.target_arn, None, "", "")  # again each time: an alias may have moved
        metrics.started(target, time.time() - later.accepted)
        self._submit(target, replace(later.event), lambda done: self._after(later, target, done))

    def _submit(self, target: Target, event: Event, done: Callable[[Outcome], None]) -> None:
        def told(outcome: Outcome) -> None:
            metrics.invoked(target, outcome)
            done(outcome)

        self._pool(target.function).submit(event, told)

    def _after(self, later: Later, target: Target, outcome: Outcome) -> None:
        """Retries, or reports to the destination that the qualifier's configuration names."""
        config = target.latest.invoke_configs.get(target.qualifier)
        config = config.config if config else {}
        age = time.time() - later.accepted
        too_old = age > config.get("MaximumEventAgeInSeconds", _MAXIMUM_AGE_SECONDS)
        retries = config.get("MaximumRetryAttempts")
        retries = 2 if retries is None else retries
        if outcome.failed and later.attempt <= retries and not too_old:
            delay = self.retry_delays[min(later.attempt, len(self.retry_delays)) - 1]
            self.later(delay, self._attempt, replace(later, attempt=later.attempt + 1))
            return
        if outcome.failed:
            metrics.dropped(target)
        condition = "EventAgeExceeded" if too_old else "RetriesExhausted"
        condition = condition if outcome.failed else "Success"
        side = "OnFailure" if outcome.failed else "OnSuccess"
        destination = (config.get("DestinationConfig") or {}).get(side, {}).get("Destination")
        if destination:
            envelope = _envelope(later, outcome, condition)
            self.soon(self._deliver, destination, envelope, target)
        elif outcome.failed:
            log.error("%s: dropped after %d attempts", later.target_arn, later.attempt)

    @staticmethod
    def _deliver(destination: str, envelope: dict, target: Target) -> None:
        try:
            send(destination, envelope)
        except Exception:
            metrics.undelivered(target)
            raise

    def _pool(self, function: Any) -> _Pool:
        """The processes of one version; new ones if the version has become something else."""
        key = (function.function_arn, str(function.version))
        content = (function.code_sha_256, json.dumps(function.get_configuration(), default=str))
        with self._lock:
            if self._closed:
                raise RuntimeError("the emulator is stopping")
            pool = self._pools.get(key)
            if pool is None or pool.content != content:
                if pool:
                    pool.retire()
                pool = self._pools[key] = _Pool(content, self._starter(function))
            return pool

    def _starter(self, function: Any) -> Callable[[], Environment]:
        """Unpacks the zip, and says how to start a process of it."""
        tasks = self._directory / "tasks" / function.function_name
        task = tasks / str(function.version)
        if task.exists():  # older code under the same name may still be running
            task = tasks / f"{function.version}-{secrets.token_hex(4)}"
        with zipfile.ZipFile(io.BytesIO(function.code_bytes)) as archive:
            archive.extractall(task)
        file = self._directory / "functions" / f"{function.function_name}.log"
        return lambda: Environment(function, task, self._java, Log(function, file))


def _envelope(later: Later, outcome: Outcome, condition: str) -> str:
    """https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html"""
    context = {"statusCode": 200, "executedVersion": outcome.version}
    if outcome.failed:
        context["functionError"] = "Unhandled"
    unqualified = later.target_arn.count(":") == 6
    envelope = {
        "version": "1.0",
        "timestamp": iso_now(),
        "requestContext": {
            "requestId": later.event.request_id,
            "functionArn": later.target_arn + (":$LATEST" if unqualified else ""),
            "condition": condition,
            "approximateInvokeCount": later.attempt,
        },
        "responseContext": context,
    }
    return payloads.dump(
        envelope, requestPayload=later.event.payload, responsePayload=outcome.payload
    )


class _Pool:
    """The processes of one version: each worker thread owns one; events keep their order."""

    def __init__(self, content: tuple, start: Callable[[], Environment]):
        self.content = content
        self._start = start
        self._lock = threading.Lock()
        self._waiting: queue.Queue = queue.Queue()
        self._unfinished = 0
        self._workers = 0
        self._running: set[Environment] = set()
        self._killed = False

    def submit(self, event: Event, done: Callable[[Outcome], None]) -> None:
        with self._lock:
            self._waiting.put((event, done))
            self._unfinished += 1
            if self._workers < min(PROCESSES_PER_VERSION, self._unfinished):
                self._workers += 1
                threading.Thread(target=self._work, daemon=True).start()

    def retire(self) -> None:
        """Lets the events that wait be handled, then ends the processes."""
        with self._lock:
            for _ in range(self._workers):
                self._waiting.put(None)

    def interrupt(self) -> int:
        busy = [environment for environment in list(self._running) if environment.busy]
        for environment in busy:
            environment.kill()
        return len(busy)

    def kill(self) -> None:
        self._killed = True
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
                if self._killed:
                    break
                outcome = environment.run(event)
            except Exception as error:  # of the emulator: the caller must not wait for ever
                log.exception("%s", event.invoked_arn)
                body = {"errorType": "Emulator.Error", "errorMessage": str(error)}
                outcome = Outcome(json.dumps(body).encode(), "", failed=True)
            with self._lock:
                self._unfinished -= 1
            try:
                done(outcome)
            except Exception:  # of the emulator: the worker must go on
                log.exception("%s", event.invoked_arn)
        self._end(environment)

    def _next(self) -> tuple | None:
        """The next job; None when the worker is to end."""
        try:
            job = self._waiting.get(timeout=IDLE_SECONDS)
        except queue.Empty:
            job = None
        with self._lock:
            if job is None and not self._waiting.empty():
                job = self._waiting.get()  # it came just now, and counts on this worker
            if job is None:
                self._workers -= 1
        return job

    def _end(self, environment: Environment | None) -> None:
        if environment:
            environment.close()
            self._running.discard(environment)


class _Agenda:
    """Makes calls when their time has come, one after the other, on one thread."""

    def __init__(self) -> None:
        self._calls: list = []
        self._number = itertools.count()
        self._changed = threading.Condition()
        threading.Thread(target=self._work, daemon=True).start()

    def add(self, delay: float, call: Callable, *arguments: Any) -> None:
        with self._changed:
            due = time.monotonic() + delay
            heapq.heappush(self._calls, (due, next(self._number), call, arguments))
            self._changed.notify()

    def _next(self) -> tuple[Callable, tuple]:
        with self._changed:
            while True:
                wait = self._calls[0][0] - time.monotonic() if self._calls else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._calls)[2:]
                self._changed.wait(wait)

    def _work(self) -> None:
        while True:
            call, arguments = self._next()
            try:
                call(*arguments)
            except ServiceException as error:
                log.error("%s%s: %s", call.__name__, arguments[:1], error)
            except Exception:
                log.exception("%s%s", call.__name__, arguments[:1])
