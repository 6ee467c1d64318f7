"""Corrects moto 5.2.1 where it departs from S3. Importing this module applies it.

The modules that it imports come first: what is here holds for them, too.
"""

from __future__ import annotations

import base64
import html
import re
import threading
from urllib.parse import quote, urlsplit
from xml.parsers.expat import ExpatError

from moto.s3 import responses as moto_responses
from moto.s3.exceptions import MalformedXML, S3ClientError
from moto.s3.models import FakeBucket, S3Backend
from moto.s3.responses import S3Response

from .. import context
from ..patching import replaces
from . import corrections_conditional as _conditional  # noqa: F401 (importing applies)
from . import corrections_logging as _logging  # noqa: F401
from . import corrections_notifications as _notifications  # noqa: F401
from . import corrections_object_lock as _object_lock  # noqa: F401
from . import corrections_sizes as _sizes  # noqa: F401
from . import corrections_subresources as _subresources  # noqa: F401
from . import corrections_versions as _versions  # noqa: F401

from . import corrections_policies as _policies  # noqa: F401 (after all: what it denies is denied)
from . import corrections_form_upload as _form_upload  # noqa: F401 (before it: who signs a form)

# Requests run in threads. Between the test and the write of a conditional write there must be no
# other write, and sequencers must have the order of the writes.
_one_at_a_time = threading.RLock()


def _as_s3(original, self, request, full_url):
    self.data.setdefault("Action", "HeadBucket")  # for an error before moto has set the action
    owner = request.headers.get("x-amz-expected-bucket-owner")
    if owner and owner != self.current_account:  # moto ignores the header
        raise S3ClientError("AccessDenied", "Access Denied")
    elsewhere = _region_elsewhere(self, request, full_url)
    if elsewhere:
        body = "<Error><Code>PermanentRedirect</Code><Message>Another endpoint</Message></Error>"
        return 301, {"x-amz-bucket-region": elsewhere}, "" if request.method == "HEAD" else body
    with _one_at_a_time:
        try:
            return original(self, request, full_url)
        except ExpatError:  # in moto an error 500
            raise MalformedXML() from None


def _region_elsewhere(self, request, full_url) -> str:
    """The region of a bucket that is requested in another region; moto ignores regions."""
    bucket = self.backend.buckets.get(self.bucket_name)
    url = urlsplit(full_url)
    creates = request.method == "PUT" and not url.query
    creates = creates and url.path.strip("/") in ("", self.bucket_name)
    asked = context.current().region
    if bucket is None or creates or asked in ("", bucket.region_name):
        return ""
    return bucket.region_name


replaces(S3Response, "_key_response")(_as_s3)
replaces(S3Response, "_bucket_response")(_as_s3)

# A key may contain any character, but moto's `.` matches no newline: such keys would be 404.
_BEFORE, _AFTER = "(?P<key_name>.+)", r"(?P<key_name>[\s\S]+)"
_url_paths = S3Backend.url_paths.fget
S3Backend.url_paths = property(
    lambda self: {path.replace(_BEFORE, _AFTER): view for path, view in _url_paths(self).items()}
)

_SIZES = ("ObjectSizeGreaterThan", "ObjectSizeLessThan")


@replaces(FakeBucket, "set_lifecycle")
def _set_lifecycle(original, self, rules):
    """moto loses the sizes of a lifecycle filter; the provider always sends one beside tags, so
    that every plan would set it again."""
    original(self, rules)
    for rule, given in zip(self.rules, rules):
        given = given.get("Filter") or {}
        given = given.get("And") or given
        rule.sizes = {name: given[name] for name in _SIZES if name in given}


@replaces(S3Response, "serialized")
def _serialized(original, self, answer):
    succeeded = isinstance(answer.result, dict)
    if succeeded and self.data.get("Action") == "GetBucketLifecycleConfiguration":
        stored = self.backend.get_bucket_lifecycle(self.bucket_name)
        for rule, returned in zip(stored, answer.result["Rules"]):
            returned = returned.get("Filter", {})
            returned.get("And", returned).update(rule.sizes)
    return original(self, answer)


@replaces(S3Response, "head_object")
def _head_object(original, self, bucket_name, query, key_name, headers):
    """moto omits the type of a checksum, and the number of parts of a composite one."""
    status, answer, body = original(self, bucket_name, query, key_name, headers)
    version = query.get("versionId", [None])[0]
    key = self.backend.get_object(bucket_name, key_name, version_id=version)
    name = f"x-amz-checksum-{(key.checksum_algorithm or '').lower()}" if key else ""
    if status == 200 and name in answer:
        answer["x-amz-checksum-type"] = key.checksum_type or "FULL_OBJECT"
        if key.checksum_type == "COMPOSITE":
            answer[name] = f"{key.checksum_value}-{key.checksum_parts}"
    return status, answer, body


@replaces(S3Response, "_get_checksum")
def _get_checksum(original, self, response_headers):
    """moto loses a checksum whose algorithm is in the name of its header only."""
    algorithm, value = original(self, response_headers)
    for name, given in self.headers.items():
        prefix, _, suffix = name.lower().rpartition("-")
        if not algorithm and prefix == "x-amz-checksum" and suffix not in ("algorithm", "type"):
            algorithm, value = suffix.upper(), given
            response_headers[name.lower()] = given
    return algorithm, value


@replaces(moto_responses, "metadata_from_headers")
def _metadata_from_headers(original, headers):
    """S3 returns user metadata that is not ASCII encoded as in RFC 2047; moto returns raw bytes."""
    metadata = original(headers)
    for name, value in metadata.items():
        if name.lower().startswith("x-amz-meta-") and not value.isascii():
            raw = value.encode("latin-1") if max(value) <= "\xff" else value.encode()
            metadata[name] = f"=?UTF-8?B?{base64.b64encode(raw).decode()}?="
    return metadata


@replaces(S3Response, "_tagging_from_xml")
def _tagging_from_xml(original, self):
    """moto fails with an error 500 for an empty set of tags."""
    return {} if b"<Tag>" not in self.body else original(self)


_KEYS = re.compile(r"<(Key|Prefix|KeyMarker|NextKeyMarker|Delimiter)>(.*?)</\1>", re.DOTALL)


@replaces(S3Response, "list_object_versions")
def _list_object_versions(original, self):
    """moto ignores `encoding-type=url` in this operation alone: a client that empties a bucket
    decodes the plain keys, and tries for ever to delete keys that do not exist."""
    answer = original(self)
    if self.querystring.get("encoding-type") != ["url"] or not isinstance(answer, tuple):
        return answer
    status, headers, body = answer
    body = body.decode() if isinstance(body, bytes) else body
    body = _KEYS.sub(lambda m: f"<{m[1]}>{quote(html.unescape(m[2]))}</{m[1]}>", body)
    end = "</ListVersionsResult>"
    return status, headers, body.replace(end, f"<EncodingType>url</EncodingType>{end}")
