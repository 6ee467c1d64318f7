"""Runs the REST APIs of API Gateway. moto stores them, and answers no request to one.

    http://127.0.0.1:PORT/_emulator/api/<api id>/<stage>/<path>
    Host: <api id>.execute-api.<region>.amazonaws.com    /<stage>/<path>
    Host: <domain>                                       /<base path>/<path>

A stage serves what its deployment froze (`definition`). `Exchange` is one request on its way:
size, route, throttling, authorization, key, validation, integration; what fails in the gateway
has a gateway response. The log and the metrics follow the answer.
"""

from __future__ import annotations

import logging
import re
import time
from typing import Any, Callable

from werkzeug.wrappers import Response

from ..lambda_.functions import Functions
from . import metrics
from .access_log import AccessLog
from .authorization import authorize
from .corrections import definition_of
from .custom_authorizers import CustomAuthorizers
from .exchange import Exchange
from .gateway_responses import GatewayError, gateway_response
from .incoming import address, drain, read_body
from .integration import integrate
from .integration_s3 import S3Integration
from .templates import TemplateError
from .throttling import Throttles
from .usage_plans import UsagePlans
from .validation import validate

log = logging.getLogger(__name__)


class RestApis:
    """Answers requests to APIs; their integrations with S3 use the emulator's `application`."""

    def __init__(self, application: Callable, functions: Functions):
        self._s3 = S3Integration(application)
        self._throttles = Throttles()
        self._usage_plans = UsagePlans(self._throttles)
        self._custom_authorizers = CustomAuthorizers(functions)
        self._access_log = AccessLog()
        self._scheduler = functions.scheduler

    def answer(self, environ: dict[str, Any]) -> Response | None:
        """The response to a request to an API; None for any other request."""
        found = address(environ)
        if found is None:
            return None
        api, stage_name, path, sent = found
        stage = api.stages.get(stage_name) if api else None
        definition = definition_of(api, stage.deployment_id) if api and stage else None
        if api is None or stage is None or definition is None:
            drain(environ)
            return Response('{"message":"Forbidden"}', 403, content_type="application/json")
        exchange = Exchange(api, stage, definition, environ, path, sent)
        response = self._response(exchange, environ)
        response.headers["x-amzn-RequestId"] = _as_header(exchange.context["requestId"])
        response.headers["x-amz-apigw-id"] = exchange.context["extendedRequestId"]
        self._after(exchange, response)
        return response

    def _response(self, exchange: Exchange, environ: dict[str, Any]) -> Response:
        try:
            try:
                return self._handle(exchange, environ)
            except GatewayError as error:
                log.info("%s %s: %s", exchange.http_method, exchange.signed_path, error)
                return gateway_response(exchange, error)
            except TemplateError as error:
                log.error("%s: %s", exchange.signed_path, error)
            except Exception:  # such as a pattern that is no regular expression
                log.exception("%s", exchange.signed_path)
            error = GatewayError("API_CONFIGURATION_ERROR", "Internal server error")
            return gateway_response(exchange, error)
        except TemplateError as error:  # that of the gateway response
            log.error("%s: %s", exchange.signed_path, error)
            return Response('{"message":"Internal server error"}', 500)

    def _handle(self, exchange: Exchange, environ: dict[str, Any]) -> Response:
        exchange.body = read_body(environ)
        try:
            found = exchange.definition.find(exchange.http_method, exchange.path)
        except ValueError as error:
            raise GatewayError("DEFAULT_4XX", "Bad Request", str(error)) from None
        if found is None:
            raise GatewayError("MISSING_AUTHENTICATION_TOKEN", "Missing Authentication Token")
        exchange.matched(*found)
        self._throttles.check_stage(exchange)
        authorize(exchange, self._custom_authorizers)
        self._usage_plans.check(exchange)
        validate(exchange)
        return integrate(exchange, self._s3)

    def _after(self, exchange: Exchange, response: Response) -> None:
        milliseconds = (time.perf_counter() - exchange.began) * 1000
        exchange.context.update(
            status=str(response.status_code),
            responseLatency=str(int(milliseconds)),
            responseLength=str(response.content_length or 0),
        )
        if exchange.integration_milliseconds is not None:
            latency = str(int(exchange.integration_milliseconds))
            for name in ("integrationLatency", "integration.latency"):
                exchange.context[name] = latency
        metrics.put_response(exchange, response.status_code, milliseconds)
        self._scheduler.execute(self._access_log.write, exchange)


def _as_header(text: str) -> str:
    return re.sub(r"[^\t\x20-\x7e]", "?", text)
