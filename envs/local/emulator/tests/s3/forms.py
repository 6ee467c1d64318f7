"""Sends a form as a browser does."""

from __future__ import annotations

import uuid
from http.client import HTTPConnection
from urllib.parse import urlsplit


def post_form(form: dict, content: bytes = b"1", **fields: str) -> tuple[int, dict, bytes]:
    """Sends a presigned form with a file, and with more fields; an empty one is left out."""
    boundary = uuid.uuid4().hex
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in {**form["fields"], **fields}.items()
        if value
    ]
    parts.append(
        f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f.bin"\r\n\r\n'
    )
    body = "".join(parts).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    url = urlsplit(form["url"])
    connection = HTTPConnection(url.netloc, timeout=30)
    try:
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        connection.request("POST", url.path, body, kind)
        answer = connection.getresponse()
        return answer.status, dict(answer.headers), answer.read()
    finally:
        connection.close()
