"""The emulator's process: moto's server with the corrections, and the functions."""

from __future__ import annotations

import fcntl
import logging
import os
import re
import signal
import socket
import sys
from pathlib import Path
from typing import Any, Callable, Iterable

from moto import backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.s3.models import s3_backends
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

from . import cbor, context
from .apigateway.rest_apis import RestApis
from .athena import corrections as _corrections_athena  # noqa: F401 (importing applies)
from .cloudtrail import corrections as _corrections_cloudtrail  # noqa: F401
from .cloudtrail.data_events import DataEvents
from .cloudwatch import corrections as _corrections_cloudwatch  # noqa: F401
from .cloudwatch import log_group_keys as _log_group_keys  # noqa: F401
from .cloudwatch.alarms import Alarms
from .dynamodb import corrections as _corrections_dynamodb  # noqa: F401
from .dynamodb import expiry
from .events import corrections as _corrections_events  # noqa: F401
from .events.eventbridge import EventBridge
from .faults import Faults
from .iam import corrections as _corrections_iam  # noqa: F401
from .iam import regions, roles
from .iam import simulation as _simulation  # noqa: F401
from .kinesis import corrections as _corrections_kinesis  # noqa: F401
from .lambda_ import corrections as lambda_corrections
from .lambda_.event_source_mappings import EventSourceMappings
from .lambda_.execution_environment import Java, unpack_native_part
from .lambda_.functions import Functions
from .s3 import corrections as _corrections_s3  # noqa: F401
from .s3.event_notifications import Delivery
from .s3.inventory import Inventories
from .sns import corrections as _corrections_sns  # noqa: F401
from .sqs import corrections as _corrections_sqs  # noqa: F401
from .workflow_stub import WorkflowStub

REGION = "eu-west-1"
STATE_BUCKET = f"object-ledger-state-local-{DEFAULT_ACCOUNT_ID}"

# moto lists its own folder for each request, which takes half of the request's time.
_SERVICES = frozenset(backends.list_of_moto_modules())
backends.list_of_moto_modules = lambda: _SERVICES

log = logging.getLogger(__name__)


class Application:
    """moto with a context for each request; S3's events are delivered after the response."""

    def __init__(
        self,
        functions: Functions,
        visibility_scale: float = 1,
        alarm_period_scale: float = 1,
        faults: bool = False,
    ):
        lambda_corrections.apply(functions, EventSourceMappings(functions, visibility_scale))
        Alarms(functions.scheduler, alarm_period_scale)
        expiry.start(functions.scheduler)
        self._moto = DomainDispatcherApplication(create_backend_app)
        self._faults = Faults(functions) if faults else None
        loses = self._faults.lose if self._faults else lambda bucket, key: False
        event_bridge = EventBridge(functions)
        self._delivery = Delivery(functions, event_bridge, loses)
        self._data_events = DataEvents(functions.scheduler, event_bridge)
        self._inventories = Inventories()
        self._workflow_stub = WorkflowStub()
        self._rest_apis = RestApis(self, functions)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        request = context.Request.of(environ)
        response = self._workflow_stub.answer(environ) or self._inventories.answer(environ)
        response = response or self._rest_apis.answer(environ)
        if not response and self._faults:
            response = self._faults.answer(environ, request)
        response = response or regions.refusal(request)
        refusal = None if response else roles.refusal(environ, request)
        if refusal:
            self._data_events.record(environ, request, 403)
        response = response or refusal
        if response:
            return cbor.answer(response, environ, start_response)
        token = context.enter(request)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            if request.service == "s3":
                headers = [h for h in headers if h[0].lower() != "x-amzn-requestid"]
                headers += [("x-amz-request-id", request.request_id)]
                headers += [("x-amz-id-2", request.host_id)]
            if not status.startswith("2"):
                request.events.clear()  # a refused request causes no event
            request.status = int(status[:3])
            return start_response(status, headers, *rest)

        try:
            answer = cbor.answer(self._moto, environ, start)
        finally:
            context.leave(token)

        def after() -> None:
            self._delivery.deliver(request)
            self._data_events.record(environ, request, request.status)

        return ClosingIterator(answer, after)


class _Plain(WSGIRequestHandler):
    """Logs a request in one line without the colours that werkzeug adds."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        attempt = re.match(r"attempt=(\d+)", self.headers.get("Amz-Sdk-Request", ""))
        again = f" (attempt {attempt[1]})" if attempt and attempt[1] != "1" else ""
        log.info("%s %s%s", self.requestline, getattr(code, "value", code), again)


def listen(port: int) -> socket.socket:
    """Listens on that port of the loopback interface, or on a free one if it is taken."""
    try:
        return socket.create_server(("127.0.0.1", port), backlog=128)
    except OSError:
        return socket.create_server(("127.0.0.1", 0), backlog=128)


def serve(directory: Path, port: int, runtime_client: Path, java: Path) -> None:
    """Runs until SIGTERM. A lock on the file `pid` shows that this process runs."""
    pid = (directory / "pid").open("a+")
    try:
        fcntl.flock(pid, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("another emulator runs in this folder")
    pid.truncate(0)
    pid.write(f"{os.getpid()}\n")
    pid.flush()

    with listen(port) as listener:
        endpoint = f"http://127.0.0.1:{listener.getsockname()[1]}"
        settings = os.environ.get
        delays = settings("EMULATOR_RETRY_DELAYS", "1,2")
        functions = Functions(
            directory,
            Java(java, runtime_client, endpoint, unpack_native_part(runtime_client, directory)),
            [float(delay) for delay in delays.split(",")],
        )
        application = Application(
            functions,
            float(settings("EMULATOR_VISIBILITY_SCALE", "1")),
            float(settings("EMULATOR_ALARM_PERIOD_SCALE", "1")),
            settings("EMULATOR_FAULTS") == "1",
        )
        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].create_bucket(STATE_BUCKET, REGION)
        server = make_server(
            "127.0.0.1",
            listener.getsockname()[1],
            application,
            threaded=True,
            request_handler=_Plain,
            fd=listener.fileno(),
        )
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        (directory / "endpoint").write_text(endpoint + "\n")
        log.info("listening on %s", endpoint)
        try:
            server.serve_forever()
        finally:
            functions.close()
            logging.shutdown()
            os._exit(0)  # the lock must last as long as the process
