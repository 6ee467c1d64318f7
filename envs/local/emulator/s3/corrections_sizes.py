"""Corrects moto 5.2.1 in sizes that it does not limit. Importing this module applies it.

A key has 1,024 bytes at most, and the user metadata of an object 2 KB: names and values together.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
"""

from __future__ import annotations

from typing import Mapping

from moto.s3.responses import S3Response

from .. import context
from ..patching import replaces

_KEY, _METADATA = 1024, 2048
_PREFIX = "x-amz-meta-"
_MESSAGES = {
    "KeyTooLongError": "Your key is too long",
    "MetadataTooLarge": "Your metadata headers exceed the maximum allowed metadata size",
}


def fault(key: str, headers: Mapping[str, str]) -> str:
    """The code of what is too large, empty if nothing is; names of headers are in lower case."""
    if len(key.encode()) > _KEY:
        return "KeyTooLongError"
    given = (
        len(name.removeprefix(_PREFIX)) + len(value.encode("latin-1", "replace"))
        for name, value in headers.items()
        if name.startswith(_PREFIX)
    )
    return "MetadataTooLarge" if sum(given) > _METADATA else ""


def refusal(code: str) -> tuple[int, dict[str, str], str]:
    """The answer to a request with that fault."""
    body = f"<Error><Code>{code}</Code><Message>{_MESSAGES[code]}</Message></Error>"
    return 400, {"content-type": "application/xml"}, body


@replaces(S3Response, "_key_response")
def _key_response(original, self, request, full_url):
    code = fault(self.parse_key_name(), context.current().headers)
    return refusal(code) if code else original(self, request, full_url)
