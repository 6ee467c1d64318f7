"""A stub of a workflow's endpoint, which records the calls that it receives.

    POST   /_emulator/receiver/...  Records the call; the status is 200, or with `?secret=NAME` 401
                                    unless the bearer token is a present value of that secret.
    GET    /_emulator/receiver/...  The calls to that path, as a JSON list, oldest first.
    PUT    /_emulator/receiver/...  {"status": 503}: the status of later POSTs; {} resets it.
    DELETE /_emulator/receiver/...  Deletes the calls and the status.
"""

from __future__ import annotations

import json
import threading

from moto.core import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import secretsmanager_backends
from werkzeug.wrappers import Request, Response

PATH = "/_emulator/receiver/"
REGION = "eu-west-1"


class WorkflowStub:
    """The calls that were received, by path, and the status of the response."""

    def __init__(self) -> None:
        self._calls: dict[str, list[dict]] = {}
        self._status: dict[str, int] = {}
        self._lock = threading.Lock()

    def answer(self, environ: dict) -> Response | None:
        """The response to a request for the stub; None for any other request."""
        if not environ["PATH_INFO"].startswith(PATH):
            return None
        request = Request(environ)
        with self._lock:
            return getattr(self, f"_{request.method.lower()}")(request.path, request)

    def _post(self, path: str, request: Request) -> Response:
        status = self._status.get(path, 200 if _is_authorized(request) else 401)
        headers = {name.lower(): value for name, value in request.headers.items()}
        body = request.get_data(as_text=True)
        call = {"headers": headers, "body": body, "status": status}
        self._calls.setdefault(path, []).append(call)
        return Response(status=status)

    def _get(self, path: str, _request: Request) -> Response:
        body = json.dumps(self._calls.get(path, []))
        return Response(body, content_type="application/json")

    def _put(self, path: str, request: Request) -> Response:
        status = json.loads(request.get_data()).get("status")
        self._status.pop(path, None)
        if status:
            self._status[path] = status
        return Response(status=204)

    def _delete(self, path: str, _request: Request) -> Response:
        self._calls.pop(path, None)
        self._status.pop(path, None)
        return Response(status=204)


def _is_authorized(request: Request) -> bool:
    name = request.args.get("secret")
    if not name:
        return True
    secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION]
    values = json.loads(secrets.get_secret_value(name, "", "")["SecretString"]).values()
    return request.headers.get("Authorization", "").removeprefix("Bearer ") in values
