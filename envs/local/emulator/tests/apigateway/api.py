"""An API as the ingress of this project has one, for the tests of its parts."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Mapping
from urllib.parse import urlsplit

from ..harness import REGION, EmulatorTest, client

PATH = "/table/{table}/object"
OK = '{"success": true, "data": {"id": "$context.requestId"}}'
FAILED = '{"success": false, "status": "$context.integration.status"}'
TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "apigateway.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
PARAMETERS = {
    "integration.request.path.id": "context.requestId",
    "integration.request.header.Content-Type": "method.request.header.Content-Type",
    "integration.request.header.If-None-Match": "'*'",
    "integration.request.header.x-amz-meta-table": "method.request.path.table",
    "integration.request.header.x-amz-meta-request-time": "context.requestTime",
}


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


class ApiTest(EmulatorTest):
    """Makes APIs, and sends requests to them."""

    @classmethod
    def setUpClass(cls) -> None:
        super().setUpClass()
        cls.gateway = client("apigateway", cls.endpoint)

    def role(self, *statements: dict, trust: dict = TRUST, **options) -> str:
        """The ARN of a role that API Gateway may assume."""
        name = self.name("role")
        made = self.iam.create_role(
            RoleName=name, AssumeRolePolicyDocument=json.dumps(trust), **options
        )
        if statements:
            policy = {"Version": "2012-10-17", "Statement": statements}
            self.iam.put_role_policy(
                RoleName=name, PolicyName="p", PolicyDocument=json.dumps(policy)
            )
        return made["Role"]["Arn"]

    def writer(self, bucket: str) -> str:
        """The ARN of a role that may write what the ingress writes."""
        resource = f"arn:aws:s3:::{bucket}/id=*"
        return self.role({"Effect": "Allow", "Action": "s3:PutObject", "Resource": resource})

    def api(
        self,
        bucket: str = "",
        role: str = "",
        binary=("*/*",),
        parameters: Mapping[str, str] = PARAMETERS,
        method: Mapping | None = None,
        integration: Mapping | None = None,
        **options,
    ) -> str:
        """The id of an API with `POST /table/{table}/object`, not yet deployed."""
        bucket = bucket or self.bucket()
        made = self.gateway.create_rest_api(
            name=self.name("api"), binaryMediaTypes=list(binary), **options
        )
        api = made["id"]
        resource = self.resource(api, PATH)
        settings = {"authorizationType": "NONE", **(method or {})}
        self.gateway.put_method(
            restApiId=api, resourceId=resource, httpMethod="POST", **settings
        )
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        default = {
            "type": "AWS",
            "integrationHttpMethod": "PUT",
            "uri": f"arn:aws:apigateway:{REGION}:s3:path/{bucket}/id={{id}}",
            "credentials": role or self.writer(bucket),
            "requestParameters": dict(parameters),
            "passthroughBehavior": "WHEN_NO_TEMPLATES",
        }
        self.gateway.put_integration(**where, **{**default, **(integration or {})})
        for status, pattern, template in (
            ("200", "200", OK),
            ("409", "412", '{"success": false}'),
            ("502", None, FAILED),
        ):
            self.gateway.put_method_response(**where, statusCode=status)
            self.respond(where, status, pattern, {"application/json": template})
        return api

    def respond(self, where: Mapping, status: str, pattern: str | None, templates, **options):
        """Adds an integration response."""
        selection = {"selectionPattern": pattern} if pattern else {}
        options.setdefault("contentHandling", "CONVERT_TO_TEXT")
        self.gateway.put_integration_response(
            **where, statusCode=status, responseTemplates=templates, **selection, **options
        )

    def resource(self, api: str, path: str) -> str:
        """The id of a resource; its parents are made, too."""
        found = {r["path"]: r["id"] for r in self.gateway.get_resources(restApiId=api)["items"]}
        parent, at = found["/"], ""
        for part in path.strip("/").split("/"):
            at += f"/{part}"
            if at not in found:
                found[at] = self.gateway.create_resource(
                    restApiId=api, parentId=parent, pathPart=part
                )["id"]
            parent = found[at]
        return parent

    def deploy(self, api: str) -> str:
        self.gateway.create_deployment(restApiId=api, stageName="v1")
        return api

    def deployed(self, *arguments, **options) -> str:
        return self.deploy(self.api(*arguments, **options))

    def send(
        self, api: str, body: bytes = b"{}", path: str = "/table/orders/object", **options
    ) -> Answer:
        """Sends a request to the stage `v1` of an API; the path as it is."""
        target = options.pop("target", f"/_emulator/api/{api}/v1{path}")
        headers = {"Content-Type": "application/json", **options.pop("headers", {})}
        headers = {name: value for name, value in headers.items() if value is not None}
        connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc, timeout=30)
        try:
            connection.request(options.pop("method", "POST"), target, body, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()
