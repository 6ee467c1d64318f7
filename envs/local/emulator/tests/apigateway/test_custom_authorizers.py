"""A method with a custom authorizer: its function says who may call."""

import json
import time

from ..harness import ACCOUNT, REGION
from .api import PARAMETERS, ApiTest


class CustomAuthorizers(ApiTest):
    def authorizing(self, kind: str = "TOKEN", permitted: bool = True, **settings) -> str:
        """The id of an API whose method asks a function, which answers what the token says."""
        name = self.function()
        arn = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"
        caller = "integration.request.header.x-amz-meta-caller"
        plan = "integration.request.header.x-amz-meta-plan"
        parameters = {
            **PARAMETERS,
            caller: "context.authorizer.principalId",
            plan: "context.authorizer.plan",
        }
        self.bucket_name = self.bucket()
        api = self.api(self.bucket_name, parameters=parameters)
        uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{arn}/invocations"
        source = {"TOKEN": "method.request.header.Authorization"}
        defaults = {
            "identitySource": source.get(kind, "method.request.header.x-told"),
            "authorizerUri": uri,
        }
        authorizer = self.gateway.create_authorizer(
            restApiId=api, name="a", type=kind, **{**defaults, **settings}
        )["id"]
        resource = self.resource(api, "/table/{table}/object")
        method = self.gateway.get_method(restApiId=api, resourceId=resource, httpMethod="POST")
        self._reauthorize(api, resource, authorizer, method["methodIntegration"])
        if permitted:
            self.functions.add_permission(
                FunctionName=name,
                StatementId="api",
                Action="lambda:InvokeFunction",
                Principal="apigateway.amazonaws.com",
                SourceArn=f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/authorizers/{authorizer}",
            )
        self.function_name = name
        return self.deploy(api)

    def _reauthorize(self, api, resource, authorizer, integration) -> None:
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        self.gateway.put_method(**where, authorizationType="CUSTOM", authorizerId=authorizer)
        names = ("type", "uri", "credentials", "requestParameters", "passthroughBehavior")
        self.gateway.put_integration(
            **where,
            integrationHttpMethod=integration["httpMethod"],
            **{name: integration[name] for name in names},
        )
        for status, response in integration["integrationResponses"].items():
            templates = response["responseTemplates"]
            self.respond(where, status, response.get("selectionPattern"), templates)

    def answer(self, resource: str = "*", effect: str = "Allow", **more) -> str:
        """A token that makes the function return a policy."""
        statement = {"Effect": effect, "Action": "execute-api:Invoke", "Resource": resource}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        told = {"principalId": "ada", "policyDocument": policy, "context": {"plan": 7}, **more}
        return json.dumps({"answer": told})

    def call(self, api: str, token: str | None, **options):
        return self.send(api, headers={"Authorization": token}, **options)

    def test_who_is_allowed_is_known_to_the_integration(self):
        api = self.authorizing()
        answer = self.call(api, self.answer())

        self.assertEqual(200, answer.status, answer.body)
        key = f"id={answer.json['data']['id']}"
        found = self.s3.head_object(Bucket=self.bucket_name, Key=key)["Metadata"]
        self.assertEqual(("ada", "7"), (found["caller"], found["plan"]))
        (event,) = self.handled(self.function_name)
        self.assertEqual("TOKEN", event["type"])
        arn = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/v1/POST/table/orders/object"
        self.assertEqual(arn, event["methodArn"])

    def test_the_policy_is_evaluated_for_the_method(self):
        api = self.authorizing()
        orders = f"arn:aws:execute-api:{REGION}:{ACCOUNT}:{api}/v1/POST/table/orders/*"
        token, denied = self.answer(orders), self.answer(effect="Deny")
        for given, path, status, end in (
            (token, "/table/orders/object", 200, ""),
            (token, "/table/others/object", 403, "this resource"),
            (denied, "/table/orders/object", 403, "with an explicit deny"),
        ):
            with self.subTest(path, status=status):
                answer = self.call(api, given, path=path)
                self.assertEqual(status, answer.status, answer.body)
                if status == 403:
                    message = answer.json["message"]
                    self.assertTrue(message.startswith("User is not authorized to access"))
                    self.assertTrue(message.endswith(end))

    def test_a_result_is_kept_for_its_time_and_only_for_the_same_token(self):
        api = self.authorizing(authorizerResultTtlInSeconds=1)
        one, two = self.answer(), self.answer(principalId="bob")
        for token in (one, one, two, one):
            self.assertEqual(200, self.call(api, token).status)
        self.assertEqual(2, len(self.handled(self.function_name)))
        time.sleep(1.1)
        self.call(api, one)
        self.assertEqual(3, len(self.handled(self.function_name)))

    def test_a_time_of_zero_keeps_nothing(self):
        api = self.authorizing(authorizerResultTtlInSeconds=0)
        for _ in range(2):
            self.assertEqual(200, self.call(api, self.answer()).status)
        self.assertEqual(2, len(self.handled(self.function_name)))

    def test_without_the_identity_no_function_is_asked(self):
        api = self.authorizing(identityValidationExpression=r"\{.*\}")
        for token in (None, "", "x"):
            answer = self.call(api, token)
            self.assertEqual((401, {"message": "Unauthorized"}), (answer.status, answer.json))
        self.assertEqual([], self.handled(self.function_name))

    def test_the_function_can_refuse_fail_or_answer_nonsense(self):
        api = self.authorizing()
        for told, status, kind in (
            ({"do": "fail", "message": "Unauthorized"}, 401, "UnauthorizedException"),
            ({"do": "fail", "message": "other"}, 500, "AuthorizerFailureException"),
            ({"do": "exit"}, 500, "AuthorizerFailureException"),
            ({"answer": {}}, 500, "AuthorizerConfigurationException"),
            ({"answer": "x"}, 500, "AuthorizerConfigurationException"),
        ):
            with self.subTest(told=told):
                answer = self.call(api, json.dumps(told))
                self.assertEqual(status, answer.status, answer.body)
                self.assertEqual(kind, answer.headers["x-amzn-ErrorType"])
        for told in ({"context": {"a": {"b": 1}}}, {"principalId": ""}):
            answer = self.call(api, self.answer(**told))
            self.assertEqual((500, {"message": None}), (answer.status, answer.json))

    def test_the_function_has_to_permit_the_api(self):
        api = self.authorizing(permitted=False)
        answer = self.call(api, self.answer())
        self.assertEqual((500, {"message": None}), (answer.status, answer.json))
        self.assertEqual([], self.handled(self.function_name))

    def test_a_function_that_does_not_exist_cannot_be_asked(self):
        missing = f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:none/invocations"
        uri = f"arn:aws:apigateway:{REGION}:lambda:path/2015-03-31/functions/{missing}"
        invoke = {"Effect": "Allow", "Action": "lambda:InvokeFunction", "Resource": "*"}
        for role in ({}, {"authorizerCredentials": self.role(invoke)}):
            api = self.authorizing(authorizerUri=uri, **role)
            self.assertEqual(500, self.call(api, self.answer()).status)

    def test_a_role_of_the_authorizer_takes_the_place_of_the_functions_policy(self):
        invoke = {"Effect": "Allow", "Action": "lambda:InvokeFunction"}
        allowed = self.role({**invoke, "Resource": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:*"})
        other = self.role({**invoke, "Resource": f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:x"})
        for role, status in ((allowed, 200), (other, 500)):
            api = self.authorizing(permitted=False, authorizerCredentials=role)
            self.assertEqual(status, self.call(api, self.answer()).status)

    def test_a_request_authorizer_sees_the_whole_request(self):
        api = self.authorizing("REQUEST")
        headers = {"x-told": self.answer()}
        path = "/table/a%20b/object?x=1&x=2"
        answer = self.send(api, path=path, headers=headers)

        self.assertEqual(200, answer.status, answer.body)
        (event,) = self.handled(self.function_name)
        self.assertEqual("REQUEST", event["type"])
        self.assertEqual({"table": "a b"}, event["pathParameters"])
        self.assertEqual({"x": ["1", "2"]}, event["multiValueQueryStringParameters"])
        self.assertEqual("/table/{table}/object", event["resource"])
        self.assertEqual("POST", event["httpMethod"])
        self.assertEqual(401, self.send(api).status)
