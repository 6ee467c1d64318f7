"""A function's log: a CloudWatch log stream and a file, with the lines that Lambda adds."""

from __future__ import annotations

import json
import secrets
import time
from datetime import datetime, timezone
from pathlib import Path

from moto.core.exceptions import ServiceException
from moto.logs.models import logs_backends

from .. import deep_json
from ..timestamps import iso_now, parse_iso

_LEVELS = ("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL")
_TAIL_BYTES = 4096  # of the log, in the response to an invocation with LogType=Tail


class FunctionLog:
    """The log of one execution environment."""

    def __init__(self, function, file: Path):
        config = function.logging_config
        self.group = config["LogGroup"]
        self.json = config["LogFormat"] == "JSON"
        self._quiet = self.json and config.get("SystemLogLevel") == "WARN"
        self.stream = (
            f"{datetime.now(timezone.utc):%Y/%m/%d}/[{function.version}]{secrets.token_hex(16)}"
        )
        self._level = config.get("ApplicationLogLevel", "INFO") if self.json else "TRACE"
        self._version = str(function.version)
        self._memory = function.memory_size
        self._backend = logs_backends[function.account_id][function.region]
        self._file = file
        self._tail: list[str] = []
        # The group is made once, here, if nothing has declared it: made again for a later line, it
        # would reappear while its stack is being destroyed.
        self._backend.ensure_log_group(self.group)
        self._backend.create_log_stream(self.group, self.stream)

    def write_output(self, lines: list[str]) -> None:
        """Appends lines that the function has written, if their level is high enough.

        https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
        """
        lowest = _LEVELS.index(self._level)
        self.write([line for line in lines if lowest <= _level(line)])

    def write(self, lines: list[str]) -> None:
        """Appends lines, whatever their level."""
        if not lines:
            return
        self._tail += lines
        with self._file.open("a", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)
        now = int(time.time() * 1000)
        events = [{"timestamp": now, "message": line} for line in lines]
        try:
            self._backend.put_log_events(self.group, self.stream, events)
        except ServiceException:
            pass  # the group was deleted: as on AWS, the output is lost and the function goes on

    def tail(self) -> bytes:
        """The end of the present invocation's output."""
        return "\n".join(self._tail).encode()[-_TAIL_BYTES:]

    def init_start(self, runtime: str, name: str, kind: str) -> None:
        record = {"initializationType": kind, "phase": "init", "runtimeVersion": runtime}
        record.update(functionName=name, functionVersion=self._version)
        self._platform("initStart", record, f"INIT_START Runtime Version: {runtime}")

    def start(self, request_id: str) -> None:
        self._tail = []
        record = {"requestId": request_id, "version": self._version}
        self._platform("start", record, f"START RequestId: {request_id} Version: {self._version}")

    def report(
        self, request_id: str, status: str, duration: float, init: float | None, memory: int
    ) -> None:
        """Ends an invocation: durations in milliseconds, memory in megabytes."""
        billed = int(duration + (init or 0)) + 1
        metrics = {"durationMs": round(duration, 3), "billedDurationMs": billed}
        metrics.update(memorySizeMB=self._memory, maxMemoryUsedMB=memory)
        if init is not None:
            metrics["initDurationMs"] = round(init, 3)
        record = {"requestId": request_id, "metrics": metrics, "status": status}
        if not self.json:
            self.write([f"END RequestId: {request_id}"])
        text = (
            f"REPORT RequestId: {request_id}\tDuration: {duration:.2f} ms"
            f"\tBilled Duration: {billed} ms\tMemory Size: {self._memory} MB"
            f"\tMax Memory Used: {memory} MB"
        )
        text += f"\tInit Duration: {init:.2f} ms" if init is not None else ""
        self._platform("report", record, text + f"\tStatus: {status}" * (status != "success"))

    def _platform(self, kind: str, record: dict, text: str) -> None:
        if self.json:
            line = {"time": iso_now(), "type": f"platform.{kind}", "record": record}
            text = json.dumps(line, separators=(",", ":"))
        if not self._quiet:
            self.write([text])


def _level(line: str) -> int:
    """The level of a line of output, as a place in the list of levels.

    A line without a valid level, or without a valid timestamp, is INFO. A line of text is kept:
    which level it gets depends on how it was written.
    """
    try:
        value = deep_json.load(line) if line.startswith("{") else None
    except ValueError:
        value = None
    if not isinstance(value, dict):
        return len(_LEVELS)
    level, timestamp = str(value.get("level")).upper(), str(value.get("timestamp"))
    return _LEVELS.index(level if level in _LEVELS and parse_iso(timestamp) else "INFO")
