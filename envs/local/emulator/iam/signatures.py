"""Signatures of the version 4: of a request's headers, and of a text such as a form's policy.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Mapping
from urllib.parse import quote

ALGORITHM = "AWS4-HMAC-SHA256"
_FORM = re.compile(
    r"AWS4-HMAC-SHA256 +Credential=([^/,\s]+)/(\d{8})/([^/]+)/([^/]+)/aws4_request, *"
    r"SignedHeaders=([^,\s]+), *Signature=([0-9a-f]{64})"
)
_SKEW = timedelta(minutes=5)


def signature(secret: str, date: str, region: str, service: str, text: str) -> str:
    """The signature of a text with the key of that day, region and service."""
    key = f"AWS4{secret}".encode()
    for part in (date, region, service, "aws4_request"):
        key = hmac.digest(key, part.encode(), "sha256")
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def time_of(text: str) -> datetime | None:
    """The time of an `x-amz-date`, None for a text that is none."""
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        return None


@dataclass(frozen=True)
class Authorization:
    """An `Authorization` header of a signed request."""

    access_key: str
    date: str
    region: str
    service: str
    signed_headers: tuple[str, ...]
    signature: str

    @classmethod
    def parse(cls, header: str) -> Authorization | None:
        """The parts of a header; None for one of another form."""
        found = _FORM.fullmatch(header.strip())
        if not found:
            return None
        return cls(*found.groups()[:4], tuple(found[5].split(";")), found[6])

    def fault(
        self,
        secret: str,
        method: str,
        path: str,
        query: str,
        headers: Mapping[str, str],
        body: bytes,
        now: datetime,
    ) -> str:
        """Why the signature does not hold for this request; empty if it does.

        The path and the query are as they were sent, names of headers in lower case.
        """
        sent = headers.get("x-amz-date", "")
        time = time_of(sent)
        if time is None or sent[:8] != self.date:
            return "Date in Credential scope does not match the date of the request."
        if abs(now - time) > _SKEW:
            return f"Signature expired: {sent} is not within 5 minutes of {now:%Y%m%dT%H%M%SZ}"
        if "host" not in self.signed_headers:
            return "'Host' must be a 'SignedHeader' in the AWS Authorization."
        request = _canonical(method, path, query, headers, self.signed_headers, body)
        scope = f"{self.date}/{self.region}/{self.service}/aws4_request"
        digest = hashlib.sha256(request.encode()).hexdigest()
        text = "\n".join((ALGORITHM, sent, scope, digest))
        expected = signature(secret, self.date, self.region, self.service, text)
        if hmac.compare_digest(expected, self.signature):
            return ""
        return (
            "The request signature we calculated does not match the signature you provided. Check "
            "your AWS Secret Access Key and signing method. Consult the service documentation for "
            "details."
        )


def _canonical(
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    signed: tuple[str, ...],
    body: bytes,
) -> str:
    """The canonical request. All services but S3 encode the path once more, without its dots."""
    names = sorted(signed)
    lines = [f"{name}:{' '.join(headers.get(name, '').split())}" for name in names]
    pairs = sorted(part.partition("=")[::2] for part in query.split("&") if part)
    return "\n".join(
        (
            method,
            quote(_without_dots(path), safe="/~"),
            "&".join(f"{name}={value}" for name, value in pairs),
            *lines,
            "",
            ";".join(names),
            hashlib.sha256(body).hexdigest(),
        )
    )


def _without_dots(path: str) -> str:
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    end = "/" if path.endswith("/") and parts else ""
    return f"/{'/'.join(parts)}{end}"
