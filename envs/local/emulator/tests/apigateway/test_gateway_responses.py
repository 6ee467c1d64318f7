"""What the client is told where the gateway fails, what a method requires, and the access log."""

import json

from ..harness import ACCOUNT, REGION, eventually
from .api import ApiTest

SHAPE = (
    '{"success": false, "error": {"code": "$context.error.responseType", '
    '"message": $context.error.messageString, "request_id": "$context.requestId"}}'
)


class GatewayResponses(ApiTest):
    def shaped(self, api: str, kind: str, template: str = SHAPE, **options) -> None:
        self.gateway.put_gateway_response(
            restApiId=api,
            responseType=kind,
            responseTemplates={"application/json": template},
            **options,
        )

    def test_the_default_of_a_class_is_for_every_type_without_an_own_one(self):
        api = self.api()
        self.shaped(api, "DEFAULT_4XX")
        self.shaped(api, "DEFAULT_5XX", responseParameters={"gatewayresponse.header.a": "'b'"})
        self.deploy(api)
        headers = {"x-amzn-RequestId": "r"}

        missing = self.send(api, path="/none", headers=headers)
        failed = self.send(api, path="/table/%0A/object", headers=headers)

        self.assertEqual(403, missing.status)
        self.assertEqual(
            {
                "success": False,
                "error": {
                    "code": "MISSING_AUTHENTICATION_TOKEN",
                    "message": "Missing Authentication Token",
                    "request_id": "r",
                },
            },
            missing.json,
        )
        self.assertEqual(500, failed.status)
        self.assertEqual("API_CONFIGURATION_ERROR", failed.json["error"]["code"])
        self.assertEqual("b", failed.headers["a"])

    def test_a_type_of_its_own_comes_first_with_its_status(self):
        api = self.api()
        self.shaped(api, "DEFAULT_4XX")
        self.shaped(api, "REQUEST_TOO_LARGE", '{"way": "around"}')
        self.shaped(api, "MISSING_AUTHENTICATION_TOKEN", '{"not": "found"}', statusCode="404")
        self.deploy(api)

        large = self.send(api, bytes(10 * 1024 * 1024 + 1))
        unknown = self.send(api, path="/none")

        self.assertEqual((413, {"way": "around"}), (large.status, large.json))
        self.assertEqual((404, {"not": "found"}), (unknown.status, unknown.json))

    def test_a_template_with_a_directive_is_not_emulated_and_fails(self):
        api = self.api()
        self.shaped(api, "DEFAULT_4XX", "#set($a = 1)$a")
        self.assertEqual(500, self.send(self.deploy(api), path="/none").status)

    def test_a_template_of_the_gateway_has_variables_and_no_functions(self):
        api = self.api()
        self.shaped(api, "DEFAULT_4XX", "$util.escapeJavaScript($context.requestId)")
        answer = self.send(self.deploy(api), path="/none", headers={"x-amzn-RequestId": "a'b"})
        self.assertEqual(b"$util.escapeJavaScript(a'b)", answer.body)


class Validators(ApiTest):
    def validated(self, **validator) -> str:
        """An API whose method requires a header, a query parameter, and an object with an `a`."""
        api = self.api()
        made = self.gateway.create_request_validator(restApiId=api, name="v", **validator)
        schema = '{"type": "object", "required": ["a"]}'
        self.gateway.create_model(
            restApiId=api, name="M", contentType="application/json", schema=schema
        )
        resource = self.resource(api, "/table/{table}/object")
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        integration = self.gateway.get_integration(**where)
        self.gateway.put_method(
            **where,
            authorizationType="NONE",
            requestValidatorId=made["id"],
            requestModels={"application/json": "M"},
            requestParameters={
                "method.request.path.table": True,
                "method.request.header.X-Need": True,
                "method.request.querystring.q": True,
                "method.request.header.X-May": False,
            },
        )
        names = ("type", "uri", "credentials", "requestParameters", "passthroughBehavior")
        self.gateway.put_integration(
            **where,
            integrationHttpMethod="PUT",
            **{name: integration[name] for name in names},
        )
        self.respond(where, "200", None, {"application/json": "{}"})
        return self.deploy(api)

    def test_missing_and_blank_parameters_are_named(self):
        api = self.validated(validateRequestParameters=True, validateRequestBody=False)
        path = "/table/orders/object"
        for given, headers, missing in (
            (path, {}, "X-Need, q"),
            (f"{path}?q=1", {"X-Need": " "}, "X-Need"),
            (f"{path}?q=", {"X-Need": "1"}, "q"),
        ):
            answer = self.send(api, path=given, headers=headers)
            self.assertEqual(400, answer.status)
            message = f"Missing required request parameters: [{missing}]"
            self.assertEqual({"message": message}, answer.json)
        answer = self.send(api, path=f"{path}?q=1", headers={"x-need": "1"})
        self.assertEqual(200, answer.status, answer.body)

    def test_a_body_has_to_fit_its_model(self):
        api = self.validated(validateRequestParameters=False, validateRequestBody=True)
        for body, status in ((b'{"a": 1}', 200), (b"{}", 400), (b"{", 400), (b"", 400)):
            answer = self.send(api, body)
            self.assertEqual(status, answer.status)
            if status == 400:
                self.assertEqual({"message": "Invalid request body"}, answer.json)


class AccessLogs(ApiTest):
    def logged(self, api: str, log_format: str) -> str:
        """Makes the stage write a log, and returns its group."""
        account = [{"op": "replace", "path": "/cloudwatchRoleArn", "value": self.role()}]
        self.gateway.update_account(patchOperations=account)
        group = f"/aws/apigateway/{self.name('group')}"
        self.logs.create_log_group(logGroupName=group)
        arn = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:{group}"
        self.gateway.update_stage(
            restApiId=api,
            stageName="v1",
            patchOperations=[
                {"op": "replace", "path": "/accessLogSettings/destinationArn", "value": arn},
                {"op": "replace", "path": "/accessLogSettings/format", "value": log_format},
            ],
        )
        return group

    def lines(self, group: str, count: int) -> list[str]:
        def read() -> list[str]:
            events = self.logs.filter_log_events(logGroupName=group)["events"]
            return [event["message"] for event in events] if len(events) >= count else []

        return eventually(read)

    def test_each_request_has_a_line_in_the_stages_format(self):
        api = self.deployed()
        given = {
            "id": "$context.requestId",
            "status": "$context.status",
            "s3": "$context.integration.status",
            "path": "$context.path",
            "resource": "$context.resourcePath",
            "error": "$context.error.responseType",
            "agent": "$context.identity.userAgent",
            "bytes": "$context.responseLength",
        }
        group = self.logged(api, json.dumps(given))
        agent = 'a"b\\'
        answer = self.send(api, headers={"x-amzn-RequestId": "1", "User-Agent": agent})
        self.send(api, path="/none", headers={"x-amzn-RequestId": "2"})

        first, second = (json.loads(line) for line in self.lines(group, 2))
        self.assertEqual(
            {
                "id": "1",
                "status": "200",
                "s3": "200",
                "path": "/v1/table/orders/object",
                "resource": "/table/{table}/object",
                "error": "-",
                "agent": agent,
                "bytes": str(len(answer.body)),
            },
            first,
        )
        self.assertEqual(("403", "-"), (second["status"], second["s3"]))
        self.assertEqual("MISSING_AUTHENTICATION_TOKEN", second["error"])

    def test_a_deleted_group_loses_the_lines_and_nothing_else(self):
        api = self.deployed()
        group = self.logged(api, "$context.requestId")
        self.logs.delete_log_group(logGroupName=group)
        self.assertEqual(200, self.send(api).status)
        names = [g["logGroupName"] for g in self.logs.describe_log_groups()["logGroups"]]
        self.assertNotIn(group, names)
