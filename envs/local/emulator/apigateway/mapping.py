"""Parameter mapping: where the headers, path and query of the integration's request come from.

https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-parameter-mapping-sources.html
"""

from __future__ import annotations

import re
from typing import Mapping
from urllib.parse import quote, urlencode

from werkzeug.datastructures import Headers

from .exchange import Exchange
from .gateway_responses import GatewayError
from .templates import TemplateError, json_path

_NO_HEADER_VALUE = re.compile(r"[^\t\x20-\x7e]")


class IntegrationRequest:
    """The parts of the integration's request that parameters are mapped to."""

    def __init__(self, exchange: Exchange, parameters: Mapping[str, str]):
        self.headers: dict[str, str] = {"content-type": "application/json"}
        self._path: dict[str, str] = {}
        self._query: dict[str, str] = {}
        for target, source in parameters.items():
            value = _request_value(exchange, source)
            if value is None:
                continue
            place, _, name = target.removeprefix("integration.request.").partition(".")
            if place == "header":
                self.headers[name.lower()] = header_value(name, value)
            elif place == "path":
                self._path[name] = value
            elif place == "querystring":
                self._query[name] = value

    def path_of(self, template: str) -> str:
        """The path of a URI: each variable is encoded, so that it stays one part of the path."""
        for name, value in self._path.items():
            template = template.replace(f"{{{name}}}", quote(value, safe=""))
        return template

    def query_string(self) -> str:
        """The query, encoded."""
        return urlencode(self._query, quote_via=quote)


def header_value(name: str, value: str) -> str:
    """The value as it can be sent. HTTP's values have neither line breaks nor other than ASCII."""
    bad = _NO_HEADER_VALUE.search(value)
    if bad:
        raise GatewayError(
            "API_CONFIGURATION_ERROR", "Internal server error", f"{name} would have {bad[0]!r}"
        )
    return value.strip()


def response_headers(
    exchange: Exchange, parameters: Mapping[str, str], given: Mapping[str, str], body: bytes
) -> Headers:
    """The headers of the method's response."""
    headers = Headers()
    for target, source in parameters.items():
        name = target.removeprefix("method.response.header.")
        value = _response_value(exchange, source, given, body)
        if value is not None:
            headers[name] = header_value(name, value)
    return headers


def _request_value(exchange: Exchange, source: str) -> str | None:
    """The value of a source; None if the client did not send it."""
    common = _common_value(exchange, source)
    if common is not None:
        return common
    if source == "method.request.body":
        return exchange.body.decode(errors="replace")
    if source.startswith("method.request.body."):
        return _from_body(exchange.body, source.removeprefix("method.request.body"))
    return exchange.parameter(source)


def _response_value(
    exchange: Exchange, source: str, given: Mapping[str, str], body: bytes
) -> str | None:
    if source.startswith("integration.response.header."):
        return given.get(source.removeprefix("integration.response.header.").lower())
    if source.startswith("integration.response.body"):
        return _from_body(body, source.removeprefix("integration.response.body"))
    return _common_value(exchange, source)


def _common_value(exchange: Exchange, source: str) -> str | None:
    if len(source) > 1 and source[0] == source[-1] == "'":
        return source[1:-1]
    if source.startswith("context."):
        return exchange.context.get(source.removeprefix("context."))
    if source.startswith("stageVariables."):
        return exchange.stage.variables.get(source.removeprefix("stageVariables."))
    return None


def _from_body(body: bytes, path: str) -> str | None:
    try:
        value = json_path(body.decode(errors="replace"), f"${path}")
    except TemplateError:
        return None
    return None if value is None else str(value)
