"""The metrics that API Gateway puts into CloudWatch about an API, and about each of its stages.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html
"""

from __future__ import annotations

from moto.cloudwatch.models import cloudwatch_backends
from moto.core import DEFAULT_ACCOUNT_ID

from ..cloudwatch.metrics import put_metric
from .exchange import Exchange

_NAMESPACE = "AWS/ApiGateway"


def put_response(exchange: Exchange, status: int, milliseconds: float) -> None:
    """A request was answered. Errors have a sample each, 0 or 1: their average is their rate."""
    backend = cloudwatch_backends[DEFAULT_ACCOUNT_ID][exchange.api.region_name]
    values = {
        "Count": 1.0,
        "4XXError": float(400 <= status < 500),
        "5XXError": float(status >= 500),
        "Latency": milliseconds,
    }
    if exchange.integration_milliseconds is not None:
        values["IntegrationLatency"] = exchange.integration_milliseconds
    of_api = {"ApiName": exchange.api.name}
    for dimensions in (of_api, {**of_api, "Stage": str(exchange.stage.name)}):
        for metric, value in values.items():
            put_metric(backend, _NAMESPACE, metric, value, **dimensions)
