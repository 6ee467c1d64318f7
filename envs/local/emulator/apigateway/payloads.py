"""Bodies on their way through the gateway: bytes or text, as the API's binary media types say.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
"""

from __future__ import annotations

import base64
import binascii

from moto.apigateway.models import Integration, IntegrationResponse

from .exchange import Exchange
from .gateway_responses import GatewayError
from .templates import render

_TO_TEXT, _TO_BINARY = "CONVERT_TO_TEXT", "CONVERT_TO_BINARY"


def request_body(exchange: Exchange, integration: Integration) -> bytes:
    """The body of the integration's request."""
    is_binary = exchange.definition.is_binary(exchange.content_type)
    body = exchange.body
    if not is_binary:  # text: what is not UTF-8 is lost
        body = body.decode(errors="replace").encode()
        body = _decoded(body) if integration.content_handling == _TO_BINARY else body
    elif integration.content_handling == _TO_TEXT:
        body = base64.b64encode(body)
    templates = integration.request_templates or {}
    media_type = exchange.content_type.partition(";")[0].strip().lower()
    if media_type in templates:
        if is_binary and integration.content_handling != _TO_TEXT:
            raise _cannot_transform("request")
        return render(templates[media_type] or "", exchange, body).encode()
    passes = {"WHEN_NO_MATCH": True, "WHEN_NO_TEMPLATES": not templates, "NEVER": False}
    if not passes.get(integration.passthrough_behaviour or "WHEN_NO_MATCH", True):
        raise GatewayError("UNSUPPORTED_MEDIA_TYPE", "Unsupported Media Type")
    return body


def response_body(
    exchange: Exchange, chosen: IntegrationResponse, media_type: str, body: bytes
) -> tuple[str | None, bytes]:
    """The media type that the answer has by its template, None without one, and its body.

    A template takes text. For an API of which every media type is binary, an answer with a template
    has to say `CONVERT_TO_TEXT`.
    """
    is_binary = exchange.definition.is_binary(media_type or "application/octet-stream")
    accepted = exchange.headers.get("accept", "").partition(",")[0].partition(";")[0].strip()
    templates = {kind: text for kind, text in (chosen.response_templates or {}).items() if text}
    if templates:
        if is_binary and chosen.content_handling != _TO_TEXT:
            raise _cannot_transform("response")
        default = "application/json" if "application/json" in templates else next(iter(templates))
        kind = accepted if accepted in templates else default
        return kind, render(templates[kind], exchange, body).encode()
    if not is_binary:
        body = body.decode(errors="replace").encode()
        return None, _decoded(body) if chosen.content_handling == _TO_BINARY else body
    accepts_bytes = exchange.definition.is_binary(accepted or "application/json")
    if chosen.content_handling == _TO_TEXT or (not chosen.content_handling and not accepts_bytes):
        body = base64.b64encode(body)
    return None, body


def _decoded(body: bytes) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except binascii.Error:
        raise GatewayError(
            "API_CONFIGURATION_ERROR", "Internal server error", "the body is not base64"
        ) from None


def _cannot_transform(side: str) -> GatewayError:
    return GatewayError(
        "API_CONFIGURATION_ERROR",
        "Internal server error",
        f"Unable to transform {side}: it is binary, and its content_handling is not {_TO_TEXT}",
    )
