"""The permissions that a call to API Gateway or to a user pool needs, with the keys of tags.

Of API Gateway, the actions are HTTP's methods, and the resources its paths. What a part of an API
or of a usage plan needs is asked with the tags of the whole.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonapigatewaymanagement.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncognitouserpools.html
"""

from __future__ import annotations

import json
from typing import Any, Mapping
from urllib.parse import unquote

from moto.apigateway.models import apigateway_backends
from moto.cognitoidp.models import cognitoidp_backends
from moto.core import DEFAULT_ACCOUNT_ID

from .. import context
from .permission import SECURE, Permission


def of_apigateway(environ: Mapping[str, Any], region: str) -> Permission:
    """The permission of a call to API Gateway."""
    path = unquote(environ["PATH_INFO"])
    resource = f"arn:aws:apigateway:{region}::{path}"
    keys = {**SECURE, **_tags("resource", _tagged(path, region))}
    if environ["REQUEST_METHOD"] in ("POST", "PUT"):
        keys.update(_tags("request", _body(environ).get("tags")))
    return Permission(f"apigateway:{environ['REQUEST_METHOD']}", resource, keys)


def of_user_pool(parameters: Mapping[str, Any], region: str) -> tuple[str, dict[str, str]]:
    """The resource of a call to Cognito, and its own keys for conditions."""
    arn = f"arn:aws:cognito-idp:{region}:{DEFAULT_ACCOUNT_ID}:userpool"
    name = parameters.get("UserPoolId") or str(parameters.get("ResourceArn", "")).rpartition("/")[2]
    pool = cognitoidp_backends[DEFAULT_ACCOUNT_ID][region].user_pools.get(name)
    given = parameters.get("UserPoolTags") or parameters.get("Tags")
    keys = _tags("resource", pool.extended_config.get("UserPoolTags") if pool else None)
    return (f"{arn}/{name}" if name else "*"), {**keys, **_tags("request", given)}


def _tagged(path: str, region: str) -> Mapping[str, str] | None:
    """The tags of the API or the usage plan that a path, or an ARN in one, is of."""
    parts = path.rpartition("::/")[2].strip("/").split("/")
    backend = apigateway_backends[DEFAULT_ACCOUNT_ID][region]
    holders = {"restapis": backend.apis, "usageplans": backend.usage_plans}.get(parts[0], {})
    holder = holders.get(parts[1]) if len(parts) > 1 else None
    return holder.tags if holder else None


def _tags(kind: str, tags: Any) -> dict[str, str]:
    """Keys for conditions such as `aws:ResourceTag/Name`, in lower case."""
    tags = tags if isinstance(tags, dict) else {}
    return {f"aws:{kind}tag/{name}".lower(): str(value) for name, value in tags.items()}


def _body(environ: Mapping[str, Any]) -> dict[str, Any]:
    try:
        body = json.loads(context.body_of(environ) or b"{}")
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}
