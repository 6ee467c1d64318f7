"""Authorizers of Cognito: an id token of one of the pools, or an access token for a scope.

https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
"""

from __future__ import annotations

import re
import time
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from moto.apigateway.models import Authorizer
from moto.cognitoidp.models import CognitoIdpUserPool, cognitoidp_backends
from moto.core import DEFAULT_ACCOUNT_ID

from .exchange import Exchange
from .gateway_responses import GatewayError

_BEARER = re.compile(r"^Bearer +", re.IGNORECASE)


def authorize(exchange: Exchange, authorizer: Authorizer) -> None:
    """Refuses a request without a valid token; the token's claims become part of the context."""
    source = authorizer.identity_source or "method.request.header.Authorization"
    token = _BEARER.sub("", exchange.parameter(source) or "").strip()
    if not token:
        raise _unauthorized()
    scopes = exchange.method.authorization_scopes if exchange.method else None
    claims = next(
        filter(None, (_claims(token, arn) for arn in authorizer.provider_arns or [])), None
    )
    if claims is None or not _fits(claims, scopes):
        raise _unauthorized()
    expression = authorizer.identity_validation_expression  # of the client, for this kind
    if expression and not re.fullmatch(expression, str(claims.get("aud", ""))):
        raise _unauthorized()
    if not isinstance(claims.get("exp"), (int, float)):
        raise _unauthorized()
    if claims["exp"] <= time.time():
        raise GatewayError("UNAUTHORIZED", "The incoming token has expired")
    for name, value in claims.items():
        text = ",".join(map(str, value)) if isinstance(value, list) else str(value)
        exchange.context[f"authorizer.claims.{name}"] = text


def _claims(token: str, pool_arn: str) -> dict[str, Any] | None:
    """The claims of a token that this pool has signed for one of its clients."""
    pool = _pool(pool_arn)
    if pool is None:
        return None
    try:
        # No algorithm but this: a token that names none, or one with a shared secret, is refused.
        claims = jwt.decode(token, pool.json_web_key, algorithms=["RS256"]).claims
    except (JoseError, ValueError, UnicodeError):
        return None
    issuer = f"https://cognito-idp.{pool.region}.amazonaws.com/{pool.id}"
    client = claims.get("client_id" if claims.get("token_use") == "access" else "aud")
    known = isinstance(client, str) and client in pool.clients
    return claims if known and claims.get("iss") == issuer else None


def _fits(claims: dict[str, Any], scopes: list[str] | None) -> bool:
    """Whether it is the kind of token that the method takes: with scopes it is an access token."""
    if not scopes:
        return claims.get("token_use") == "id"
    given = str(claims.get("scope", "")).split()
    return claims.get("token_use") == "access" and bool(set(given) & set(scopes))


def _pool(arn: str) -> CognitoIdpUserPool | None:
    region, name = arn.split(":")[3], arn.rpartition("/")[2]
    return cognitoidp_backends[DEFAULT_ACCOUNT_ID][region].user_pools.get(name)


def _unauthorized() -> GatewayError:
    return GatewayError("UNAUTHORIZED", "Unauthorized")
