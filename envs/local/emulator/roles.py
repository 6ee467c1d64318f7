"""What a role may do: only what its own policies allow. moto lets every caller do everything.

It concerns calls with the credentials of an assumed role, which is what functions have; the owner
of the laptop is the account's root. A resource's policy is asked elsewhere (`corrections_s3`). What
Lambda itself does for a function, such as writing its logs, is not asked here.
"""

from __future__ import annotations

import io
import json
import logging
from urllib.parse import parse_qs

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.s3.models import s3_backends
from moto.secretsmanager.models import secretsmanager_backends
from moto.sts.models import sts_backends
from werkzeug.wrappers import Response

from . import context, policies

log = logging.getLogger(__name__)

_KEYS = {"aws:securetransport": "true"}
_TAGGING = {"GET": "Get", "PUT": "Put", "DELETE": "Delete"}


def refusal(environ: dict, request: context.Request) -> Response | None:
    """The answer to a call that the role's policies do not allow; None where they do."""
    sessions = sts_backends[DEFAULT_ACCOUNT_ID]["aws"]
    session = sessions.get_assumed_role_from_access_key(request.access_key)
    if session is None:
        return None
    needed = _s3(environ, request) if request.service == "s3" else _other(environ, request)
    for action, resource in needed:
        if not allows(session.role_arn, action, resource):
            log.info("%s may not %s on %s", session.role_arn, action, resource)
            return _refuse(request, session.arn, action, resource)
    return None


def allows(role_arn: str, action: str, resource: str) -> bool:
    """Whether a policy of the role allows it and none denies it."""
    roles = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].roles.values()
    held = [policy for role in roles if role.arn == role_arn for policy in role.policies.values()]
    documents = [json.loads(policy) for policy in held]
    effects = {policies.decide(policy, action, resource, [], _KEYS) for policy in documents}
    return "Allow" in effects and "Deny" not in effects


def _s3(environ: dict, request: context.Request) -> list[tuple[str, str]]:
    """Every right that a call of S3 needs, as its reference lists them."""
    method = environ["REQUEST_METHOD"]
    query = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    path = environ["PATH_INFO"].encode("latin-1").decode()
    bucket, _, key = path[1:].partition("/")
    arn = f"arn:aws:s3:::{bucket}"
    if not key:
        listing = method in ("GET", "HEAD") and not query.keys() & {"policy", "notification"}
        return [("s3:ListBucket" if listing else "s3:*", arn)]
    resource = f"{arn}/{key}"
    version = "Version" if "versionId" in query else ""
    if "tagging" in query:
        return [(f"s3:{_TAGGING[method]}Object{version}Tagging", resource)]
    if method in ("GET", "HEAD"):
        # Of what is not there, only who may list is told so.
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


def _exists(bucket: str, key: str) -> bool:
    found = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(bucket)
    return found is not None and key in found.keys


def _other(environ: dict, request: context.Request) -> list[tuple[str, str]]:
    """The action of a call whose body is JSON; its resource is known for secrets alone."""
    action = request.headers.get("x-amz-target", "?").split(".")[-1]
    resource = "?"
    if request.service == "secretsmanager":
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = io.BytesIO(body)
        region = environ["HTTP_AUTHORIZATION"].split("/")[2]
        secrets = secretsmanager_backends[DEFAULT_ACCOUNT_ID][region].secrets
        name = json.loads(body or b"{}").get("SecretId", "?")
        resource = secrets[name].arn if name in secrets else name
    return [(f"{request.service}:{action}", resource)]


def _refuse(request: context.Request, who: str, action: str, resource: str) -> Response:
    reason = f"User: {who} is not authorized to perform: {action} on resource: {resource}"
    if request.service == "s3":
        body = "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        return Response(body, 403, content_type="application/xml")
    answer = {"__type": "AccessDeniedException", "Message": reason}
    return Response(json.dumps(answer), 400, content_type="application/x-amz-json-1.1")
