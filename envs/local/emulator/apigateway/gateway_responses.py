"""Gateway responses: the answers to requests that fail in the gateway itself.

https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
"""

from __future__ import annotations

import json
import re

from werkzeug.wrappers import Response

from .exchange import Exchange
from .templates import substitute

_DEFAULT_TEMPLATE = '{"message":$context.error.messageString}'
# The status, and the type of the error that the header x-amzn-errortype names.
_TYPES = {
    "ACCESS_DENIED": (403, "AccessDeniedException"),
    "API_CONFIGURATION_ERROR": (500, "InternalServerErrorException"),
    "AUTHORIZER_CONFIGURATION_ERROR": (500, "AuthorizerConfigurationException"),
    "AUTHORIZER_FAILURE": (500, "AuthorizerFailureException"),
    "BAD_REQUEST_BODY": (400, "BadRequestException"),
    "BAD_REQUEST_PARAMETERS": (400, "BadRequestException"),
    "EXPIRED_TOKEN": (403, "ExpiredTokenException"),
    "INTEGRATION_FAILURE": (504, "InternalServerErrorException"),
    "INVALID_API_KEY": (403, "ForbiddenException"),
    "INVALID_SIGNATURE": (403, "InvalidSignatureException"),
    "MISSING_AUTHENTICATION_TOKEN": (403, "MissingAuthenticationTokenException"),
    "QUOTA_EXCEEDED": (429, "LimitExceededException"),
    "REQUEST_TOO_LARGE": (413, "RequestTooLargeException"),
    "THROTTLED": (429, "TooManyRequestsException"),
    "UNAUTHORIZED": (401, "UnauthorizedException"),
    "UNSUPPORTED_MEDIA_TYPE": (415, "UnsupportedMediaTypeException"),
    # No type of its own: the gateway answers some requests with the defaults at once.
    "DEFAULT_4XX": (400, "BadRequestException"),
    "DEFAULT_5XX": (500, "InternalServerErrorException"),
}


class GatewayError(Exception):
    """A request that fails in the gateway. The message is the client's; None is JSON's null."""

    def __init__(self, kind: str, message: str | None, detail: str = ""):
        super().__init__(f"{kind}: {message} {detail}".rstrip())
        self.kind = kind
        self.message = message
        self.detail = detail  # of a failed validation


def gateway_response(exchange: Exchange, error: GatewayError) -> Response:
    """The answer to a failed request: that of its type, or the default one of its class."""
    default_status, error_type = _TYPES[error.kind]
    fallback = f"DEFAULT_{default_status // 100}XX"
    declared = exchange.definition.gateway_responses
    given = declared.get(error.kind) or declared.get(fallback)
    text = "null" if error.message is None else error.message
    exchange.context.update(
        {
            "error.message": text,
            "error.messageString": json.dumps(error.message),
            "error.responseType": error.kind,
            "error.validationErrorString": error.detail,
        }
    )
    status = int((given and given.status_code) or default_status)
    media_type, template = _template(exchange, given)
    response = Response(substitute(template, exchange), status, content_type=media_type)
    response.headers["x-amzn-ErrorType"] = error_type
    for target, source in ((given and given.response_parameters) or {}).items():
        value = _value(exchange, source)
        if value is not None:
            response.headers[target.removeprefix("gatewayresponse.header.")] = value
    return response


def _template(exchange: Exchange, given) -> tuple[str, str]:
    """The media type and the template: what the client accepts, or JSON."""
    templates = (given and given.response_templates) or {"application/json": _DEFAULT_TEMPLATE}
    accepted = exchange.headers.get("accept", "").partition(",")[0].partition(";")[0].strip()
    for media_type in (accepted, "application/json", *templates):
        if media_type in templates:
            return media_type, templates[media_type]
    raise AssertionError("there is always one")


def _value(exchange: Exchange, source: str) -> str | None:
    literal = re.fullmatch("'(.*)'", source, re.DOTALL)
    if literal:
        return literal[1]
    if source.startswith("context."):
        return exchange.context.get(source.removeprefix("context."))
    return exchange.parameter(source)
