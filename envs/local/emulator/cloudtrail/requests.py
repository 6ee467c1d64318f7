"""The name that CloudTrail has for a request that writes an object of S3."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs

from .. import context
from ..s3 import api


@dataclass(frozen=True)
class S3Call:
    """A data event: the call, and what it is about. The key is empty for a call on many objects."""

    name: str
    bucket: str
    key: str

    @property
    def arn(self) -> str:
        """The ARN of the object, or how the ARNs of all objects of the bucket begin."""
        return f"arn:aws:s3:::{self.bucket}/{self.key}"

    @property
    def parameters(self) -> dict[str, str]:
        """The request's parameters, as in an event."""
        return {"bucketName": self.bucket, **({"key": self.key} if self.key else {})}


def call_of(environ: dict, request: context.Request) -> S3Call | None:
    """The call of a request that writes; None for one that reads, or is of the bucket itself."""
    path = environ["PATH_INFO"].encode("latin-1").decode()
    bucket, _, key = path[1:].partition("/")
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    name = _name(environ["REQUEST_METHOD"], bool(key), query.keys(), request.headers)
    return S3Call(name, bucket, key) if name else None


def _name(method: str, of_object: bool, query, headers) -> str | None:
    if method not in ("PUT", "POST", "DELETE"):
        return None
    if not of_object:
        form = headers.get("content-type", "").startswith("multipart/form-data")
        return "DeleteObjects" if "delete" in query else "PostObject" if form else None
    copies = "x-amz-copy-source" in headers
    if "uploadId" in query:
        part = "UploadPartCopy" if copies else "UploadPart"
        return {"PUT": part, "POST": "CompleteMultipartUpload"}.get(method, "AbortMultipartUpload")
    for subresource in query:
        operation = api.operations().get((True, method, subresource))
        if operation:
            return operation
    if method == "PUT":
        return "CopyObject" if copies else "PutObject"
    return "DeleteObject" if method == "DELETE" else None
