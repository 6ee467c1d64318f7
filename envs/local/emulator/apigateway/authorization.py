"""Whether a request may call its method: by IAM, Cognito or a function, and the API's own policy.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
"""

from __future__ import annotations

import json
from typing import Any

from ..iam import policies
from ..iam.callers import Caller
from ..iam.permission import SECURE, Permission
from . import cognito, iam_authorization
from .custom_authorizers import CustomAuthorizers
from .exchange import Exchange
from .gateway_responses import GatewayError

_INVOKE = "execute-api:Invoke"


def authorize(exchange: Exchange, custom: CustomAuthorizers) -> None:
    """Refuses a request that its method's authorization, or the API's policy, does not allow."""
    kind = exchange.method.authorization_type if exchange.method else None
    if kind == "AWS_IAM":
        _by_iam(exchange)
        return
    authorizer = exchange.definition.authorizers.get(
        (exchange.method and exchange.method.authorizer_id) or ""
    )
    if kind == "CUSTOM" and authorizer:
        effect = _policy_effect(exchange, None)
        if effect == "Deny":
            raise _refused(exchange, "anonymous", effect)
        custom.authorize(exchange, authorizer)
        return
    if kind == "COGNITO_USER_POOLS" and authorizer:
        cognito.authorize(exchange, authorizer)
    elif kind not in (None, "NONE"):
        raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", None)
    # Neither of these brings a policy of its own: that of the API has to allow the request.
    if exchange.definition.policy and _policy_effect(exchange, None) != "Allow":
        raise _refused(exchange, "anonymous", _policy_effect(exchange, None))


def _by_iam(exchange: Exchange) -> None:
    """Within one account either policy may allow the request, and each may deny it."""
    caller = iam_authorization.authenticate(exchange)
    keys = {**_keys(exchange), **caller.keys()}
    own = caller.effect(Permission(_INVOKE, exchange.method_arn, keys))
    effects = {own, _policy_effect(exchange, caller)}
    if "Deny" in effects or "Allow" not in effects:
        raise _refused(exchange, caller.arn, "Deny" if "Deny" in effects else None)


def _policy_effect(exchange: Exchange, caller: Caller | None) -> str | None:
    """What the API's policy says of the caller."""
    if not exchange.definition.policy:
        return None
    principals = caller.principals() if caller else []
    keys = {**_keys(exchange), **(caller.keys() if caller else {})}
    document = _expanded(exchange, json.loads(exchange.definition.policy))
    return policies.evaluate(document, _INVOKE, exchange.method_arn, principals, keys)


def _expanded(exchange: Exchange, policy: dict[str, Any]) -> dict[str, Any]:
    """A policy may name the API's own resources as `execute-api:/stage/METHOD/path`."""
    statements = policy.get("Statement", [])
    expanded = []
    for statement in statements if isinstance(statements, list) else [statements]:
        given = statement.get("Resource", [])
        given = given if isinstance(given, list) else [given]
        full = [
            f"{exchange.arn}/{name.removeprefix('execute-api:/')}"
            if name.startswith("execute-api:/")
            else name
            for name in given
        ]
        expanded.append({**statement, "Resource": full} if full else statement)
    return {**policy, "Statement": expanded}


def _keys(exchange: Exchange) -> dict[str, str]:
    source_ip = exchange.context["identity.sourceIp"]
    user_agent = exchange.headers.get("user-agent", "")
    return {**SECURE, "aws:sourceip": source_ip, "aws:useragent": user_agent}


def _refused(exchange: Exchange, who: str, effect: str | None) -> GatewayError:
    account = exchange.context["accountId"]
    resource = exchange.method_arn.replace(account, f"********{account[-4:]}")
    explicit = " with an explicit deny" if effect == "Deny" else ""
    message = f"User: {who} is not authorized to perform: {_INVOKE} on resource: {resource}"
    return GatewayError("ACCESS_DENIED", message + explicit)
