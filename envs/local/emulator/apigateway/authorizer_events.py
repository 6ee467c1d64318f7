"""The events that a custom authorizer receives.

https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
"""

from __future__ import annotations

from typing import Any

from .exchange import Exchange


def token_event(exchange: Exchange, token: str) -> dict[str, Any]:
    """The event of an authorizer of the type TOKEN."""
    return {"type": "TOKEN", "methodArn": exchange.method_arn, "authorizationToken": token}


def request_event(exchange: Exchange) -> dict[str, Any]:
    """The event of an authorizer of the type REQUEST."""
    given = exchange.context
    query = {name: values[-1] for name, values in exchange.query.items()}
    return {
        "type": "REQUEST",
        "methodArn": exchange.method_arn,
        "resource": given["resourcePath"],
        "path": exchange.path,
        "httpMethod": exchange.http_method,
        "headers": exchange.headers,
        "multiValueHeaders": {name: [value] for name, value in exchange.headers.items()},
        "queryStringParameters": query,
        "multiValueQueryStringParameters": exchange.query,
        "pathParameters": exchange.variables,
        "stageVariables": exchange.stage.variables,
        "requestContext": {
            **{name: value for name, value in given.items() if "." not in name},
            "requestTimeEpoch": int(given["requestTimeEpoch"]),
            "identity": {
                "sourceIp": given["identity.sourceIp"],
                "userAgent": given["identity.userAgent"],
            },
        },
    }
