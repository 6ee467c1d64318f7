"""Integrations: what a method does. Those with S3 by path are emulated, and mock ones.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-integration-settings-integration-response.html
"""

from __future__ import annotations

import json
import re
import time
from typing import Callable, Mapping, NamedTuple

from moto.apigateway.models import Integration, IntegrationResponse
from werkzeug.wrappers import Response

from .exchange import Exchange
from .gateway_responses import GatewayError
from .mapping import IntegrationRequest, response_headers
from .payloads import request_body, response_body


class Answer(NamedTuple):
    """What an integration answers; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


# Sends the request of an integration, with its body, to a service.
Backend = Callable[[Exchange, Integration, IntegrationRequest, bytes], Answer]


def integrate(exchange: Exchange, s3: Backend) -> Response:
    """Calls the integration of the request's method, and maps its answer."""
    integration = exchange.method.method_integration if exchange.method else None
    if integration is None:
        raise GatewayError(
            "API_CONFIGURATION_ERROR", "Internal server error", "the method has no integration"
        )
    body = request_body(exchange, integration)
    request = IntegrationRequest(exchange, integration.request_parameters or {})
    began = time.perf_counter()
    if integration.integration_type == "MOCK":
        answer = _mock(body)
    elif integration.integration_type == "AWS" and ":s3:path/" in integration.uri:
        answer = s3(exchange, integration, request, body)
    else:
        raise GatewayError(
            "API_CONFIGURATION_ERROR",
            "Internal server error",
            f"{integration.integration_type} {integration.uri} is not emulated",
        )
    exchange.integration_milliseconds = (time.perf_counter() - began) * 1000
    for name in ("integrationStatus", "integration.status", "integration.integrationStatus"):
        exchange.context[name] = str(answer.status)
    return _mapped(exchange, integration, answer)


def _mock(body: bytes) -> Answer:
    """The status that the request template names."""
    try:
        return Answer(int(json.loads(body)["statusCode"]), {}, b"")
    except (KeyError, TypeError, ValueError):
        raise GatewayError(
            "API_CONFIGURATION_ERROR", "Internal server error", "a mock needs a statusCode"
        ) from None


def _mapped(exchange: Exchange, integration: Integration, answer: Answer) -> Response:
    responses = integration.integration_responses or {}
    chosen = _chosen(list(responses.values()), str(answer.status))
    media_type = answer.headers.get("content-type", "")
    kind, body = response_body(exchange, chosen, media_type, answer.body)
    parameters = chosen.response_parameters or {}
    headers = response_headers(exchange, parameters, answer.headers, answer.body)
    headers.setdefault("Content-Type", kind or "application/json")
    return Response(body, int(chosen.status_code), headers)


def _chosen(responses: list[IntegrationResponse], status: str) -> IntegrationResponse:
    """The response whose pattern is the whole status; else the one without a pattern."""
    default = None
    for response in responses:
        pattern = response.selection_pattern
        if not pattern or pattern == "-":
            default = response
        elif re.fullmatch(pattern, status):
            return response
    if default is None:
        raise GatewayError(
            "API_CONFIGURATION_ERROR",
            "Internal server error",
            f"no integration response for the status {status}, and no default one",
        )
    return default
