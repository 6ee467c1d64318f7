"""Answers requests for S3's sub-resources that moto 5.2.1 lacks. Importing this module applies it.

moto ignores the name of an unknown sub-resource and acts on the bucket or object: a GET returns a
listing or the object's content, a PUT makes the bucket or the object, a DELETE deletes it. Here the
ones that Terraform and the AWS CLI read are answered, and all others are refused.
"""

from __future__ import annotations

import json
import re
from typing import Callable
from weakref import WeakKeyDictionary

from moto.s3.exceptions import MalformedXML, MissingInventoryConfig, NoSuchBucketPolicy
from moto.s3.models import FakeBucket
from moto.s3.responses import S3Response

from ..patching import replaces
from . import api

# The sub-resources that moto knows, by level (true: of an object) and method.
_BUCKET = """accelerate acl cors encryption inventory lifecycle logging notification object-lock
    ownershipControls policy publicAccessBlock replication tagging versioning website"""
_KNOWN = {
    (False, "GET"): f"{_BUCKET} location uploads versions",
    (False, "PUT"): _BUCKET,
    (False, "DELETE"): """cors encryption lifecycle ownershipControls policy publicAccessBlock
        replication tagging website""",
    (False, "POST"): "delete",
    (True, "GET"): "acl attributes legal-hold tagging",
    (True, "PUT"): "acl legal-hold retention tagging",
    (True, "DELETE"): "tagging",
    (True, "POST"): "restore select uploads",
}
_KNOWN = {level: frozenset(names.split()) for level, names in _KNOWN.items()}

_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
_ID = re.compile(rb"<Id>([^<]+)</Id>")
# Configurations of which a bucket has one for each id, and the element that lists them.
_LISTS = {
    "analytics": "ListBucketAnalyticsConfigurationResult",
    "intelligent-tiering": "ListBucketIntelligentTieringConfigurationsOutput",
    "metrics": "ListMetricsConfigurationsResult",
}

# moto has a code of its own, after which Terraform's provider does not take it as deleted.
MissingInventoryConfig.code = "NoSuchConfiguration"

Answer = tuple[int, dict, str]


class _Stored:
    """The sub-resources of a bucket that are stored here."""

    def __init__(self) -> None:
        self.payer = "BucketOwner"
        self.configurations: dict[str, dict[str, str]] = {kind: {} for kind in _LISTS}


_stored: WeakKeyDictionary[FakeBucket, _Stored] = WeakKeyDictionary()


def _of(response: S3Response) -> _Stored:
    bucket = response.backend.get_bucket(response.bucket_name)
    return _stored.setdefault(bucket, _Stored())


def _answer(response: S3Response, of_object: bool, request, full_url: str) -> Answer | None:
    """The response for a sub-resource that moto lacks; None for one that it has, or for none."""
    method, query = request.method, response._get_querystring(request, full_url)
    known = _KNOWN.get((of_object, method), frozenset())
    unknown = query.keys() & api.subresources(of_object) - known
    if method in ("HEAD", "OPTIONS") or not unknown or query.keys() & known:
        return None
    operation = of_object, method, min(unknown)
    response.data["Action"] = api.operations().get(operation, "HeadBucket")  # for an error
    response.backend.get_bucket(response.bucket_name)  # or there is no such bucket
    if operation in _ANSWERS:
        return _ANSWERS[operation](response)
    if operation in api.operations():
        message = "A header or query you provided requests functionality that is not implemented."
        return _error(501, "NotImplemented", message)
    message = "The specified method is not allowed against this resource."
    return _error(405, "MethodNotAllowed", message)


@replaces(S3Response, "_bucket_response")
def _bucket_response(original, self, request, full_url):
    answer = _answer(self, False, request, full_url) if self.bucket_name else None
    return answer or original(self, request, full_url)


@replaces(S3Response, "_key_response")
def _key_response(original, self, request, full_url):
    return _answer(self, True, request, full_url) or original(self, request, full_url)


def _xml(root: str, content: str) -> Answer:
    return 200, {}, f'<?xml version="1.0"?>\n<{root} xmlns="{_NAMESPACE}">{content}</{root}>'


def _error(status: int, code: str, message: str) -> Answer:
    body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return status, {}, f'<?xml version="1.0"?>\n{body}'


def _get_request_payment(response: S3Response) -> Answer:
    return _xml("RequestPaymentConfiguration", f"<Payer>{_of(response).payer}</Payer>")


def _put_request_payment(response: S3Response) -> Answer:
    payer = re.search(rb"<Payer>(BucketOwner|Requester)</Payer>", response.body)
    if not payer:
        raise MalformedXML()
    _of(response).payer = payer[1].decode()
    return 200, {}, ""


def _get_policy_status(response: S3Response) -> Answer:
    """Public is a policy that allows an action to everyone without a condition."""
    policy = response.backend.get_bucket(response.bucket_name).policy
    if policy is None:
        raise NoSuchBucketPolicy(bucket_name=response.bucket_name)
    statements = json.loads(policy)["Statement"]
    public = any(
        statement["Effect"] == "Allow"
        and statement.get("Principal") in ("*", {"AWS": "*"}, {"AWS": ["*"]})
        and not statement.get("Condition")
        for statement in (statements if isinstance(statements, list) else [statements])
    )
    return _xml("PolicyStatus", f"<IsPublic>{str(public).lower()}</IsPublic>")


def _no_configuration() -> Answer:
    return _error(404, "NoSuchConfiguration", "The specified configuration does not exist.")


def _get_configuration(kind: str) -> Callable[[S3Response], Answer]:
    def answer(response: S3Response) -> Answer:
        stored = _of(response).configurations[kind]
        wanted = response.querystring.get("id")
        if not wanted:
            return _xml(_LISTS[kind], f"<IsTruncated>false</IsTruncated>{''.join(stored.values())}")
        if wanted[0] not in stored:
            return _no_configuration()
        return 200, {}, stored[wanted[0]]

    return answer


def _put_configuration(kind: str) -> Callable[[S3Response], Answer]:
    def answer(response: S3Response) -> Answer:
        wanted, given = response.querystring.get("id"), _ID.search(response.body)
        if not wanted or not given or given[1].decode() != wanted[0]:
            raise MalformedXML()
        body = re.sub(r"<\?xml.*?\?>\s*", "", response.body.decode())
        _of(response).configurations[kind][wanted[0]] = body
        return 200, {}, ""

    return answer


def _delete_configuration(kind: str) -> Callable[[S3Response], Answer]:
    def answer(response: S3Response) -> Answer:
        wanted = response.querystring.get("id", [""])[0]
        if _of(response).configurations[kind].pop(wanted, None) is None:
            return _no_configuration()
        return 204, {}, ""

    return answer


def _delete_inventory(response: S3Response) -> Answer:
    bucket = response.backend.get_bucket(response.bucket_name)
    wanted = response.querystring.get("id", [""])[0]
    if bucket.inventory_configs.pop(wanted, None) is None:
        return _no_configuration()
    return 204, {}, ""


def _get_retention(response: S3Response) -> Answer:
    key, _ = response._get_key(validate_storage_class=False)
    if not key.lock_mode:
        message = "The specified object does not have a ObjectLock configuration"
        return _error(404, "NoSuchObjectLockConfiguration", message)
    until = f"<RetainUntilDate>{key.lock_until}</RetainUntilDate>"
    return _xml("Retention", f"<Mode>{key.lock_mode}</Mode>{until}")


_ANSWERS: dict[tuple[bool, str, str], Callable[[S3Response], Answer]] = {
    (False, "GET", "policyStatus"): _get_policy_status,
    (False, "GET", "requestPayment"): _get_request_payment,
    (False, "PUT", "requestPayment"): _put_request_payment,
    (False, "DELETE", "inventory"): _delete_inventory,
    (True, "GET", "retention"): _get_retention,
    **{(False, "GET", kind): _get_configuration(kind) for kind in _LISTS},
    **{(False, "PUT", kind): _put_configuration(kind) for kind in _LISTS},
    **{(False, "DELETE", kind): _delete_configuration(kind) for kind in _LISTS},
}
