"""Throttling: token buckets for the methods of a stage, and for the clients of a usage plan.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-request-throttling.html
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Any, Callable, Hashable

from .exchange import Exchange
from .gateway_responses import GatewayError


@dataclass
class _Bucket:
    tokens: float
    filled: float
    limits: tuple[float, float]


class Throttles:
    """The buckets. Each is full at first, and fills at its rate up to its burst."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._buckets: dict[Hashable, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, key: Hashable, rate: float, burst: float) -> bool:
        """Takes one token; false if there is none. Changed limits begin with a full bucket."""
        with self._lock:
            now = self._clock()
            bucket = self._buckets.get(key)
            if bucket is None or bucket.limits != (rate, burst):
                bucket = self._buckets[key] = _Bucket(burst, now, (rate, burst))
            bucket.tokens = min(burst, bucket.tokens + (now - bucket.filled) * rate)
            bucket.filled = now
            if bucket.tokens < 1:
                return False
            bucket.tokens -= 1
            return True

    def check_stage(self, exchange: Exchange) -> None:
        """Refuses a request beyond the limits of its method: each method has a bucket."""
        if exchange.route is None:
            return
        settings = method_settings(exchange)
        rate = settings.get("throttlingRateLimit", -1)
        burst = settings.get("throttlingBurstLimit", -1)
        if rate < 0 or burst < 0:  # the account's limits, which a laptop does not reach
            return
        method = (exchange.route.path, exchange.http_method)
        if not self.take(("stage", exchange.api.id, exchange.stage.name, method), rate, burst):
            raise GatewayError("THROTTLED", "Too Many Requests")


def method_settings(exchange: Exchange) -> dict[str, Any]:
    """The settings of the request's method; those of its own come before the stage's."""
    settings = exchange.stage.method_settings
    path = exchange.route.path if exchange.route else "/"
    encoded = path.lstrip("/").replace("/", "~1")
    for name in (f"{encoded}/{exchange.http_method}", f"~1{encoded}/{exchange.http_method}"):
        if name in settings:
            return settings[name]
    return settings.get("*/*", {})
