"""The policy of a browser's form: what it says of the fields and of the size of the file.

https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
"""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime, timezone
from typing import Any, Iterable, Mapping
from xml.sax.saxutils import escape

from ..timestamps import parse_iso

# Fields that no condition has to name.
_FREE = ("awsaccesskeyid", "file", "policy", "x-amz-signature")
_INVALID = "Invalid according to Policy: "


class FormError(Exception):
    """A form that is refused."""

    def __init__(self, status: int, code: str, message: str):
        super().__init__(message)
        self.status, self.code = status, code

    def response(self) -> tuple[int, dict[str, str], str]:
        """The answer. S3's model, by which other errors have theirs, lacks these."""
        text = f"<Code>{self.code}</Code><Message>{escape(str(self))}</Message>"
        return self.status, {"content-type": "application/xml"}, f"<Error>{text}</Error>"


def check(fields: Mapping[str, str], size: int) -> None:
    """Refuses a form that its policy does not allow."""
    try:
        policy = json.loads(base64.b64decode(fields["policy"], validate=True))
        expiration = parse_iso(policy["expiration"])
        conditions = list(_triples(policy["conditions"]))
    except (binascii.Error, KeyError, TypeError, ValueError):
        expiration, conditions = None, []
    if expiration is None:
        raise FormError(400, "InvalidPolicyDocument", "Invalid Policy: Invalid JSON.")
    if expiration <= datetime.now(timezone.utc):
        raise FormError(403, "AccessDenied", _INVALID + "Policy expired.")
    for operator, name, value in conditions:
        if operator == "content-length-range":
            _check_size(size, int(name), int(value))
        elif not _holds(operator, fields.get(name), value):
            condition = json.dumps([operator, f"${name}", value])
            message = f"{_INVALID}Policy Condition failed: {condition}"
            raise FormError(403, "AccessDenied", message)
    named = {name for _, name, _ in conditions}
    free = {name for name in fields if name in _FREE or name.startswith("x-ignore-")}
    extra = sorted(fields.keys() - named - free - {"bucket"})
    if extra:
        message = f"{_INVALID}Extra input fields: {', '.join(extra)}"
        raise FormError(403, "AccessDenied", message)


def _triples(conditions: Any) -> Iterable[tuple[str, str, str]]:
    """Each condition as an operator, a field and a value; a range as its two ends."""
    for condition in conditions:
        if isinstance(condition, dict):
            for name, value in condition.items():
                yield "eq", name.lower(), str(value)
            continue
        operator, name, value = condition
        if operator not in ("eq", "starts-with", "content-length-range"):
            raise ValueError(f"there is no condition {operator}")
        yield operator, str(name).lstrip("$").lower(), str(value)


def _holds(operator: str, given: str | None, value: str) -> bool:
    if operator == "eq":
        return given == value
    return (given or "").startswith(value)


def _check_size(size: int, least: int, most: int) -> None:
    if size < least:
        message = "Your proposed upload is smaller than the minimum allowed size"
        raise FormError(400, "EntityTooSmall", message)
    if size > most:
        message = "Your proposed upload exceeds the maximum allowed size"
        raise FormError(400, "EntityTooLarge", message)
