"""One Lambda execution environment: a process, and the Runtime API that gives it events.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import platform
import queue
import re
import secrets
import select
import signal
import subprocess
import sys
import threading
import time
import zipfile
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from moto.sts.models import sts_backends

from .logs import FunctionLog

INIT_SECONDS = 10  # what Lambda allows for the start, on top of the function's timeout
_HEAP_SHARE = 0.85  # of MemorySize: the rest is for code, threads and metaspace
_NATIVE_PART = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1
_DEFAULT_ENDPOINT = "http://127.0.0.1:5000"  # of the emulator, unless the port is taken


@dataclass
class Event:
    """What the function receives in one invocation."""

    payload: bytes
    invoked_arn: str
    request_id: str
    client_context: str = ""  # JSON that the caller of a synchronous invocation has sent
    trace_id: str = field(
        default_factory=lambda: (
            f"Root=1-{int(time.time()):08x}-{secrets.token_hex(12)}"
            f";Parent={secrets.token_hex(8)};Sampled=0"
        )
    )
    deadline_ms: int = 0


@dataclass
class Outcome:
    """How an invocation ended. `failed`: the payload is the function's error."""

    payload: bytes
    version: str
    failed: bool = False
    log: bytes = b""
    milliseconds: float = 0


@dataclass(frozen=True)
class Java:
    """How a function's process is started: as in AWS's runtime (C1 only, serial collector)."""

    home: Path
    runtime_client: Path  # folder with the jars of AWS's runtime interface client
    endpoint: str
    native_part: Path | None = None  # of the client, where there is one to share

    def command(self, function) -> list[str]:
        # The client loads the task root and its lib/*.jar by itself, as on Lambda.
        return [
            str(self.home / "bin" / "java"),
            f"-Xmx{int(function.memory_size * _HEAP_SHARE)}m",
            *("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"),
            "--enable-native-access=ALL-UNNAMED",  # else it warns that the client has a JNI part
            *([f"-D{_NATIVE_PART}={self.native_part}"] if self.native_part else []),
            *("-cp", f"{self.runtime_client}/*"),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            function.handler,
        ]


def unpack_native_part(runtime_client: Path, directory: Path) -> Path | None:
    """Unpacks the client's JNI part once, for all processes.

    The client itself unpacks it for each process into one fixed file: of two processes that start
    at the same time, one would overwrite the library that the other has loaded.
    """
    machine = "aarch_64" if platform.machine() in ("aarch64", "arm64") else "x86_64"
    name = f"jni/libaws-lambda-jni.linux-{machine}.so"
    for jar in runtime_client.glob("aws-lambda-java-runtime-interface-client-*.jar"):
        with zipfile.ZipFile(jar) as archive:
            if name in archive.namelist():
                return Path(archive.extract(name, directory))
    return None


class ExecutionEnvironment:
    """A process that handles one event at a time. One thread alone may use it: its creator."""

    def __init__(self, function, task: Path, java: Java, log: FunctionLog):
        self._function = function
        self._log = log
        self.busy = False  # handles an event
        self._events: queue.Queue[Event | None] = queue.Queue()
        self._answers: queue.Queue[tuple[str, str, bytes]] = queue.Queue()
        self._ready = False
        self._init_ms: float | None = None  # until it has been reported
        self._pumping = threading.Lock()
        self._rest = b""
        self._started = time.monotonic()
        self._api = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self._events, self._answers))
        self._api.daemon_threads = True
        self._api.handle_error = lambda *_: None  # the process was ended while it was served
        threading.Thread(target=self._serve_api, daemon=True).start()
        log.init_start(function.run_time, function.function_name, "on-demand")
        self._process = subprocess.Popen(
            java.command(function),
            cwd=task,
            env=self._variables(task, java.endpoint),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_die_with_parent if _LIBC else None,
        )
        os.set_blocking(self._process.stdout.fileno(), False)
        threading.Thread(target=self._watch, daemon=True).start()

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def run(self, event: Event) -> Outcome:
        """Gives the function the event and waits for its response, at most until its timeout."""
        answer = None if self._ready else self._init(event)
        self._log.start(event.request_id)
        begin = time.monotonic()
        init, self._init_ms = self._init_ms, None
        if answer is None:
            event.deadline_ms = int((time.time() + self._function.timeout) * 1000)
            self.busy = True
            self._events.put(event)
            answer = self._answer(event, self._function.timeout)
        return self._end(event, answer, begin, init)

    def close(self) -> None:
        """Ends the process as Lambda does, without a chance to clean up, and its Runtime API."""
        self.kill()
        self._events.put(None)  # frees the thread that waits to answer `next`
        # The server notices within half a second that it is to end; nobody has to wait for that.
        threading.Thread(target=self._api.shutdown, daemon=True).start()

    def _serve_api(self) -> None:
        with self._api:
            self._api.serve_forever()

    def kill(self) -> None:
        """Ends the process and its children; an invocation that waits for it gets an error."""
        if self.alive:
            with contextlib.suppress(ProcessLookupError):  # it ended just now
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def _init(self, event: Event) -> tuple[str, bytes] | None:
        """Waits until the runtime asks for its first event; returns the error if it never does."""
        kind, body = self._answer(event, INIT_SECONDS + self._function.timeout)
        if kind == "ready":
            self._ready = True
            self._init_ms = (time.monotonic() - self._started) * 1000
            return None
        return kind, body

    def _answer(self, event: Event, seconds: float) -> tuple[str, bytes]:
        try:
            kind, request_id, body = self._answers.get(timeout=seconds)
        except queue.Empty:
            message = f"Task timed out after {self._function.timeout:.2f} seconds"
            self._log.write([f"{event.request_id} {message}"])
            return "timeout", _error(event, "Sandbox.Timedout", message)
        if kind == "exit":
            status = int(body)
            reason = "exited without providing a reason"
            if status < 0:
                reason = f"exited with error: signal: {signal.Signals(-status).name[3:].lower()}"
            elif status > 0:
                reason = f"exited with error: exit status {status}"
            return "error", _error(event, "Runtime.ExitError", f"Runtime {reason}")
        return kind, body

    def _end(
        self, event: Event, answer: tuple[str, bytes], begin: float, init: float | None
    ) -> Outcome:
        self.busy = False
        kind, body = answer
        duration = (time.monotonic() - begin) * 1000
        memory = self._memory_mb()
        if kind in ("timeout", "init-error"):
            self.close()
        self._pump()  # the output of an invocation belongs before its report
        status = {"response": "success", "timeout": "timeout"}.get(kind, "error")
        self._log.report(event.request_id, status, duration, init, memory)
        failed = kind != "response"
        return Outcome(body, str(self._function.version), failed, self._log.tail(), duration)

    def _memory_mb(self) -> int:
        try:
            status = Path(f"/proc/{self._process.pid}/status").read_text()
            return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024
        except (OSError, AttributeError):
            return 0  # the process has ended, or this is not Linux

    def _watch(self) -> None:
        """Logs the output of the process until its end, and reports the end."""
        output = self._process.stdout
        while True:
            select.select([output], [], [], 1)
            if self._pump():
                break
        with self._pumping:
            output.close()
        status = self._process.wait()
        self._log.write([self._rest.decode("utf-8", "replace")] if self._rest else [])
        self._answers.put(("exit", "", str(status).encode()))

    def _pump(self) -> bool:
        """Logs all output that is there; true at its end."""
        with self._pumping:
            while not self._process.stdout.closed:
                try:
                    data = os.read(self._process.stdout.fileno(), 65536)
                except BlockingIOError:
                    return False
                if not data:
                    return True
                *lines, self._rest = (self._rest + data).split(b"\n")
                self._log.write_output([line.decode("utf-8", "replace") for line in lines])
            return True

    def _variables(self, task: Path, endpoint: str) -> dict[str, str]:
        """The function's own variables, and those that Lambda documents; none of this machine's.

        The credentials are of the function's role, so that policies apply to the function.
        """
        function = self._function
        sts = sts_backends[function.account_id][function.partition]
        role = sts.assume_role(
            function.region, function.function_name, function.role, None, 3600, None
        )
        config = function.logging_config
        level = {"AWS_LAMBDA_LOG_LEVEL": config.get("ApplicationLogLevel", "INFO")}
        # The values in envs/local name the default port, whichever port this emulator listens on.
        given = function.environment_vars.items()
        own = {name: value.replace(_DEFAULT_ENDPOINT, endpoint) for name, value in given}
        return {
            **own,
            **(level if self._log.json else {}),
            "_HANDLER": function.handler,
            "AWS_ACCESS_KEY_ID": role.access_key_id,
            "AWS_DEFAULT_REGION": function.region,
            "AWS_ENDPOINT_URL": endpoint,
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{function.run_time}",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory_size),
            "AWS_LAMBDA_FUNCTION_NAME": function.function_name,
            "AWS_LAMBDA_FUNCTION_VERSION": str(function.version),
            "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
            "AWS_LAMBDA_LOG_FORMAT": config["LogFormat"],
            "AWS_LAMBDA_LOG_GROUP_NAME": self._log.group,
            "AWS_LAMBDA_LOG_STREAM_NAME": self._log.stream,
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._api.server_port}",
            "AWS_REGION": function.region,
            "AWS_SECRET_ACCESS_KEY": role.secret_access_key,
            "AWS_SESSION_TOKEN": role.session_token,
            "LAMBDA_TASK_ROOT": str(task),
            "LANG": "en_US.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "TZ": ":UTC",
        }


def _error(event: Event, kind: str, message: str) -> bytes:
    body = {"errorType": kind, "errorMessage": f"RequestId: {event.request_id} Error: {message}"}
    return json.dumps(body).encode()


def _die_with_parent() -> None:
    """Runs in the child: the kernel kills it when its parent ends, even by SIGKILL."""
    _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _handler(events: queue.Queue, answers: queue.Queue) -> type[BaseHTTPRequestHandler]:
    """The Runtime API of one process."""

    class RuntimeApi(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one packet: in two, the second waits 40 ms for an ACK
        asked = False

        def do_GET(self) -> None:
            if not RuntimeApi.asked:
                RuntimeApi.asked = True
                answers.put(("ready", "", b""))
            event = events.get()
            if event is None:
                self.close_connection = True
                return
            headers = {
                "Lambda-Runtime-Aws-Request-Id": event.request_id,
                "Lambda-Runtime-Deadline-Ms": str(event.deadline_ms),
                "Lambda-Runtime-Invoked-Function-Arn": event.invoked_arn,
                "Lambda-Runtime-Trace-Id": event.trace_id,
            }
            if event.client_context:
                headers["Lambda-Runtime-Client-Context"] = event.client_context
            self._send(200, event.payload, headers)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            *_, owner, kind = self.path.split("/")  # …/init/error, …/invocation/<id>/<kind>
            answers.put(("init-error" if owner == "init" else kind, owner, body))
            self._send(202, b'{"status":"OK"}', {})

        def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Type": "application/json"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, *_: object) -> None:
            pass  # a line for each event would have no information

    return RuntimeApi
