"""One request to an API, and what becomes known of it on its way."""

from __future__ import annotations

import base64
import secrets
import time
import uuid
from datetime import datetime, timezone
from typing import Any, Mapping
from urllib.parse import parse_qs

from moto.apigateway.models import Method, RestAPI, Stage
from moto.core import DEFAULT_ACCOUNT_ID

from .definition import Definition, Route


class Exchange:
    """A request; `context` has the variables that templates call `$context`, by their names."""

    def __init__(
        self,
        api: RestAPI,
        stage: Stage,
        definition: Definition,
        environ: Mapping[str, Any],
        path: str,  # below the stage, as it was sent
        signed_path: str,  # the whole path, as it was sent
    ):
        self.api, self.stage, self.definition = api, stage, definition
        self.http_method = environ["REQUEST_METHOD"]
        self.path, self.signed_path = path, signed_path
        self.query_string = environ.get("QUERY_STRING", "")
        self.query = parse_qs(self.query_string, keep_blank_values=True)
        self.headers = _headers(environ)
        self.body = b""
        self.route: Route | None = None
        self.method: Method | None = None
        self.variables: dict[str, str] = {}
        self.began = time.perf_counter()
        self.integration_milliseconds: float | None = None
        self.context = self._first_context(environ)

    def _first_context(self, environ: Mapping[str, Any]) -> dict[str, str]:
        now = datetime.now(timezone.utc)
        request_id = self.headers.get("x-amzn-requestid") or str(uuid.uuid4())
        domain = f"{self.api.id}.execute-api.{self.api.region_name}.amazonaws.com"
        return {
            "accountId": DEFAULT_ACCOUNT_ID,
            "apiId": self.api.id,
            "deploymentId": self.stage.deployment_id or "",
            "domainName": domain,
            "domainPrefix": self.api.id,
            "extendedRequestId": base64.b64encode(secrets.token_bytes(11)).decode(),
            "httpMethod": self.http_method,
            "identity.sourceIp": environ.get("REMOTE_ADDR", ""),
            "identity.userAgent": self.headers.get("user-agent", ""),
            "path": f"/{self.stage.name}{self.path}",
            "protocol": environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
            "requestId": request_id,
            "requestTime": f"{now:%d/%b/%Y:%H:%M:%S} +0000",
            "requestTimeEpoch": str(int(now.timestamp() * 1000)),
            "stage": str(self.stage.name),
        }

    def matched(self, route: Route, method: Method, variables: dict[str, str]) -> None:
        """The request is one to this method."""
        self.route, self.method, self.variables = route, method, variables
        self.context.update(resourceId=route.resource_id, resourcePath=route.path)

    @property
    def content_type(self) -> str:
        """The media type of the body; API Gateway takes JSON where none is named."""
        return self.headers.get("content-type") or "application/json"

    @property
    def method_arn(self) -> str:
        """The ARN of the method, with the path that was requested, decoded."""
        path = "/".join(
            self.variables.get(part.strip("{}+"), part) if part.startswith("{") else part
            for part in (self.route.parts if self.route else ())
        )
        return f"{self.arn}/{self.stage.name}/{self.http_method}/{path}"

    @property
    def arn(self) -> str:
        """The ARN of the API, for the permissions to call it."""
        region = self.api.region_name
        return f"arn:aws:execute-api:{region}:{DEFAULT_ACCOUNT_ID}:{self.api.id}"

    def parameter(self, source: str) -> str | None:
        """The value of `method.request.(path|header|querystring).NAME`; None if it is absent."""
        _, _, rest = source.partition("request.")
        place, _, name = rest.partition(".")
        if place == "path":
            return self.variables.get(name)
        if place == "header":
            return self.headers.get(name.lower())
        if place == "querystring":
            return self.query[name][-1] if name in self.query else None
        return None


def _headers(environ: Mapping[str, Any]) -> dict[str, str]:
    """The headers, their names in lower case."""
    headers = {
        name[5:].replace("_", "-").lower(): value
        for name, value in environ.items()
        if name.startswith("HTTP_")
    }
    for name in ("CONTENT_TYPE", "CONTENT_LENGTH"):
        if environ.get(name):
            headers[name.replace("_", "-").lower()] = environ[name]
    return headers
