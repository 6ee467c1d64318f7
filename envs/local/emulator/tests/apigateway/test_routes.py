"""A request reaches the method of its path, as it was deployed, and only there."""

from .api import ApiTest


class Routes(ApiTest):
    def table(self, api: str, bucket: str, path: str) -> str:
        """The table of the object that a request to that path has made."""
        answer = self.send(api, path=path)
        self.assertEqual(200, answer.status, answer.body)
        key = f"id={answer.json['data']['id']}"
        return self.s3.head_object(Bucket=bucket, Key=key)["Metadata"]["table"]

    def test_a_path_variable_is_decoded_and_an_encoded_slash_stays_in_its_part(self):
        bucket = self.bucket()
        api = self.deployed(bucket)

        self.assertEqual("orders", self.table(api, bucket, "/table/orders/object"))
        self.assertEqual("orders", self.table(api, bucket, "/table/orders/object/"))
        self.assertEqual("a/b c", self.table(api, bucket, "/table/a%2Fb%20c/object"))
        self.assertEqual("../x", self.table(api, bucket, "/table/..%2Fx/object"))
        self.assertEqual("a+b", self.table(api, bucket, "/table/a+b/object"))
        self.assertEqual("a%41", self.table(api, bucket, "/table/a%2541/object"))

    def test_an_unknown_route_lacks_an_authentication_token(self):
        api = self.deployed()
        for method, path in (
            ("POST", "/"),
            ("POST", "/table/orders"),
            ("POST", "/table/orders/object/x"),
            ("POST", "/table//object"),
            ("POST", "/table/a/b/object"),
            ("GET", "/table/orders/object"),
        ):
            with self.subTest(path, method=method):
                answer = self.send(api, path=path, method=method)
                self.assertEqual(403, answer.status)
                self.assertEqual({"message": "Missing Authentication Token"}, answer.json)
                error = answer.headers["x-amzn-ErrorType"]
                self.assertEqual("MissingAuthenticationTokenException", error)

    def test_a_path_that_is_not_utf_8_is_a_bad_request(self):
        api = self.deployed()
        for table in ("%FF", "%zz", "%"):
            answer = self.send(api, path=f"/table/{table}/object")
            self.assertEqual((400, {"message": "Bad Request"}), (answer.status, answer.json))

    def test_an_api_without_that_stage_or_deployment_is_forbidden(self):
        undeployed, api = self.api(), self.deployed()
        self.assertEqual(403, self.send(undeployed).status)
        for target in (
            f"/_emulator/api/{api}/v2/table/orders/object",
            "/_emulator/api/none/v1/table/orders/object",
            "/_emulator/api/",
        ):
            answer = self.send(api, target=target)
            self.assertEqual((403, {"message": "Forbidden"}), (answer.status, answer.json))

    def test_the_host_names_the_api_too(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        host = f"{api}.execute-api.eu-west-1.amazonaws.com"
        for given, status in ((host, 200), (host.replace("west", "north"), 403)):
            target = "/v1/table/orders/object"
            answer = self.send(api, target=target, headers={"Host": given})
            self.assertEqual(status, answer.status, answer.body)

        self.gateway.update_rest_api(
            restApiId=api,
            patchOperations=[
                {"op": "replace", "path": "/disableExecuteApiEndpoint", "value": "true"}
            ],
        )
        answer = self.send(api, target="/v1/table/orders/object", headers={"Host": host})
        self.assertEqual(403, answer.status)

    def test_a_domain_of_its_own_has_a_stage_at_each_base_path(self):
        api, domain = self.deployed(), f"{self.name('d')}.example.com"
        self.gateway.create_domain_name(
            domainName=domain, endpointConfiguration={"types": ["REGIONAL"]}
        )
        self.gateway.create_base_path_mapping(domainName=domain, restApiId=api, stage="v1")
        self.gateway.create_base_path_mapping(
            domainName=domain, restApiId=api, stage="v1", basePath="in"
        )
        for target, status in (
            ("/table/orders/object", 200),
            ("/in/table/orders/object", 200),
            ("/v1/table/orders/object", 403),
        ):
            answer = self.send(api, target=target, headers={"Host": domain})
            self.assertEqual(status, answer.status, target)

    def test_a_literal_part_comes_before_a_variable_and_a_greedy_one_comes_last(self):
        api = self.api()
        for path, status in (("/x/y", 201), ("/x/{any}", 202), ("/{proxy+}", 203)):
            resource = self.resource(api, path)
            where = {"restApiId": api, "resourceId": resource, "httpMethod": "ANY"}
            self.gateway.put_method(**where, authorizationType="NONE")
            self.gateway.put_integration(
                **where,
                type="MOCK",
                requestTemplates={"application/json": '{"statusCode": 200}'},
                contentHandling="CONVERT_TO_TEXT",
            )
            self.gateway.put_method_response(**where, statusCode=str(status))
            template = {"application/json": "$input.params('proxy')"}
            self.respond(where, str(status), None, template)
        self.deploy(api)

        self.assertEqual(201, self.send(api, path="/x/y").status)
        self.assertEqual(202, self.send(api, path="/x/z", method="DELETE").status)
        answer = self.send(api, path="/x/z/a%20b")
        self.assertEqual((203, b"x/z/a b"), (answer.status, answer.body))

    def test_a_change_is_served_when_it_is_deployed_and_not_before(self):
        api = self.deployed()
        where = {"restApiId": api, "resourceId": self.resource(api, "/table/{table}/object")}
        self.gateway.delete_method(**where, httpMethod="POST")

        self.assertEqual(200, self.send(api).status)
        self.gateway.put_method(**where, httpMethod="GET", authorizationType="NONE")
        self.gateway.put_integration(
            **where,
            httpMethod="GET",
            type="MOCK",
            requestTemplates={"application/json": '{"statusCode": 200}'},
        )
        self.deploy(api)
        self.assertEqual(403, self.send(api).status)
