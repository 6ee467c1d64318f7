"""What comes in over HTTP: which API and stage a request is for, and its body."""

from __future__ import annotations

import re
from typing import Any, Iterator, NamedTuple
from urllib.parse import quote, urlsplit

from moto.apigateway.models import APIGatewayBackend, RestAPI, apigateway_backends
from moto.core import DEFAULT_ACCOUNT_ID

from .gateway_responses import GatewayError

PATH = "/_emulator/api/"
_HOST = re.compile(r"(?i)([a-z0-9]+)\.execute-api\.([a-z0-9-]+)\.amazonaws\.com")
_MAX_BODY_BYTES = 10 * 1024 * 1024
_CHUNK = 1 << 16


class Address(NamedTuple):
    """Where a request goes; without an API, to one that does not exist."""

    api: RestAPI | None
    stage: str
    path: str  # below the stage, as it was sent
    sent: str  # the whole path, as it was sent


def address(environ: dict[str, Any]) -> Address | None:
    """The address of a request to an API; None for any other request."""
    # A client may send a whole URL. PATH_INFO is no substitute: there, `%2F` is a slash.
    raw = environ.get("RAW_URI") or quote(environ["PATH_INFO"].encode("latin-1"))
    sent = urlsplit(raw).path
    if sent.startswith(PATH):
        name, _, rest = sent.removeprefix(PATH).partition("/")
        stage, _, path = rest.partition("/")
        apis = (b.apis[name] for b in _backends() if name in b.apis)
        return Address(next(apis, None), stage, f"/{path}", sent)
    host = environ.get("HTTP_HOST", "").partition(":")[0].lower()
    found = _HOST.fullmatch(host)
    if not found:
        return _of_domain(host, sent)
    stage, _, path = sent.removeprefix("/").partition("/")
    api = apigateway_backends[DEFAULT_ACCOUNT_ID][found[2]].apis.get(found[1])
    if api and api.disableExecuteApiEndpoint:
        api = None
    return Address(api, stage, f"/{path}", sent)


def _of_domain(host: str, sent: str) -> Address | None:
    """The address below a domain of its own: a base path stands for an API and its stage."""
    first, _, rest = sent.removeprefix("/").partition("/")
    for backend in _backends():
        if host not in backend.domain_names:
            continue
        mappings = backend.base_path_mappings.get(host, {})
        for base, path in ((first, f"/{rest}"), ("(none)", sent)):
            if base in mappings:
                mapping = mappings[base]
                api = backend.apis.get(mapping.rest_api_id)
                return Address(api, mapping.stage or "", path, sent)
        return Address(None, "", sent, sent)
    return None


def _backends() -> Iterator[APIGatewayBackend]:
    """API Gateway in each region that is in use."""
    yield from list(apigateway_backends[DEFAULT_ACCOUNT_ID].values())


def read_body(environ: dict[str, Any]) -> bytes:
    """The body; one of more than 10 MB is read to its end, for a client that still sends reads no
    answer, and refused."""
    length = environ.get("CONTENT_LENGTH")
    stream = environ["wsgi.input"]
    if length:
        if int(length) > _MAX_BODY_BYTES:
            drain(environ)
            raise GatewayError("REQUEST_TOO_LARGE", "Request Too Long")
        return stream.read(int(length))
    if not environ.get("wsgi.input_terminated"):
        return b""
    body = stream.read(_MAX_BODY_BYTES + 1)
    if len(body) > _MAX_BODY_BYTES:
        while stream.read(_CHUNK):
            pass
        raise GatewayError("REQUEST_TOO_LARGE", "Request Too Long")
    return body


def drain(environ: dict[str, Any]) -> None:
    """Reads a body to its end, and keeps nothing of it."""
    left = int(environ.get("CONTENT_LENGTH") or 0)
    while left > 0:
        read = len(environ["wsgi.input"].read(min(left, _CHUNK)))
        if not read:
            return
        left -= read
