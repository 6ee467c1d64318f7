"""Corrects moto 5.2.1 in the policies of buckets. Importing this module applies it.

moto ignores conditions, so that a policy which denies requests without TLS would deny all; it asks
for `s3:PutObject` whatever a PUT or POST does, and for `s3:DeleteObject` where a version is
deleted; and in one request that deletes many keys, it asks no role's policies.
"""

from __future__ import annotations

import json
from urllib.parse import parse_qs, urlsplit

import xmltodict
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.responses import ActionResult
from moto.iam.access_control import PermissionResult
from moto.iam.models import iam_backends
from moto.s3.exceptions import MalformedXML, S3ClientError
from moto.s3.models import FakeBucket, S3Backend, s3_backends
from moto.s3.responses import S3Response
from moto.sts.models import sts_backends

from .. import context
from ..iam import actions_s3, policies, roles
from ..iam.permission import Permission
from ..patching import replaces


def _caller() -> tuple[list[str], dict[str, str]]:
    """The principals of the request's caller, and the condition keys of the caller."""
    request, account_id = context.current(), DEFAULT_ACCOUNT_ID
    # Loopback counts as TLS: policies that ask for TLS protect against the network.
    keys = {"aws:sourceip": request.source_ip}
    if request.access_key == "anonymous":
        return [], keys
    root = f"arn:aws:iam::{account_id}:root"
    role = sts_backends[account_id]["aws"].get_assumed_role_from_access_key(request.access_key)
    user = iam_backends[account_id]["aws"].get_user_from_access_key_id(request.access_key)
    arn = role.role_arn if role else user.arn if user else root
    keys.update({"aws:principalarn": arn, "aws:principalaccount": account_id})
    keys["aws:principalisawsservice"] = "false"
    return [f"AWS:{name}" for name in {arn, root, account_id}], keys


def effect(permission: Permission) -> str | None:
    """What the policy of the bucket says; None also where there is no such bucket."""
    name = permission.resource.split(":::")[-1].partition("/")[0]
    bucket = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(name)
    if bucket is None or bucket.policy is None:
        return None
    names, keys = _caller()
    keys = {**permission.keys, **keys}
    document = json.loads(bucket.policy)
    return policies.evaluate(document, permission.action, permission.resource, names, keys)


def may(permission: Permission) -> bool:
    """Whether neither the bucket's policy nor those of the caller's role prevent it."""
    return effect(permission) != "Deny" and roles.may(context.current(), permission)


@replaces(S3Backend, "put_bucket_policy")
def _put_bucket_policy(original, self, bucket_name, policy):
    """moto takes any text."""
    try:
        document = json.loads(policy)
    except ValueError:
        document = None
    if not isinstance(document, dict) or "Statement" not in document:
        message = "Policies must be valid JSON and the first byte must be '{'"
        raise S3ClientError("MalformedPolicy", message)
    original(self, bucket_name, policy)


def request_of(response: S3Response, method: str, url: str, of_object: bool = True):
    """The request, as its permissions are found."""
    return actions_s3.S3Request(
        method,
        response.bucket_name,
        response.parse_key_name() if of_object else "",
        parse_qs(urlsplit(url).query, keep_blank_values=True),
        context.current().headers,
        response.body or b"",
    )


def _refuse(needed: list[Permission]) -> None:
    for permission in needed:
        if effect(permission) == "Deny":
            raise S3ClientError("AccessDenied", "Access Denied")


@replaces(S3Response, "_key_response")
def _key_response(original, self, request, full_url):
    asked = request_of(self, request.method, full_url)
    if asked.method != "OPTIONS":
        _refuse(actions_s3.required_permissions(asked))
    return original(self, request, full_url)


@replaces(S3Response, "_bucket_response")
def _bucket_response(original, self, request, full_url):
    """moto asks the policy for requests of objects only. S3 lets the account's root change a policy
    that denies everything."""
    if self.bucket_name and request.method in ("GET", "HEAD", "PUT", "DELETE"):
        asked = request_of(self, request.method, full_url, of_object=False)
        is_root = _caller()[1].get("aws:principalarn", "").endswith(":root")
        if not (is_root and asked.query.keys() & {"policy"}):
            _refuse(actions_s3.required_permissions(asked))
    return original(self, request, full_url)


@replaces(S3Response, "_bucket_response_post")
def _bucket_response_post(original, self, request, bucket_name):
    """The upload with a browser's form, and the deletion of many keys."""
    self._asked = request_of(self, "POST", request.url, of_object=False)
    key = self.querystring.get("key")
    if key and "delete" not in self._asked.query:
        self.data["Action"] = "PutObject"
        _refuse([actions_s3.upload_by_form(self._asked, key[0])])
    return original(self, request, bucket_name)


@replaces(FakeBucket, "get_permission")
def _get_permission(_original, self, action, resource):
    """What is denied never comes here; what is allowed is open to callers without a name."""
    allowed = effect(Permission(action.replace(":Head", ":Get"), resource)) == "Allow"
    return PermissionResult.PERMITTED if allowed else PermissionResult.NEUTRAL


@replaces(S3Response, "_bucket_response_delete_keys")
def _bucket_response_delete_keys(_original, self, bucket_name, authenticated=True):
    """Each key is decided by itself. moto's errors do not say of which version they are."""
    wanted = xmltodict.parse(self.body, strip_whitespace=False, force_list={"Object"})["Delete"]
    deleted, errors = [], []
    for item in wanted.get("Object") or []:
        key, version = item["Key"], item.get("VersionId")
        named = {"Key": key, "VersionId": version}
        try:
            if not authenticated or not may(actions_s3.deletion(self._asked, key, version)):
                raise S3ClientError("AccessDenied", "Access Denied")
            _, headers = self.backend.delete_object(bucket_name, key, version_id=version)
        except S3ClientError as error:
            errors.append({**named, "Code": error.code, "Message": error.message})
            continue
        if headers.get("delete-marker"):
            named["DeleteMarker"] = True
            named["DeleteMarkerVersionId"] = headers.get("version-id")
        deleted.append(named)
    if not deleted and not errors:
        raise MalformedXML()
    if wanted.get("Quiet") == "true":
        deleted = []
    self.data["Action"] = "DeleteObjects"
    return self.serialized(ActionResult({"Deleted": deleted, "Errors": errors}))
