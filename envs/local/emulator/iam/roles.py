"""Refuses a call that the policies of the caller's role do not allow. moto allows every call.

Only a call with the credentials of an assumed role is checked: a function's, or that of a person
who plans with one of the roles of terraform/bootstrap. The owner of the laptop is the account's
root. The policy of a bucket is evaluated in `s3.corrections_policies`. What Lambda does for a
function, such as writing its logs, is not checked; what it does for a caller is.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Iterator
from xml.sax.saxutils import escape

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import Role, iam_backends
from moto.sts.models import sts_backends
from werkzeug.wrappers import Response

from .. import context
from . import actions, policies
from .permission import Permission

log = logging.getLogger(__name__)

_QUERY_SERVICES = ("cloudwatch", "iam", "sns", "sts")


def refusal(environ: dict, request: context.Request) -> Response | None:
    """The response to a call that the role's policies do not allow; None for an allowed one."""
    session = _session(request)
    if session is None:
        return None
    for permission in actions.required_permissions(environ, request):
        if not allows(session.role_arn, permission):
            action, resource, _ = permission
            log.info("%s may not %s on %s", session.role_arn, action, resource)
            return _refuse(request, session.arn, permission)
    return None


def may(request: context.Request, permission: Permission) -> bool:
    """Whether the caller's own policies allow it: any caller may that is not a role."""
    session = _session(request)
    return session is None or allows(session.role_arn, permission)


def allows(role_arn: str, permission: Permission) -> bool:
    """Whether a policy of the role allows it, none denies it, and it is within the boundary."""
    return effect(role_arn, permission) == "Allow"


def effect(role_arn: str, permission: Permission) -> str | None:
    """What the role's policies within its boundary say: `Allow`, `Deny` or nothing."""
    role = role_of(role_arn)
    if role is None:
        return None
    effects = {effect_of(document, permission) for document in documents_of(role)}
    within = {effect_of(document, permission) for document in boundary_of(role)} or {"Allow"}
    if "Deny" in effects | within:
        return "Deny"
    return "Allow" if "Allow" in effects & within else None


def trusts(role_arn: str, service: str) -> bool:
    """Whether the role exists, and lets that service assume it."""
    role = role_of(role_arn)
    trust = json.loads(role.assume_role_policy_document or "{}") if role else {}
    statements = trust.get("Statement", [])
    statements = statements if isinstance(statements, list) else [statements]
    # A trust policy names no resource: it is the role's own.
    policy = {"Statement": [{**statement, "Resource": "*"} for statement in statements]}
    keys = {"aws:sourceaccount": DEFAULT_ACCOUNT_ID, "aws:securetransport": "true"}
    principals = [f"Service:{service}"]
    return policies.evaluate(policy, "sts:AssumeRole", role_arn, principals, keys) == "Allow"


def denies_decryption(request: context.Request, function_arn: str, region: str) -> bool:
    """Whether Lambda may not decrypt a function's environment variables for the caller.

    They are encrypted with the AWS managed key of Lambda. Its policy allows every caller that comes
    through Lambda, so that only a denial in the caller's policies prevents it.
    https://docs.aws.amazon.com/lambda/latest/api/API_EnvironmentError.html
    """
    session = _session(request)
    role = role_of(session.role_arn) if session else None
    if role is None:
        return False
    keys = {
        "aws:securetransport": "true",
        "kms:calleraccount": DEFAULT_ACCOUNT_ID,
        "kms:encryptioncontext:aws:lambda:functionarn": function_arn,
        "kms:viaservice": f"lambda.{region}.amazonaws.com",
    }
    key = f"arn:aws:kms:{region}:{DEFAULT_ACCOUNT_ID}:key/aws/lambda"
    permission = Permission("kms:Decrypt", key, keys)
    documents = [*documents_of(role), *boundary_of(role)]
    return any(effect_of(document, permission) == "Deny" for document in documents)


def _session(request: context.Request):
    sessions = sts_backends[DEFAULT_ACCOUNT_ID]["aws"]
    return sessions.get_assumed_role_from_access_key(request.access_key)


def role_of(arn: str) -> Role | None:
    roles = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].roles.values()
    return next((role for role in roles if role.arn == arn), None)


def documents_of(role: Role) -> Iterator[dict]:
    """The role's inline policies, and its managed ones."""
    yield from (json.loads(policy) for policy in role.policies.values())
    yield from (json.loads(policy) for policy in attached(role))


def attached(holder: Any) -> Iterator[str]:
    """The managed policies of a role, user or group."""
    return (_document(policy) for policy in holder.managed_policies.values())


def boundary_of(role: Role) -> Iterator[dict]:
    held = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].managed_policies
    if role.permissions_boundary_arn:
        yield json.loads(_document(held[role.permissions_boundary_arn]))


def _document(policy) -> str:
    return next(version.document for version in policy.versions if version.is_default)


def effect_of(document: dict, permission: Permission) -> str | None:
    """What one policy says of a permission."""
    return policies.evaluate(document, permission.action, permission.resource, [], permission.keys)


def _refuse(request: context.Request, who: str, permission: Permission) -> Response:
    action, resource, _ = permission
    reason = f"User: {who} is not authorized to perform: {action} on resource: {resource}"
    service = action.split(":")[0]
    if service == "s3":
        body = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        return Response(body, 403, content_type="application/xml")
    # What is in JSON is translated for a client that speaks CBOR.
    is_json = request.headers.keys() & {"x-amz-target", "smithy-protocol"}
    if service in _QUERY_SERVICES and not is_json:
        body = (
            "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code>"
            f"<Message>{escape(reason)}</Message></Error></ErrorResponse>"
        )
        return Response(body, 403, content_type="text/xml")
    answer = {"__type": "AccessDeniedException", "Message": reason}
    response = Response(json.dumps(answer), 400, content_type="application/x-amz-json-1.1")
    if service == "lambda":
        response.status_code = 403
        response.headers["X-Amzn-ErrorType"] = "AccessDeniedException"
    return response
