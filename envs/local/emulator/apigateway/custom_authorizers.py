"""Custom authorizers: a function that returns a policy for the caller of a method.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
"""

from __future__ import annotations

import json
import re
import threading
import time
from typing import Any

from moto.apigateway.models import Authorizer
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.exceptions import JsonRESTError, ServiceException

from ..iam import policies, roles
from ..iam.permission import SECURE, Permission
from ..iam.service_principal import ServicePrincipal
from ..lambda_.functions import Functions
from ..lambda_.permissions import may_invoke
from ..lambda_.targets import resolve
from .authorizer_events import request_event, token_event
from .exchange import Exchange
from .gateway_responses import GatewayError

_URI = re.compile(r"arn:aws:apigateway:[^:]+:lambda:path/[^/]+/functions/(.+)/invocations")
_SERVICE = "apigateway.amazonaws.com"
_DEFAULT_TTL = 300


class CustomAuthorizers:
    """Invokes authorizers; what one returned holds for the same identity until its time is over."""

    def __init__(self, functions: Functions):
        self._functions = functions
        self._cache: dict[tuple, tuple[float, dict[str, Any]]] = {}
        self._lock = threading.Lock()

    def authorize(self, exchange: Exchange, authorizer: Authorizer) -> None:
        """Refuses a request that the returned policy does not allow."""
        identity = _identity(exchange, authorizer)
        result = self._result(exchange, authorizer, identity)
        effect = policies.evaluate(
            result["policyDocument"], "execute-api:Invoke", exchange.method_arn, [], _keys(exchange)
        )
        exchange.context["authorizer.principalId"] = str(result["principalId"])
        exchange.context["authorizer.usageIdentifierKey"] = result.get("usageIdentifierKey") or ""
        for name, value in (result.get("context") or {}).items():
            text = value if isinstance(value, str) else json.dumps(value)
            exchange.context[f"authorizer.{name}"] = text
        if effect != "Allow":
            explicit = " with an explicit deny" if effect == "Deny" else ""
            message = f"User is not authorized to access this resource{explicit}"
            raise GatewayError("ACCESS_DENIED", message)

    def _result(
        self, exchange: Exchange, authorizer: Authorizer, identity: tuple[str, ...]
    ) -> dict[str, Any]:
        """What the function returns for this identity, perhaps some time ago."""
        ttl = authorizer.authorizer_result_ttl
        ttl = _DEFAULT_TTL if ttl is None else int(ttl)
        key = (exchange.api.id, exchange.stage.name, authorizer.id, identity)
        if ttl and identity:
            with self._lock:
                until, known = self._cache.get(key, (0.0, {}))
            if until > time.monotonic():
                return known
        began = time.perf_counter()
        result = self._invoke(exchange, authorizer, identity)
        latency = int((time.perf_counter() - began) * 1000)
        exchange.context["authorizer.integrationLatency"] = str(latency)
        if ttl and identity:
            with self._lock:
                self._cache[key] = time.monotonic() + ttl, result
        return result

    def _invoke(
        self, exchange: Exchange, authorizer: Authorizer, identity: tuple[str, ...]
    ) -> dict[str, Any]:
        uri = _URI.fullmatch(authorizer.authorizer_uri or "")
        arn = uri[1] if uri else ""
        if not arn or not _permitted(exchange, authorizer, arn):
            raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", None)
        is_token = authorizer.type == "TOKEN"
        event = token_event(exchange, identity[0]) if is_token else request_event(exchange)
        try:
            target = resolve(arn, None, "", "")
        except (JsonRESTError, ServiceException):  # there is no such function
            raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", None) from None
        outcome = self._functions.invoke(target, json.dumps(event).encode())
        answer = _json(outcome.payload)
        if outcome.failed:
            if isinstance(answer, dict) and answer.get("errorMessage") == "Unauthorized":
                raise GatewayError("UNAUTHORIZED", "Unauthorized")
            raise GatewayError("AUTHORIZER_FAILURE", None)
        if not _is_valid(answer):
            raise GatewayError("AUTHORIZER_CONFIGURATION_ERROR", None)
        return answer


def _identity(exchange: Exchange, authorizer: Authorizer) -> tuple[str, ...]:
    """The values that tell callers apart. Without one of them no function is asked."""
    default = "method.request.header.Authorization" if authorizer.type == "TOKEN" else ""
    sources = [s.strip() for s in (authorizer.identity_source or default).split(",") if s.strip()]
    values = []
    for source in sources:
        if source.startswith("context."):
            value = exchange.context.get(source.removeprefix("context."))
        elif source.startswith("stageVariables."):
            value = exchange.stage.variables.get(source.removeprefix("stageVariables."))
        else:
            value = exchange.parameter(source)
        values.append(value or "")
    expression = authorizer.identity_validation_expression
    fits = not expression or authorizer.type != "TOKEN" or re.fullmatch(expression, values[0])
    if not all(values) or not fits:
        raise GatewayError("UNAUTHORIZED", "Unauthorized")
    return tuple(values)


def _permitted(exchange: Exchange, authorizer: Authorizer, function_arn: str) -> bool:
    """Whether the authorizer's role, or without one the function's policy, lets it be invoked."""
    role = authorizer.authorizer_credentials
    if role:
        permission = Permission("lambda:InvokeFunction", function_arn)
        return roles.trusts(role, _SERVICE) and roles.allows(role, permission)
    source = f"{exchange.arn}/authorizers/{authorizer.id}"
    try:
        return may_invoke(ServicePrincipal(_SERVICE, source, DEFAULT_ACCOUNT_ID), function_arn)
    except (JsonRESTError, ServiceException):  # there is no such function
        return False


def _is_valid(answer: Any) -> bool:
    """Whether it names the caller, has a policy, and a context without lists or objects."""
    if not isinstance(answer, dict) or not answer.get("principalId"):
        return False
    if not isinstance(answer.get("policyDocument"), dict):
        return False
    context = answer.get("context") or {}
    plain = (str, int, float, bool)
    return isinstance(context, dict) and all(isinstance(v, plain) for v in context.values())


def _keys(exchange: Exchange) -> dict[str, str]:
    return {**SECURE, "aws:sourceip": exchange.context["identity.sourceIp"]}


def _json(payload: bytes) -> Any:
    try:
        return json.loads(payload)
    except ValueError:
        return None
