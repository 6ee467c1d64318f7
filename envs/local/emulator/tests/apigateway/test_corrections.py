"""What API Gateway stores and returns, where moto does otherwise."""

import json

from moto.apigateway.models import apigateway_backends

from ..harness import ACCOUNT, REGION, client
from .api import ApiTest


class Apis(ApiTest):
    def patch(self, api: str, op: str, path: str, value: str = "") -> dict:
        operation = {"op": op, "path": path, **({"value": value} if value else {})}
        return self.gateway.update_rest_api(restApiId=api, patchOperations=[operation])

    def test_binary_media_types_are_kept_and_changed_one_by_one(self):
        made = self.gateway.create_rest_api(name="a", binaryMediaTypes=["*/*", "a/b"])
        self.assertEqual(["*/*", "a/b"], made["binaryMediaTypes"])
        api = made["id"]

        self.patch(api, "add", "/binaryMediaTypes/c~1d")
        self.patch(api, "remove", "/binaryMediaTypes/*~1*")
        found = self.gateway.get_rest_api(restApiId=api)["binaryMediaTypes"]
        self.assertEqual(["a/b", "c/d"], found)

    def test_a_policy_is_returned_with_escaped_quotes(self):
        policy = {"Version": "2012-10-17", "Statement": []}
        api = self.gateway.create_rest_api(name="a", policy=json.dumps(policy))["id"]
        for value in (None, json.dumps({**policy, "Id": "x"})):
            if value:
                self.patch(api, "replace", "/policy", value)
            told = self.gateway.get_rest_api(restApiId=api)["policy"]
            expected = value or json.dumps(policy)
            self.assertEqual(expected, json.loads(f'"{told}"'))

    def test_the_endpoint_of_an_api_can_be_switched_on_again(self):
        api = self.gateway.create_rest_api(name="a")["id"]
        for value, expected in (("true", True), ("false", False)):
            self.patch(api, "replace", "/disableExecuteApiEndpoint", value)
            found = self.gateway.get_rest_api(restApiId=api)
            self.assertEqual(expected, found["disableExecuteApiEndpoint"])

    def test_the_expression_of_an_authorizer_is_kept(self):
        api = self.gateway.create_rest_api(name="a")["id"]
        made = self.gateway.create_authorizer(
            restApiId=api, name="a", type="TOKEN", identityValidationExpression="x.*"
        )
        found = self.gateway.get_authorizer(restApiId=api, authorizerId=made["id"])
        self.assertEqual("x.*", found["identityValidationExpression"])

    def test_the_tags_of_an_api_and_of_a_plan_are_changed(self):
        api = self.gateway.create_rest_api(name="a", tags={"a": "1", "b": "2"})["id"]
        plan = self.gateway.create_usage_plan(name="p", tags={"a": "1", "b": "2"})["id"]
        for path, read in (
            (f"restapis/{api}", lambda: self.gateway.get_rest_api(restApiId=api)),
            (f"usageplans/{plan}", lambda: self.gateway.get_usage_plan(usagePlanId=plan)),
        ):
            arn = f"arn:aws:apigateway:eu-west-1::/{path}"
            self.gateway.tag_resource(resourceArn=arn, tags={"c": "3"})
            self.gateway.untag_resource(resourceArn=arn, tagKeys=["a"])
            self.assertEqual({"b": "2", "c": "3"}, read()["tags"])


class Rights(ApiTest):
    def test_the_tags_of_the_whole_decide_about_its_parts(self):
        allow = {"Effect": "Allow", "Action": "apigateway:*", "Resource": "*"}
        ours = {"StringEquals": {"aws:ResourceTag/Project": "ours"}}
        new = {"StringEquals": {"aws:RequestTag/Project": "ours"}}
        role = self.as_role("apigateway", {**allow, "Condition": ours}, {**allow, "Condition": new})
        tags = {"Project": "ours"}
        mine = role.create_rest_api(name="a", tags=tags)["id"]
        theirs = self.gateway.create_rest_api(name="a", tags={"Project": "theirs"})["id"]
        plan = self.gateway.create_usage_plan(name="p", tags=tags)["id"]

        role.get_resources(restApiId=mine)
        role.get_usage_plan_keys(usagePlanId=plan)
        for call, options in (
            (role.get_resources, {"restApiId": theirs}),
            (role.create_rest_api, {"name": "b"}),
            (role.get_account, {}),
        ):
            self.assertEqual("AccessDeniedException", self.error_code(call, **options))

    def test_a_path_is_the_resource_and_a_method_the_action(self):
        api = self.gateway.create_rest_api(name="a")["id"]
        path = f"arn:aws:apigateway:eu-west-1::/restapis/{api}"
        read = {"Effect": "Allow", "Action": "apigateway:GET", "Resource": path}
        role = self.as_role("apigateway", read)

        role.get_rest_api(restApiId=api)
        for call in (role.get_resources, role.delete_rest_api):
            self.assertEqual("AccessDeniedException", self.error_code(call, restApiId=api))

    def test_a_user_pool_is_described_by_its_tags(self):
        owner = client("cognito-idp", self.endpoint)
        pools = [
            owner.create_user_pool(PoolName="p", UserPoolTags={"Project": name})["UserPool"]["Id"]
            for name in ("ours", "theirs")
        ]
        resource = "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/*"
        allow = {"Effect": "Allow", "Action": "cognito-idp:DescribeUserPool", "Resource": resource}
        ours = {"StringEquals": {"aws:ResourceTag/Project": "ours"}}
        role = self.as_role("cognito-idp", {**allow, "Condition": ours})

        role.describe_user_pool(UserPoolId=pools[0])
        code = self.error_code(role.describe_user_pool, UserPoolId=pools[1])
        self.assertEqual("AccessDeniedException", code)


class Stages(ApiTest):
    def test_a_deployment_that_a_stage_serves_is_not_deleted(self):
        api = self.api()
        first, second = (self.gateway.create_deployment(restApiId=api)["id"] for _ in "12")
        self.gateway.create_stage(restApiId=api, stageName="v1", deploymentId=first)

        delete = self.gateway.delete_deployment
        code = self.error_code(delete, restApiId=api, deploymentId=first)
        self.assertEqual("BadRequestException", code)
        delete(restApiId=api, deploymentId=second)

    def test_a_removed_setting_of_a_method_is_gone(self):
        api = self.deployed()

        def change(**operation):
            self.gateway.update_stage(
                restApiId=api, stageName="v1", patchOperations=[operation]
            )

        change(op="replace", path="/*/*/metrics/enabled", value="true")
        change(op="remove", path="/*/*")
        stage = self.gateway.get_stage(restApiId=api, stageName="v1")
        self.assertEqual({}, stage["methodSettings"])

    def test_a_log_needs_the_role_of_the_account(self):
        account = apigateway_backends[ACCOUNT][REGION].account
        before, account.cloudwatch_role_arn = account.cloudwatch_role_arn, None
        try:
            operation = {"op": "replace", "path": "/accessLogSettings/format", "value": "x"}
            code = self.error_code(
                self.gateway.update_stage,
                restApiId=self.deployed(),
                stageName="v1",
                patchOperations=[operation],
            )
        finally:
            account.cloudwatch_role_arn = before
        self.assertEqual("BadRequestException", code)


class Updates(ApiTest):
    def setUp(self) -> None:
        self.api_id = self.api()
        resource = self.resource(self.api_id, "/table/{table}/object")
        self.where = {"restApiId": self.api_id, "resourceId": resource, "httpMethod": "POST"}

    def changes(self, *operations: tuple[str, str, str]) -> dict:
        """The parameters of an update: operations, paths, and values or nothing."""
        named = [
            {"op": op, "path": path, **({"value": value} if value else {})}
            for op, path, value in operations
        ]
        return {**self.where, "patchOperations": named}

    def test_a_method_is_changed_and_needs_a_key_after_its_deployment(self):
        changes = self.changes(
            ("replace", "/apiKeyRequired", "true"),
            ("replace", "/authorizationType", "AWS_IAM"),
            ("add", "/requestParameters/method.request.header.X", "true"),
            ("add", "/authorizationScopes", "a"),
        )
        self.gateway.update_method(**changes)
        found = self.gateway.get_method(**self.where)
        self.assertEqual((True, "AWS_IAM"), (found["apiKeyRequired"], found["authorizationType"]))
        self.assertEqual({"method.request.header.X": True}, found["requestParameters"])
        self.assertEqual(["a"], found["authorizationScopes"])

        changes = self.changes(
            ("replace", "/authorizationType", "NONE"),
            ("remove", "/requestParameters/method.request.header.X", ""),
        )
        self.gateway.update_method(**changes)
        self.assertEqual({}, self.gateway.get_method(**self.where)["requestParameters"])
        self.assertEqual(403, self.send(self.deploy(self.api_id)).status)

    def test_an_integration_is_changed(self):
        name = "integration.request.header.x-amz-meta-table"
        changes = self.changes(
            ("replace", f"/requestParameters/{name}", "'fixed'"),
            ("add", "/requestTemplates/a~1b", "x"),
            ("replace", "/timeoutInMillis", "1000"),
        )
        self.gateway.update_integration(**changes)
        found = self.gateway.get_integration(**self.where)
        self.assertEqual("'fixed'", found["requestParameters"][name])
        self.assertEqual({"a/b": "x"}, found["requestTemplates"])
        self.assertEqual(1000, found["timeoutInMillis"])

    def test_the_pools_of_an_authorizer_are_changed(self):
        arns = [f"arn:aws:cognito-idp:eu-west-1:123456789012:userpool/{each}" for each in "ab"]
        made = self.gateway.create_authorizer(
            restApiId=self.api_id, name="a", type="COGNITO_USER_POOLS", providerARNs=arns[:1]
        )
        which = {"restApiId": self.api_id, "authorizerId": made["id"]}
        self.gateway.update_authorizer(
            **which,
            patchOperations=[
                {"op": "add", "path": "/providerARNs", "value": arns[1]},
                {"op": "remove", "path": "/providerARNs", "value": arns[0]},
            ],
        )
        self.assertEqual(arns[1:], self.gateway.get_authorizer(**which)["providerARNs"])

    def test_an_unknown_part_is_refused(self):
        changes = self.changes(("replace", "/nothing", "x"))
        for update in (self.gateway.update_method, self.gateway.update_integration):
            self.assertEqual("BadRequestException", self.error_code(update, **changes))
