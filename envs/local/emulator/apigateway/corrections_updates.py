"""Adds to moto 5.2.1 the changes of methods and integrations, which it lacks. Importing applies it.

https://docs.aws.amazon.com/apigateway/latest/api/patch-operations.html
"""

from __future__ import annotations

import json
from typing import Any, Callable
from urllib.parse import unquote

from moto.apigateway.exceptions import BadRequestException
from moto.apigateway.models import Authorizer
from moto.apigateway.responses import APIGatewayResponse
from moto.apigateway.urls import url_paths

from ..patching import replaces


def _flag(text: str) -> bool:
    return text.lower() == "true"


# By the first part of a path: the attribute, and how its value is read. Of a map the path goes on
# with the name of an entry.
_METHOD: dict[str, tuple[str, Callable]] = {
    "apiKeyRequired": ("api_key_required", _flag),
    "authorizationScopes": ("authorization_scopes", list),
    "authorizationType": ("authorization_type", str),
    "authorizerId": ("authorizer_id", str),
    "operationName": ("operation_name", str),
    "requestModels": ("request_models", dict),
    "requestParameters": ("request_parameters", dict),
    "requestValidatorId": ("request_validator_id", str),
}
_INTEGRATION: dict[str, tuple[str, Callable]] = {
    "cacheKeyParameters": ("cache_key_parameters", list),
    "cacheNamespace": ("cache_namespace", str),
    "connectionType": ("connection_type", str),
    "contentHandling": ("content_handling", str),
    "credentials": ("credentials", str),
    "httpMethod": ("http_method", str),
    "passthroughBehavior": ("passthrough_behaviour", str),
    "requestParameters": ("request_parameters", dict),
    "requestTemplates": ("request_templates", dict),
    "timeoutInMillis": ("timeout_in_millis", int),
    "uri": ("uri", str),
}
_METHOD_RESPONSE: dict[str, tuple[str, Callable]] = {
    "responseModels": ("response_models", dict),
    "responseParameters": ("response_parameters", dict),
}


def _apply(target: Any, operations: list[dict[str, str]], known: dict) -> None:
    for operation in operations:
        first, _, entry = operation["path"].lstrip("/").partition("/")
        if first not in known:
            raise BadRequestException(f"Invalid patch path {operation['path']}")
        name, kind = known[first]
        value, removes = operation.get("value", ""), operation["op"] == "remove"
        if kind is dict:
            entries = dict(getattr(target, name) or {})
            entry = entry.replace("~1", "/").replace("~0", "~")
            is_flag = name in ("request_parameters", "response_parameters") and value in _FLAGS
            entries[entry] = _flag(value) if is_flag else value
            if removes:
                del entries[entry]
            setattr(target, name, entries)
        elif kind is list:
            rest = [each for each in getattr(target, name) or [] if each != (value or entry)]
            setattr(target, name, rest if removes else [*rest, value or entry])
        else:
            setattr(target, name, None if removes or not value else kind(value))


_FLAGS = ("true", "false")


def _update_method(self: APIGatewayResponse) -> tuple[int, dict, str]:
    parts = self.path.split("/")
    method = self.backend.get_method(parts[2], parts[4], parts[6])
    _apply(method, self._get_param("patchOperations"), _METHOD)
    return 200, {}, json.dumps(method.to_json())


def _update_integration(self: APIGatewayResponse) -> tuple[int, dict, str]:
    parts = self.path.split("/")
    integration = self.backend.get_integration(parts[2], parts[4], parts[6])
    _apply(integration, self._get_param("patchOperations"), _INTEGRATION)
    return 200, {}, json.dumps(integration.to_json())


def _update_method_response(self: APIGatewayResponse) -> tuple[int, dict, str]:
    parts = self.path.split("/")
    response = self.backend.get_method_response(parts[2], parts[4], parts[6], parts[8])
    _apply(response, self._get_param("patchOperations"), _METHOD_RESPONSE)
    return 200, {}, json.dumps(response.to_json())


APIGatewayResponse.update_method = _update_method
APIGatewayResponse.update_integration = _update_integration
APIGatewayResponse.update_method_response = _update_method_response


@replaces(Authorizer, "apply_operations")
def _apply_operations(original, self, patch_operations):
    """moto fails where a pool of an authorizer is added or removed."""
    rest = [each for each in patch_operations if each["path"] != "/providerARNs"]
    pools = [each for each in patch_operations if each["path"] == "/providerARNs"]
    _apply(self, pools, {"providerARNs": ("provider_arns", list)})
    return original(self, rest)


# The ARNs of stages are the only ones that moto's server finds a way for.
_OF_OTHERS = "{0}/tags/arn:aws:apigateway:(?P<region>[^/]+)::/(?P<kind>[a-z]+)/(?P<id>[^/]+)$"
url_paths[_OF_OTHERS] = APIGatewayResponse.dispatch


@replaces(APIGatewayResponse, "tag_resource")
def _tag_resource(original, self):
    """moto tags stages only."""
    holder = _tag_holder(self)
    if holder is None:
        return original(self)
    holder.tags = {**(holder.tags or {}), **(self._get_param("tags") or {})}
    return "{}"


@replaces(APIGatewayResponse, "untag_resource")
def _untag_resource(original, self):
    holder = _tag_holder(self)
    if holder is None:
        return original(self)
    gone = self.querystring.get("tagKeys", [])
    holder.tags = {name: value for name, value in (holder.tags or {}).items() if name not in gone}
    return "{}"


def _tag_holder(self: APIGatewayResponse) -> Any:
    """The API or the usage plan that a request names; None for another resource."""
    parts = unquote(self.path).rpartition("::/")[2].split("/")
    holders = {"restapis": self.backend.apis, "usageplans": self.backend.usage_plans}
    return holders.get(parts[0], {}).get(parts[1]) if len(parts) == 2 else None
