"""Authorization by IAM: the signature of the request, then the caller's policies.

https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
"""

from __future__ import annotations

import hmac
from datetime import datetime, timezone

from ..iam import callers
from ..iam.signatures import ALGORITHM, Authorization
from .exchange import Exchange
from .gateway_responses import GatewayError

_UNKNOWN = "The security token included in the request is invalid."


def authenticate(exchange: Exchange) -> callers.Caller:
    """The caller who signed the request; a request without a right signature is refused."""
    header = exchange.headers.get("authorization", "")
    if not header:
        raise GatewayError("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token")
    given = Authorization.parse(header)
    if given is None:
        raise GatewayError(
            "INVALID_SIGNATURE",
            f"Authorization header requires existence of {ALGORITHM} with its Credential, "
            "SignedHeaders and Signature.",
        )
    caller = callers.find(given.access_key)
    if caller is None:
        raise GatewayError("INVALID_SIGNATURE", _UNKNOWN)
    _check_session(exchange, caller)
    if (given.service, given.region) != ("execute-api", exchange.api.region_name):
        raise GatewayError(
            "INVALID_SIGNATURE",
            f"Credential should be scoped to a valid region and to the service execute-api, not to "
            f"{given.region} and {given.service}.",
        )
    fault = given.fault(
        caller.secret,
        exchange.http_method,
        exchange.signed_path,
        exchange.query_string,
        exchange.headers,
        exchange.body,
        datetime.now(timezone.utc),
    )
    if fault:
        raise GatewayError("INVALID_SIGNATURE", fault)
    exchange.context.update(
        {
            "identity.accessKey": caller.access_key,
            "identity.accountId": exchange.context["accountId"],
            "identity.caller": caller.user_id,
            "identity.user": caller.user_id,
            "identity.userArn": caller.arn,
        }
    )
    return caller


def _check_session(exchange: Exchange, caller: callers.Caller) -> None:
    """The token of a session has to come with its key, while the session lasts."""
    token = exchange.headers.get("x-amz-security-token", "")
    if not caller.session_token:
        return
    if not hmac.compare_digest(token.encode(), caller.session_token.encode()):
        raise GatewayError("INVALID_SIGNATURE", _UNKNOWN)
    now = datetime.now(timezone.utc).replace(tzinfo=None)
    if caller.expiration and caller.expiration.replace(tzinfo=None) <= now:
        raise GatewayError(
            "EXPIRED_TOKEN", "The security token included in the request is expired"
        )
