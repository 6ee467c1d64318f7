"""Request validators: the parameters and the body that a method requires.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-method-request-validation.html
"""

from __future__ import annotations

import json

from jsonschema import Draft4Validator

from .exchange import Exchange
from .gateway_responses import GatewayError


def validate(exchange: Exchange) -> None:
    """Refuses a request that lacks what its method requires. A blank parameter is a missing one."""
    method = exchange.method
    validator = exchange.definition.validators.get(method.request_validator_id) if method else None
    if method is None or validator is None:
        return
    if validator.validate_request_parameters:
        missing = [
            source.split(".", 3)[3]
            for source, required in (method.request_parameters or {}).items()
            if str(required).lower() == "true" and not (exchange.parameter(source) or "").strip()
        ]
        if missing:
            message = f"Missing required request parameters: [{', '.join(sorted(missing))}]"
            raise GatewayError("BAD_REQUEST_PARAMETERS", message)
    if validator.validate_request_body:
        _validate_body(exchange, method.request_models or {})


def _validate_body(exchange: Exchange, models: dict[str, str]) -> None:
    media_type = exchange.content_type.partition(";")[0].strip().lower()
    model = exchange.definition.models.get(models.get(media_type, ""))
    if model is None or not model.schema:
        return
    try:
        faults = Draft4Validator(json.loads(model.schema)).iter_errors(json.loads(exchange.body))
        detail = ", ".join(fault.message for fault in faults)
    except ValueError:
        detail = "the body is not JSON"
    if detail:
        raise GatewayError("BAD_REQUEST_BODY", "Invalid request body", f"[{detail}]")
