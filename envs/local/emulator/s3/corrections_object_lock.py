"""Corrects moto 5.2.1 in Object Lock. Importing this module applies it.

moto lets anybody lift a retention, change one, and suspend versioning; it accepts any mode and
date, ignores them in a multipart upload, and does not know the headers of newer checksums.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html
"""

from __future__ import annotations

from datetime import datetime, timezone

import xmltodict
from moto.s3.exceptions import (
    AccessDeniedByLock,
    InvalidBucketState,
    LockNotEnabled,
    MalformedXML,
    MethodNotAllowed,
    MissingKey,
    MissingVersion,
    S3ClientError,
)
from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, S3Backend
from moto.s3.responses import S3Response

from .. import context
from ..iam import actions_s3
from ..iam.permission import Permission
from ..patching import replaces
from ..timestamps import iso, parse_iso
from . import corrections_policies

_MODE, _UNTIL = "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date"
_HOLD = "x-amz-object-lock-legal-hold"
_MODES = ("GOVERNANCE", "COMPLIANCE")
_OTHER_PUTS = {"acl", "partNumber", "tagging"}


def _may_bypass(bucket_name: str, key_name: str) -> bool:
    """Whether the request asks to lift retentions of the mode GOVERNANCE, and its caller may."""
    headers = context.current().headers
    if headers.get("x-amz-bypass-governance-retention", "").lower() != "true":
        return False
    request = actions_s3.S3Request("DELETE", bucket_name, key_name, {}, headers)
    return corrections_policies.may(actions_s3.retention_bypass(request, key_name))


def _future(text: str) -> str:
    """That date as S3 stores it; refused unless it is one, and in the future."""
    date = parse_iso(text)
    if date is None:
        raise S3ClientError("InvalidArgument", "The retain until date is not in ISO 8601.")
    if date <= datetime.now(timezone.utc):
        raise S3ClientError("InvalidArgument", "The retain until date must be in the future!")
    return iso(date)


def _asked(response: S3Response) -> tuple[str | None, str | None]:
    """The retention that the headers ask for: mode and date, or neither."""
    bucket = response.backend.get_bucket(response.bucket_name)
    mode, until = response.headers.get(_MODE), response.headers.get(_UNTIL)
    if (mode or until or response.headers.get(_HOLD)) and not bucket.object_lock_enabled:
        raise S3ClientError("InvalidRequest", "Bucket is missing Object Lock Configuration")
    if not mode and not until:
        return None, None
    if not mode or not until:
        raise S3ClientError("InvalidArgument", f"{_UNTIL} and {_MODE} must both be supplied")
    if mode not in _MODES:
        raise S3ClientError("InvalidArgument", "Unknown wormMode directive.")
    return mode, _future(until)


def _has_checksum(response: S3Response) -> bool:
    names = {name.lower() for name in response.headers.keys()}
    trailer = response.headers.get("x-amz-trailer") or ""
    named = any(name.startswith("x-amz-checksum-") for name in (*names, trailer.lower()))
    return named or bool(names & {"content-md5", "x-amz-sdk-checksum-algorithm"})


@replaces(S3Response, "_get_lock_details")
def _get_lock_details(_original, self, bucket, lock_enabled):
    mode, until = _asked(self)
    if not mode and lock_enabled and bucket.has_default_lock:
        mode, until = bucket.default_lock_mode, bucket.default_retention()
    return self.headers.get(_HOLD), mode, until


@replaces(S3Response, "_key_response_put")
def _key_response_put(original, self, query, key_name):
    """moto asks for a checksum where a copy is made or a retention is put, too."""
    bucket = self.backend.get_bucket(self.bucket_name)
    locks = bool(self.headers.get(_MODE) or self.headers.get(_UNTIL) or self.headers.get(_HOLD))
    if query.keys() & _OTHER_PUTS or not (locks or bucket.object_lock_enabled):
        return original(self, query, key_name)
    self._set_action("KEY", "PUT", query)
    if "retention" in query:
        return self.put_object_retention()
    if "legal-hold" in query:
        return self.put_object_legal_hold()
    if self.headers.get("x-amz-copy-source"):
        return self.copy_object()
    _asked(self)
    if (locks or bucket.has_default_lock) and not _has_checksum(self):
        raise S3ClientError(
            "InvalidRequest",
            "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with "
            "Object Lock parameters",
        )
    return self.put_object()


@replaces(S3Response, "_key_response_post")
def _key_response_post(original, self, request, body, bucket_name, query, key_name):
    """A multipart upload asks for the retention when it begins."""
    bucket = self.backend.get_bucket(bucket_name)
    lock = self._get_lock_details(bucket, bucket.object_lock_enabled) if "uploads" in query else ()
    before = set(bucket.multiparts)
    answer = original(self, request, body, bucket_name, query, key_name)
    for upload in set(bucket.multiparts) - before:
        bucket.multiparts[upload].lock = lock
    return answer


@replaces(S3Backend, "complete_multipart_upload")
def _complete_multipart_upload(original, self, bucket_name, multipart_id, body):
    multipart = self.get_bucket(bucket_name).multiparts.get(multipart_id)
    key = original(self, bucket_name, multipart_id, body)
    if key is not None:
        key.lock_legal_status, key.lock_mode, key.lock_until = multipart.lock
    return key


def _refuse_to_weaken(key: FakeKey, mode: str | None, until: str | None) -> None:
    """A retention that lasts may be extended; only one of the mode GOVERNANCE may be weakened."""
    held = parse_iso(key.lock_until) if key.lock_mode and key.lock_until else None
    if held is None or held <= datetime.now(timezone.utc):
        return
    if mode == key.lock_mode and until and parse_iso(until) >= held:
        return
    if key.lock_mode != "GOVERNANCE" or not _may_bypass(key.bucket_name, key.name):
        raise _denied()


def _denied() -> S3ClientError:
    return S3ClientError("AccessDenied", "Access Denied because object protected by object lock.")


@replaces(S3Response, "put_object_retention")
def _put_object_retention(_original, self):
    bucket, name = self.backend.get_bucket(self.bucket_name), self.parse_key_name()
    if not bucket.object_lock_enabled:
        raise LockNotEnabled()
    given = xmltodict.parse(self.body).get("Retention") or {}
    mode, until = given.get("Mode"), given.get("RetainUntilDate")
    if (mode or until) and (mode not in _MODES or not until):
        raise MalformedXML()
    until = until and _future(until)
    version = self._get_param("versionId")
    key = self.backend.get_object(
        self.bucket_name, name, version_id=version, return_delete_marker=True
    )
    if key is None:
        raise MissingVersion() if version else MissingKey(key=name)
    if isinstance(key, FakeDeleteMarker):
        raise MethodNotAllowed(method="PUT", resource_type="DeleteMarker")
    _refuse_to_weaken(key, mode, until)
    key.lock_mode, key.lock_until = mode, until
    return 200, {}, ""


@replaces(S3Backend, "delete_object")
def _delete_object(original, self, bucket_name, key_name, version_id=None, bypass=False):
    """moto lifts a retention for everybody who asks for it."""
    bypass = _may_bypass(bucket_name, key_name)
    try:
        return original(self, bucket_name, key_name, version_id=version_id, bypass=bypass)
    except AccessDeniedByLock:
        raise _denied() from None


@replaces(S3Backend, "put_bucket_versioning")
def _put_bucket_versioning(original, self, bucket_name, status):
    if self.get_bucket(bucket_name).object_lock_enabled and status != "Enabled":
        raise InvalidBucketState(
            "An Object Lock configuration is present on this bucket, so the versioning state "
            "cannot be changed."
        )
    original(self, bucket_name, status)


@replaces(S3Response, "serialized")
def _serialized(original, self, answer):
    """moto takes the status of an error from a model that lacks this one, and answers 400."""
    status, headers, body = original(self, answer)
    return 409 if isinstance(answer.result, InvalidBucketState) else status, headers, body


@replaces(S3Backend, "put_object_lock_configuration")
def _put_object_lock_configuration(
    original, self, bucket_name, lock_enabled, mode=None, days=None, years=None
):
    """moto refuses it for a bucket that has objects; S3 has not since 2023."""
    bucket: FakeBucket = self.get_bucket(bucket_name)
    held, bucket.keys = bucket.keys, type(bucket.keys)()
    try:
        original(self, bucket_name, lock_enabled, mode, days, years)
    finally:
        bucket.keys = held


_response_dict = FakeKey.response_dict.fget


def _without_hidden_retention(key: FakeKey) -> dict:
    """The headers of an object: S3 tells its retention only to a caller that may read that."""
    headers = _response_dict(key)
    for action, names in (("Retention", (_MODE, _UNTIL)), ("LegalHold", (_HOLD,))):
        if not headers.keys() & set(names):
            continue
        resource = f"arn:aws:s3:::{key.bucket_name}/{key.name}"
        if not corrections_policies.may(Permission(f"s3:GetObject{action}", resource)):
            headers = {name: value for name, value in headers.items() if name not in names}
    return headers


FakeKey.response_dict = property(_without_hidden_retention)
