"""Somebody to call: records what it is sent, so that a test can see that a call was made.

    POST   /_emulator/receiver/...  Recorded, and answered 200; with `?secret=NAME` 401, unless the
                                    bearer token is a value that this secret has now.
    GET    /_emulator/receiver/...  What was sent to that path, as a JSON list, oldest first.
    PUT    /_emulator/receiver/...  {"status": 503}: answers POSTs so, {} rightly again.
    DELETE /_emulator/receiver/...  Forgets it all.
"""

from __future__ import annotations

import json
import threading

from moto.core import DEFAULT_ACCOUNT_ID
from moto.secretsmanager.models import secretsmanager_backends
from werkzeug.wrappers import Request, Response

PATH = "/_emulator/receiver/"
REGION = "eu-west-1"


class Receiver:
    """What was sent, by path, and the status that is answered."""

    def __init__(self) -> None:
        self._calls: dict[str, list[dict]] = {}
        self._status: dict[str, int] = {}
        self._lock = threading.Lock()

    def answer(self, environ: dict) -> Response | None:
        """None where it is not for us."""
        if not environ["PATH_INFO"].startswith(PATH):
            return None
        request = Request(environ)
        with self._lock:
            return getattr(self, f"_{request.method.lower()}")(request.path, request)

    def _post(self, path: str, request: Request) -> Response:
        status = self._status.get(path, 200 if _is_welcome(request) else 401)
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


def _is_welcome(request: Request) -> bool:
    name = request.args.get("secret")
    if not name:
        return True
    secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][REGION]
    values = json.loads(secrets.get_secret_value(name, "", "")["SecretString"]).values()
    return request.headers.get("Authorization", "").removeprefix("Bearer ") in values
