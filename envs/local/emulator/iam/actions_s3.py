"""The permissions that a request to S3 needs: actions, resources, and the keys for conditions.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from typing import Iterable, Mapping, NamedTuple
from urllib.parse import parse_qs, unquote

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from .. import context
from ..timestamps import parse_iso
from .permission import SECURE, Permission

_VERBS = {"GET": "Get", "HEAD": "Get", "PUT": "Put", "DELETE": "Delete"}

# The name of a bucket's sub-resource in the actions, by its parameter in the query.
_BUCKET = {
    "accelerate": "AccelerateConfiguration",
    "acl": "BucketAcl",
    "cors": "BucketCORS",
    "encryption": "EncryptionConfiguration",
    "inventory": "InventoryConfiguration",
    "lifecycle": "LifecycleConfiguration",
    "location": "BucketLocation",
    "logging": "BucketLogging",
    "notification": "BucketNotification",
    "object-lock": "BucketObjectLockConfiguration",
    "ownershipControls": "BucketOwnershipControls",
    "policy": "BucketPolicy",
    "policyStatus": "BucketPolicyStatus",
    "publicAccessBlock": "BucketPublicAccessBlock",
    "replication": "ReplicationConfiguration",
    "requestPayment": "BucketRequestPayment",
    "tagging": "BucketTagging",
    "versioning": "BucketVersioning",
    "website": "BucketWebsite",
}
# The same for an object's; those of the second kind have actions of their own for a version.
_OBJECT = {"legal-hold": "LegalHold", "retention": "Retention"}
_VERSION = {"acl": "Acl", "attributes": "Attributes", "tagging": "Tagging"}
_CONDITIONAL = ("if-match", "if-none-match")
_MODE, _UNTIL = "x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date"
_HOLD = "x-amz-object-lock-legal-hold"


class S3Request(NamedTuple):
    """What the permissions of a request depend on; names of headers are in lower case."""

    method: str
    bucket: str
    key: str
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def arn(self) -> str:
        """The ARN of the bucket, or of the object."""
        bucket = f"arn:aws:s3:::{self.bucket}"
        return f"{bucket}/{self.key}" if self.key else bucket


def of(environ: dict, request: context.Request) -> S3Request:
    """The request of a WSGI environment, whose body can be read again afterwards."""
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    path = environ["PATH_INFO"].encode("latin-1").decode()
    bucket, _, key = path[1:].partition("/")
    body = context.body_of(environ) if "retention" in query else b""
    return S3Request(environ["REQUEST_METHOD"], bucket, key, query, request.headers, body)


def required_permissions(request: S3Request) -> list[Permission]:
    """Every permission that a request needs; for a deletion of many objects, none.

    What it may delete is decided for each key by itself, by `deletion`.
    """
    if not request.key and request.method == "POST" and "delete" in request.query:
        return []
    keys = _keys(request)
    needed = _of_object(request) if request.key else _of_bucket(request)
    return [Permission(action, resource, keys) for action, resource in needed]


def deletion(request: S3Request, key: str, version: str | None) -> Permission:
    """The permission to delete one key, or one of its versions."""
    action = "s3:DeleteObjectVersion" if version else "s3:DeleteObject"
    return Permission(action, f"arn:aws:s3:::{request.bucket}/{key}", _keys(request))


def upload_by_form(request: S3Request, key: str) -> Permission:
    """The permission to upload an object with a browser's form (POST object)."""
    uploaded = request._replace(key=key)
    return Permission("s3:PutObject", uploaded.arn, _keys(uploaded))


def retention_bypass(request: S3Request, key: str) -> Permission:
    """The permission to lift a retention of the mode GOVERNANCE."""
    resource = f"arn:aws:s3:::{request.bucket}/{key}"
    return Permission("s3:BypassGovernanceRetention", resource, _keys(request))


def _keys(request: S3Request) -> dict[str, str]:
    given = request.headers
    keys = {**SECURE, **{f"s3:{h}": v for h, v in given.items() if h.startswith("x-amz-")}}
    if "versionId" in request.query:
        keys["s3:versionid"] = request.query["versionId"][0]
    if request.method not in ("GET", "HEAD"):
        keys.update({f"s3:{name}": given[name] for name in _CONDITIONAL if name in given})
    if _is_write(request):
        is_part = bool(request.query.keys() & {"uploads", "partNumber"})
        keys["s3:objectcreationoperation"] = str(not is_part).lower()
    mode, until = given.get(_MODE), given.get(_UNTIL)
    if "retention" in request.query:
        mode, until = _element("Mode", request.body), _element("RetainUntilDate", request.body)
    keys.update(_lock_keys(mode, until))
    if _HOLD in given:
        keys["s3:object-lock-legal-hold"] = given[_HOLD]
    return keys


def _lock_keys(mode: str | None, until: str | None) -> dict[str, str]:
    keys = {"s3:object-lock-mode": mode, "s3:object-lock-retain-until-date": until}
    date = parse_iso(until) if until else None
    if date:
        left = date - datetime.now(timezone.utc)
        keys["s3:object-lock-remaining-retention-days"] = str(-(-left.total_seconds() // 86_400))
    return {name: value for name, value in keys.items() if value}


def _element(name: str, body: bytes) -> str | None:
    found = re.search(rf"<{name}>([^<]*)</{name}>".encode(), body)
    return found[1].decode() if found else None


def _is_write(request: S3Request) -> bool:
    """Whether the request writes an object, or a part of one."""
    others = _OBJECT.keys() | _VERSION.keys() | {"restore", "select"}
    writes = request.method in ("PUT", "POST") and not request.query.keys() & others
    return bool(request.key) and writes


def _of_object(request: S3Request) -> Iterable[tuple[str, str]]:
    method, query, arn = request.method, request.query, request.arn
    version = "Version" if "versionId" in query else ""
    reads = method in ("GET", "HEAD")
    verb = _VERBS.get(method, "*")
    for name, noun in _OBJECT.items():
        if name in query:
            return [(f"s3:{verb}Object{noun}", arn)]
    for name, noun in _VERSION.items():
        if name in query:
            also = [(f"s3:GetObject{version}", arn)] if name == "attributes" else []
            return [(f"s3:{verb}Object{version}{noun}", arn), *also]
    if "uploadId" in query and method in ("GET", "DELETE"):
        return [("s3:ListMultipartUploadParts" if reads else "s3:AbortMultipartUpload", arn)]
    if reads:
        # S3 answers 404 for a missing object only to a caller that may list the bucket.
        listed = ("s3:ListBucket", f"arn:aws:s3:::{request.bucket}")
        return [(f"s3:GetObject{version}", arn), *([] if _exists(request) else [listed])]
    if method == "DELETE":
        return [(f"s3:DeleteObject{version}", arn)]
    if "restore" in query or "select" in query:
        return [("s3:RestoreObject" if "restore" in query else "s3:GetObject", arn)]
    return _of_write(request)


def _of_write(request: S3Request) -> Iterable[tuple[str, str]]:
    yield "s3:PutObject", request.arn
    headers = request.headers
    if "x-amz-tagging" in headers:
        yield "s3:PutObjectTagging", request.arn
    if _MODE in headers or _UNTIL in headers:
        yield "s3:PutObjectRetention", request.arn
    if _HOLD in headers:
        yield "s3:PutObjectLegalHold", request.arn
    if "if-match" in headers:
        yield "s3:GetObject", request.arn
    if "x-amz-copy-source" in headers:
        source, _, query = headers["x-amz-copy-source"].partition("?")
        version = "Version" if "versionId=" in query else ""
        yield f"s3:GetObject{version}", f"arn:aws:s3:::{unquote(source).lstrip('/')}"


def _of_bucket(request: S3Request) -> Iterable[tuple[str, str]]:
    action = _bucket_action(request.method, request.query.keys())
    yield f"s3:{action}", request.arn
    locked = request.headers.get("x-amz-bucket-object-lock-enabled", "").lower() == "true"
    if action == "CreateBucket" and locked:
        yield "s3:PutBucketObjectLockConfiguration", request.arn
        yield "s3:PutBucketVersioning", request.arn


def _bucket_action(method: str, query: Iterable[str]) -> str:
    reads = method in ("GET", "HEAD")
    for name in query:
        if name in _BUCKET:
            deletes = method == "DELETE" and name in ("policy", "website")
            return ("Get" if reads else "Delete" if deletes else "Put") + _BUCKET[name]
    if reads:
        kind = {"versions": "Versions", "uploads": "MultipartUploads"}
        return "ListBucket" + "".join(kind[name] for name in query if name in kind)
    return {"PUT": "CreateBucket", "DELETE": "DeleteBucket"}.get(method, "*")


def _exists(request: S3Request) -> bool:
    found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(request.bucket)
    return found is not None and request.key in found.keys
