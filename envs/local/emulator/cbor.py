"""CBOR for CloudWatch: AWS's SDK for Java speaks nothing else to it, and moto has JSON only."""

from __future__ import annotations

import io
import json
import re
import struct
from typing import Any, Callable, Iterable

from botocore.parsers import BaseCBORParser

_OPERATION = re.compile(r"/service/(\w+)/operation/(\w+)")
_PARSER = BaseCBORParser(timestamp_parser=float)


def answer(application: Callable, environ: dict, start_response: Callable) -> Iterable[bytes]:
    """The answer of moto, or of a refusal, to a request; to one in CBOR it is in CBOR."""
    operation = _OPERATION.fullmatch(environ["PATH_INFO"])
    if not operation:
        return application(environ, start_response)
    started: list = []
    request = _as_json(environ, operation)
    body = b"".join(application(request, lambda *given: started.extend(given)))
    encoded = encode(json.loads(body or b"{}"))
    headers = [h for h in started[1] if h[0].lower() not in ("content-type", "content-length")]
    headers += [("content-type", "application/cbor"), ("content-length", str(len(encoded)))]
    start_response(started[0], [*headers, ("smithy-protocol", "rpc-v2-cbor")])
    return [encoded]


def _as_json(environ: dict, operation: re.Match) -> dict:
    size = int(environ.get("CONTENT_LENGTH") or 0)
    body = json.dumps(decode(environ["wsgi.input"].read(size))).encode()
    return {
        **environ,
        "CONTENT_LENGTH": str(len(body)),
        "CONTENT_TYPE": "application/x-amz-json-1.0",
        "HTTP_X_AMZ_TARGET": ".".join(operation.groups()),
        "PATH_INFO": "/",
        "RAW_URI": "/",
        "REQUEST_URI": "/",
        "wsgi.input": io.BytesIO(body),
    }


def decode(data: bytes) -> Any:
    """The value of some CBOR; a time is a number of seconds."""
    return _PARSER.parse_data_item(io.BufferedReader(io.BytesIO(data))) if data else {}


def encode(value: Any) -> bytes:
    """The CBOR of what JSON can say."""
    if value is None or isinstance(value, bool):
        return bytes([0xF6 if value is None else 0xF4 + value])
    if isinstance(value, float):
        return b"\xfb" + struct.pack(">d", value)
    if isinstance(value, int):
        return _head(0, value) if value >= 0 else _head(1, -1 - value)
    if isinstance(value, str):
        text = value.encode()
        return _head(3, len(text)) + text
    if isinstance(value, list):
        return _head(4, len(value)) + b"".join(map(encode, value))
    members = [encode(name) + encode(member) for name, member in value.items()]
    return _head(5, len(members)) + b"".join(members)


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    size = next(size for size in range(4) if number < 1 << 8 * 2**size)
    return bytes([kind << 5 | 24 + size]) + number.to_bytes(2**size, "big")
