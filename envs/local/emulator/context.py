"""The present request and its caller, for S3's events and for policies."""

from __future__ import annotations

import base64
import io
import re
import secrets
from contextvars import ContextVar
from dataclasses import dataclass, field

_CREDENTIAL = re.compile(r"Credential=([^/,]+)/\d+/([^/]*)/([^/]+)/aws4_request")


@dataclass
class Request:
    """An HTTP request to the emulator, and the S3 events that it caused."""

    access_key: str
    service: str
    source_ip: str
    headers: dict[str, str]
    region: str = ""  # for which the request is signed
    request_id: str = field(default_factory=lambda: secrets.token_hex(8).upper())
    host_id: str = field(default_factory=lambda: base64.b64encode(secrets.token_bytes(56)).decode())
    events: list = field(default_factory=list)
    status: int = 200  # of the response

    @classmethod
    def of(cls, environ: dict) -> Request:
        """The request of a WSGI environment. An unsigned one counts as S3's, as in moto."""
        credential = _CREDENTIAL.search(environ.get("HTTP_AUTHORIZATION", ""))
        headers = {
            name[5:].replace("_", "-").lower(): value
            for name, value in environ.items()
            if name.startswith("HTTP_")
        }
        return cls(
            access_key=credential.group(1) if credential else "anonymous",
            service=credential.group(3) if credential else "s3",
            source_ip=environ.get("REMOTE_ADDR", "127.0.0.1"),
            headers=headers,
            region=credential.group(2) if credential else "",
        )


_OUTSIDE = Request(access_key="emulator", service="", source_ip="127.0.0.1", headers={})
_current: ContextVar[Request] = ContextVar("request", default=_OUTSIDE)

current = _current.get
enter = _current.set
leave = _current.reset


def body_of(environ: dict) -> bytes:
    """The body of a request; it can be read again afterwards."""
    body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    environ["wsgi.input"] = io.BytesIO(body)
    return body
