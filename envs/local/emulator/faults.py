"""Faults for tests. They are off unless the emulator is started with EMULATOR_FAULTS=1.

    POST   /_emulator/faults  {"bucket": "b", "method": "PUT", "prefix": "journal/", "status": 503,
                               "rate": 0.2, "seconds": 20, "seed": 1, "principal": "function"}
           Refuses that share of the matching requests to S3, for that time. All but `bucket` may be
           omitted: then it is any method, every key, status 503, all requests, no end, any caller.
           With `principal: function` only requests of functions are refused.
           With `method: EVENT` no request is refused, but S3 loses the events of those keys.
    POST   /_emulator/faults  {"stream": "s", "duplicates": 0.1, "disorder": 0.1, "seed": 1}
           Those shares of what DynamoDB sends to the Kinesis stream come twice, or late.
    GET    /_emulator/faults  The faults, with the number of requests that each has met and refused.
    DELETE /_emulator/faults  Removes all of them.
    POST   /_emulator/kill    {"function": "f", "seconds": 60}
           Kills the processes of the function that handle an event; returns their number, as in
           {"killed": 2}. Where none does, it waits that long for one, or not at all.
"""

from __future__ import annotations

import json
import logging
import random
import threading
import time
from dataclasses import dataclass, field, fields

from moto.awslambda.models import lambda_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sts.models import sts_backends
from werkzeug.wrappers import Request, Response

from . import context
from .dynamodb import disturbances
from .lambda_.functions import Functions

log = logging.getLogger(__name__)

PATH = "/_emulator/"
EVENT = "EVENT"
_GLANCE = 0.002
_CODES = {403: "AccessDenied", 409: "ConditionalRequestConflict", 503: "SlowDown"}


@dataclass
class Fault:
    """Which requests to S3 are refused, and how."""

    bucket: str
    method: str = ""
    prefix: str = ""
    status: int = 503
    rate: float = 1.0
    seconds: float = float("inf")
    seed: int = 0
    principal: str = ""
    met: int = 0
    refused: int = 0
    _since: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        if self.principal not in ("", "function"):
            raise ValueError(f"principal is {self.principal!r}: write 'function', or leave it out")
        self._random = random.Random(self.seed)

    def hits(self, request: context.Request, method: str, path: str) -> bool:
        bucket, _, key = path[1:].partition("/")
        return (
            self.method in ("", method)
            and (not self.principal or _of_function(request.access_key))
            and self._hits_key(bucket, key)
        )

    def hits_event(self, bucket: str, key: str) -> bool:
        return self.method == EVENT and self._hits_key(bucket, key)

    def _hits_key(self, bucket: str, key: str) -> bool:
        if (
            bucket != self.bucket
            or not key.startswith(self.prefix)
            or time.monotonic() - self._since > self.seconds
        ):
            return False
        self.met += 1
        hit = self._random.random() < self.rate
        self.refused += hit
        return hit


class Faults:
    """The faults in force, and the requests that set them."""

    def __init__(self, functions: Functions):
        self._functions = functions
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def answer(self, environ: dict, request: context.Request) -> Response | None:
        """The response to a request for the emulator itself, or to one that is to be refused."""
        http = Request(environ)
        if http.path.startswith(PATH):
            return self._control(http)
        with self._lock:
            hits = [f for f in self._faults if f.hits(request, http.method, http.path)]
        if request.service != "s3" or not hits:
            return None
        http.get_data()  # a client that still sends would not read the response
        code = _CODES.get(hits[0].status, "InternalError")
        log.info("fault: %d for %s %s", hits[0].status, http.method, http.path)
        body = f"<Error><Code>{code}</Code><Message>a fault that a test has set</Message></Error>"
        return Response(body, hits[0].status, content_type="application/xml")

    def lose(self, bucket: str, key: str) -> bool:
        """Whether an event of an object is to be lost."""
        with self._lock:
            return any(f.hits_event(bucket, key) for f in self._faults)

    def _kill(self, function: str, seconds: float = 0) -> int:
        """An event may take milliseconds: who asked again and again would miss it."""
        deadline = time.monotonic() + float(seconds)
        killed = self._functions.kill_busy(function)
        while not killed and time.monotonic() < deadline:
            time.sleep(_GLANCE)
            killed = self._functions.kill_busy(function)
        return killed

    def _control(self, http: Request) -> Response:
        call = f"{http.method} {http.path[len(PATH) :]}"
        try:
            given = json.loads(http.get_data() or b"{}")
            if call == "POST kill":
                return _json({"killed": self._kill(**given)})
            if call == "POST faults" and "stream" in given:
                disturbances.disturb(disturbances.StreamFault(**given))
            elif call == "POST faults":
                fault = Fault(**given)
                with self._lock:
                    self._faults.append(fault)
            elif call == "DELETE faults":
                with self._lock:
                    self._faults.clear()
                disturbances.clear()
            elif call != "GET faults":
                return _json({"error": f"there is no {call}"}, 404)
        except (KeyError, TypeError, ValueError) as error:
            return _json({"error": str(error)}, 400)
        return _json([_described(fault) for fault in [*self._faults, *disturbances.faults()]])


def _described(fault: Fault | disturbances.StreamFault) -> dict:
    known = {f.name: getattr(fault, f.name) for f in fields(fault) if not f.name.startswith("_")}
    return {name: value for name, value in known.items() if value != float("inf")}


def _json(body: object, status: int = 200) -> Response:
    return Response(json.dumps(body) + "\n", status, content_type="application/json")


def _of_function(access_key: str) -> bool:
    """Whether a process of a function makes the request, with its role."""
    role = sts_backends[DEFAULT_ACCOUNT_ID]["aws"].get_assumed_role_from_access_key(access_key)
    if role is None:
        return False
    backends = lambda_backends[DEFAULT_ACCOUNT_ID].values()
    names = (f.function_name for backend in backends for f in backend.list_functions())
    return role.session_name in names
