"""API keys and usage plans: who may call a method that needs a key, how often, and how much.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
"""

from __future__ import annotations

import threading
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.apigateway.models import ApiKey, apigateway_backends
from moto.core import DEFAULT_ACCOUNT_ID

from .exchange import Exchange
from .gateway_responses import GatewayError
from .throttling import Throttles


class UsagePlans:
    """Checks keys, and counts the requests of each key in the period of its plan's quota."""

    def __init__(self, throttles: Throttles):
        self._throttles = throttles
        self._used: dict[tuple[str, str], tuple[str, int]] = {}
        self._lock = threading.Lock()

    def check(self, exchange: Exchange) -> None:
        """Refuses a request without a key of a plan of this stage, or beyond the plan's limits."""
        if not (exchange.method and exchange.method.api_key_required):
            return
        value = exchange.headers.get("x-api-key", "")
        if exchange.definition.api_key_source == "AUTHORIZER":
            value = exchange.context.get("authorizer.usageIdentifierKey", "")
        key, plan = _find(exchange, value)
        if key is None or plan is None:
            raise GatewayError("INVALID_API_KEY", "Forbidden")
        exchange.context.update({"identity.apiKey": value, "identity.apiKeyId": key.id})
        limits = plan.throttle or {}
        if limits and not self._throttles.take(
            ("plan", plan.id, key.id),
            float(limits.get("rateLimit") or 0),
            float(limits.get("burstLimit") or 0),
        ):
            raise GatewayError("THROTTLED", "Too Many Requests")
        if plan.quota and not self._count(plan, key.id):
            raise GatewayError("QUOTA_EXCEEDED", "Limit Exceeded")

    def _count(self, plan: Any, key_id: str) -> bool:
        period = period_of(plan.quota.get("period", "DAY"), datetime.now(timezone.utc))
        with self._lock:
            known, used = self._used.get((plan.id, key_id), (period, 0))
            used = used if known == period else 0
            if used >= int(plan.quota["limit"]):
                return False
            self._used[plan.id, key_id] = period, used + 1
            return True


def period_of(kind: str, now: datetime) -> str:
    """The name of the present period; weeks begin on Sunday, all of them at midnight UTC."""
    if kind == "MONTH":
        return f"{now:%Y-%m}"
    if kind == "WEEK":
        return f"{now - timedelta(days=(now.weekday() + 1) % 7):%Y-%m-%d}"
    return f"{now:%Y-%m-%d}"


def _find(exchange: Exchange, value: str) -> tuple[ApiKey | None, Any]:
    """The enabled key of that value, and its plan for this stage."""
    backend = apigateway_backends[DEFAULT_ACCOUNT_ID][exchange.api.region_name]
    key = next((k for k in list(backend.keys.values()) if value and k.value == value), None)
    if key is None or not key.enabled:
        return None, None
    for plan in list(backend.usage_plans.values()):
        stages = {(each["apiId"], each["stage"]) for each in plan.api_stages}
        keys = backend.usage_plan_keys.get(plan.id, {})
        if key.id in keys and (exchange.api.id, exchange.stage.name) in stages:
            return key, plan
    return None, None
