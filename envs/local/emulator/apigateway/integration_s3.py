"""The integration with S3 by path: a request to S3 with the rights of the integration's role."""

from __future__ import annotations

import io
import logging
import re
import sys
import threading
import time
from datetime import datetime, timezone
from typing import Any, Callable
from urllib.parse import unquote_to_bytes

from moto.apigateway.models import Integration
from moto.core import DEFAULT_ACCOUNT_ID
from moto.sts.models import AssumedRole, sts_backends

from ..iam import roles
from .exchange import Exchange
from .gateway_responses import GatewayError
from .integration import Answer
from .mapping import IntegrationRequest

log = logging.getLogger(__name__)

_URI = re.compile(r"arn:aws:apigateway:([^:]+):s3:path/(.*)", re.DOTALL)
_VARIABLE = re.compile(r"\$\{stageVariables\.(\w+)\}")
_SESSION_SECONDS = 3600


class S3Integration:
    """Sends requests through the emulator's own application, so that all holds for them that holds
    for a client's: policies, faults of tests, events."""

    def __init__(self, application: Callable):
        self._application = application
        self._sessions: dict[str, tuple[float, AssumedRole]] = {}
        self._lock = threading.Lock()

    def __call__(
        self,
        exchange: Exchange,
        integration: Integration,
        request: IntegrationRequest,
        body: bytes,
    ) -> Answer:
        found = _URI.fullmatch(integration.uri)
        if not found:
            raise _misconfigured(f"{integration.uri} is no path of S3")
        variables = exchange.stage.variables
        path = _VARIABLE.sub(lambda name: variables.get(name[1], ""), found[2])
        environ = _environ(
            integration.http_method or "GET",
            "/" + request.path_of(path),
            request.query_string(),
            request.headers,
            body,
        )
        session = self._session(integration.credentials or "", found[1])
        # No signature: nothing checks it, and the key alone says whose policies are asked.
        scope = f"{datetime.now(timezone.utc):%Y%m%d}/{found[1]}/s3/aws4_request"
        environ["HTTP_AUTHORIZATION"] = (
            f"AWS4-HMAC-SHA256 Credential={session.access_key_id}/{scope}, "
            "SignedHeaders=host, Signature=0"
        )
        return self._send(environ)

    def _session(self, role_arn: str, region: str) -> AssumedRole:
        """A session of the role, which API Gateway must be allowed to assume."""
        if not roles.trusts(role_arn, "apigateway.amazonaws.com"):
            raise _misconfigured(f"API Gateway may not assume the role {role_arn}")
        with self._lock:
            until, session = self._sessions.get(role_arn, (0.0, None))
            if session is None or until < time.monotonic():
                sts = sts_backends[DEFAULT_ACCOUNT_ID]["aws"]
                session = sts.assume_role(
                    region, "BackplaneAssumeRoleSession", role_arn, None, _SESSION_SECONDS, None
                )
                self._sessions[role_arn] = time.monotonic() + _SESSION_SECONDS / 2, session
            return session

    def _send(self, environ: dict[str, Any]) -> Answer:
        started: list = []
        answer = self._application(environ, lambda *given: started.append(given))
        try:
            body = b"".join(answer)
        except Exception:
            log.exception("%s %s", environ["REQUEST_METHOD"], environ["RAW_URI"])
            raise GatewayError(
                "INTEGRATION_FAILURE", "Network error communicating with endpoint"
            ) from None
        finally:
            if hasattr(answer, "close"):
                answer.close()  # after which S3's events leave
        status, headers, *_ = started[0]
        return Answer(int(status.split()[0]), {n.lower(): v for n, v in headers}, body)


def _misconfigured(detail: str) -> GatewayError:
    return GatewayError("API_CONFIGURATION_ERROR", "Internal server error", detail)


def _environ(
    method: str, path: str, query: str, headers: dict[str, str], body: bytes
) -> dict[str, Any]:
    """The WSGI environment of a request to S3, by path."""
    environ = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "RAW_URI": path,
        "REQUEST_URI": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in headers.items():
        key = name.upper().replace("-", "_")
        environ[key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"] = value
    return environ
