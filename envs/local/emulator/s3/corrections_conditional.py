"""Corrects moto 5.2.1 in conditional writes. Importing this module applies it.

moto ignores `If-None-Match` and `If-Match` of a copy, and `If-Match` of a completed upload.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
"""

from __future__ import annotations

from moto.s3.exceptions import MissingKey, PreconditionFailed
from moto.s3.responses import S3Response

from ..patching import replaces


def _refuse_unless_it_holds(response: S3Response, key_name: str) -> None:
    present = response.backend.get_object(response.bucket_name, key_name)
    if response.headers.get("If-None-Match") == "*" and present is not None:
        raise PreconditionFailed("If-None-Match")
    wanted = response.headers.get("If-Match")
    if wanted and present is None:
        raise MissingKey(key=key_name)
    if wanted and wanted.strip('"') != present.etag.strip('"'):
        raise PreconditionFailed("If-Match")


@replaces(S3Response, "copy_object")
def _copy_object(original, self):
    _refuse_unless_it_holds(self, self.parse_key_name())
    return original(self)


@replaces(S3Response, "_key_response_post")
def _key_response_post(original, self, request, body, bucket_name, query, key_name):
    if query.get("uploadId"):
        bucket = self.backend.get_bucket(bucket_name)
        if query["uploadId"][0] in bucket.multiparts:  # else it has been completed already
            _refuse_unless_it_holds(self, key_name)
    return original(self, request, body, bucket_name, query, key_name)
