"""Corrects moto 5.2.1 in the upload with a browser's form (POST object). Importing applies it.

moto stores every form, whoever has filled it in. S3 asks for a policy that an access key has signed
and that covers every field, with its time, its conditions and the size of the file.
https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html
"""

from __future__ import annotations

import hmac
from datetime import datetime, timezone
from typing import Any, Mapping
from urllib.parse import quote

from moto.s3.responses import S3Response

from .. import context
from ..iam import actions_s3, callers, roles
from ..iam.signatures import ALGORITHM, signature
from ..patching import replaces
from .corrections_policies import effect, request_of
from .corrections_sizes import fault, refusal
from .form_policies import FormError, check


@replaces(S3Response, "_bucket_response_post")
def _bucket_response_post(original, self, request, bucket_name):
    key = self.querystring.get("key", [None])[0]
    if key is None or "multipart/form-data" not in request.headers.get("Content-Type", ""):
        return original(self, request, bucket_name)
    fields = {name.lower(): value for name, value in request.form.items()}
    fields.update(key=key, bucket=bucket_name)
    try:
        _authorize(self, request, fields)
    except FormError as error:
        return error.response()
    too_large = fault(key, fields)
    if too_large:
        return refusal(too_large)
    status, headers, body = original(self, request, bucket_name)
    stored = self.backend.get_object(bucket_name, key)
    headers.update(ETag=stored.etag)
    headers.setdefault("Location", f"{request.host_url}{bucket_name}/{quote(key)}")
    if stored._is_versioned:
        headers["x-amz-version-id"] = stored.version_id
    return int(status) if str(status) in ("200", "201", "303") else 204, headers, body


def _authorize(self, request: Any, fields: Mapping[str, str]) -> None:
    """Refuses a form without a right to its upload. Who has signed it is the caller from here."""
    asked = request_of(self, "POST", request.url, of_object=False)
    needed = actions_s3.upload_by_form(asked, fields["key"])
    if "policy" in fields:
        context.current().access_key = _signer(fields, self.backend.head_bucket(fields["bucket"]))
        check(fields, len(self.body))
        allowed = roles.may(context.current(), needed)
    else:
        allowed = effect(needed) == "Allow"  # a bucket that is open to everybody
    if not allowed:
        raise FormError(403, "AccessDenied", "Access Denied")


def _signer(fields: Mapping[str, str], bucket: Any) -> str:
    """The access key that has signed the policy."""
    key, _, scope = fields.get("x-amz-credential", "").partition("/")
    if fields.get("x-amz-algorithm") != ALGORITHM or scope.count("/") != 3:
        raise FormError(400, "InvalidArgument", "The form has no signature of the version 4")
    date, region, service, _ = scope.split("/")
    caller = callers.find(key)
    if caller is None:
        message = "The AWS Access Key Id you provided does not exist in our records."
        raise FormError(403, "InvalidAccessKeyId", message)
    token = fields.get("x-amz-security-token", "")
    if not hmac.compare_digest(token.encode(), caller.session_token.encode()):
        message = "The provided token is malformed or otherwise invalid."
        raise FormError(400, "InvalidToken", message)
    now = datetime.now(timezone.utc)
    if caller.expiration and caller.expiration.replace(tzinfo=timezone.utc) <= now:
        raise FormError(400, "ExpiredToken", "The provided token has expired.")
    expected = signature(caller.secret, date, region, service, fields["policy"])
    given = fields.get("x-amz-signature", "")
    dated = fields.get("x-amz-date", "").startswith(date)
    here = (service, region) == ("s3", bucket.region_name)
    if not (dated and here and hmac.compare_digest(expected.encode(), given.encode())):
        raise FormError(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided.",
        )
    return key
