"""The permissions that a request to S3 needs: actions and resources."""

from __future__ import annotations

from typing import Iterable
from urllib.parse import parse_qs

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from .. import context
from .permission import Permission

_TAGGING = {"GET": "Get", "PUT": "Put", "DELETE": "Delete"}

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


def required_permissions(environ: dict, request: context.Request) -> list[Permission]:
    """Every permission that a request to S3 needs."""
    return [Permission(action, resource) for action, resource in _needed(environ, request)]


def _needed(environ: dict, request: context.Request) -> Iterable[tuple[str, str]]:
    method = environ["REQUEST_METHOD"]
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    path = environ["PATH_INFO"].encode("latin-1").decode()
    bucket, _, key = path[1:].partition("/")
    arn = f"arn:aws:s3:::{bucket}"
    if not key:
        return [(f"s3:{_bucket_action(method, query.keys())}", arn)]
    resource = f"{arn}/{key}"
    version = "Version" if "versionId" in query else ""
    if "tagging" in query:
        return [(f"s3:{_TAGGING[method]}Object{version}Tagging", resource)]
    if method in ("GET", "HEAD"):
        # S3 answers 404 for a missing object only to a caller that may list the bucket.
        missing = [] if _exists(bucket, key) else [("s3:ListBucket", arn)]
        return [(f"s3:GetObject{version}", resource), *missing]
    if method == "DELETE":
        return [(f"s3:DeleteObject{version}", resource)]
    needed = [("s3:PutObject", resource)]
    if "x-amz-tagging" in request.headers:
        needed.append(("s3:PutObjectTagging", resource))
    if "if-match" in request.headers:
        needed.append(("s3:GetObject", resource))
    return needed


def _bucket_action(method: str, query: Iterable[str]) -> str:
    reads = method in ("GET", "HEAD")
    for name in query:
        if name in _BUCKET:
            deletes = method == "DELETE" and name in ("policy", "website")
            return ("Get" if reads else "Delete" if deletes else "Put") + _BUCKET[name]
    if reads:
        return "ListBucketVersions" if "versions" in query else "ListBucket"
    return {"PUT": "CreateBucket", "DELETE": "DeleteBucket"}.get(method, "*")


def _exists(bucket: str, key: str) -> bool:
    found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(bucket)
    return found is not None and key in found.keys
