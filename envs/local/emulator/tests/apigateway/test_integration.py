"""The integration with S3: what is stored, with whose rights, and what the client is told."""

import json
import urllib.request

from ..harness import eventually
from .api import FAILED, OK, PARAMETERS, ApiTest

EVERY_BYTE = bytes(range(256)) * 3


class Stores(ApiTest):
    def stored(self, bucket: str, answer) -> dict:
        self.assertEqual(200, answer.status, answer.body)
        return self.s3.get_object(Bucket=bucket, Key=f"id={answer.json['data']['id']}")

    def test_a_body_is_stored_byte_by_byte_with_its_type_and_metadata(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        for kind in ("application/json", "text/csv; charset=latin1", "image/png", "x"):
            with self.subTest(kind):
                answer = self.send(api, EVERY_BYTE, headers={"Content-Type": kind})
                found = self.stored(bucket, answer)
                self.assertEqual(EVERY_BYTE, found["Body"].read())
                self.assertEqual(kind, found["ContentType"])
                self.assertEqual("orders", found["Metadata"]["table"])
                self.assertRegex(
                    found["Metadata"]["request-time"],
                    r"^\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000$",
                )
                self.assertEqual("application/json", answer.headers["Content-Type"])

    def test_without_binary_media_types_other_bytes_than_text_are_lost(self):
        bucket = self.bucket()
        api = self.deployed(bucket, binary=("image/png",))

        text = self.stored(bucket, self.send(api, "{ü}".encode()))["Body"].read()
        lost = self.stored(bucket, self.send(api, b"\xff\x00"))["Body"].read()
        kept = self.send(api, b"\xff", headers={"Content-Type": "image/png"})
        self.assertEqual("{ü}".encode(), text)
        self.assertEqual("\ufffd\x00".encode(), lost)
        self.assertEqual(b"\xff", self.stored(bucket, kept)["Body"].read())

    def test_a_body_without_a_type_is_taken_for_json(self):
        bucket = self.bucket()
        answer = self.send(self.deployed(bucket), headers={"Content-Type": None})
        self.assertEqual("application/json", self.stored(bucket, answer)["ContentType"])

    def test_the_client_may_choose_the_id_of_the_request_and_overwrites_nothing(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        headers = {"x-amzn-RequestId": "mine"}

        first = self.send(api, b"1", headers=headers)
        second = self.send(api, b"2", headers=headers)

        self.assertEqual("mine", first.json["data"]["id"])
        self.assertEqual("mine", first.headers["x-amzn-RequestId"])
        self.assertEqual(409, second.status)
        self.assertEqual(b"1", self.s3.get_object(Bucket=bucket, Key="id=mine")["Body"].read())

    def test_an_escaped_reference_can_stand_in_a_json_string(self):
        script = "$util.escapeJavaScript($context.requestId)"
        for template, given, body in (
            (f'{script}.replaceAll("\\\\\'","\'")', "a'\"\\b", b"a'\\\"\\\\b"),
            (script, "a'\"b", b"a\\'\\\"b"),
            (f"{script}.trim()", "a", b"a.trim()"),
        ):
            with self.subTest(template):
                api = self.api()
                resource = self.resource(api, "/table/{table}/object")
                where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
                self.respond(where, "200", "200", {"application/json": template})
                answer = self.send(self.deploy(api), headers={"x-amzn-RequestId": given})
                self.assertEqual(body, answer.body)

    def test_the_event_of_the_object_is_sent(self):
        bucket = self.bucket()
        url, arn = self.queue(f"arn:aws:s3:::{bucket}")
        configuration = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [configuration]}
        )
        self.messages(url)  # the one that tests the queue

        self.send(self.deployed(bucket), headers={"x-amzn-RequestId": "x"})

        (record,) = self.messages(url)[0]["Records"]
        self.assertEqual("ObjectCreated:Put", record["eventName"])
        self.assertEqual("id%3Dx", record["s3"]["object"]["key"])

    def test_a_value_that_no_header_can_have_fails_and_stores_nothing(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        for table in ("a%0Ab", "a%0D%0Ax-amz-acl:%20public-read", "%C3%BC", "%F0%9F%98%80", "%00"):
            with self.subTest(table):
                answer = self.send(api, path=f"/table/{table}/object")
                self.assertEqual(500, answer.status)
                self.assertEqual({"message": "Internal server error"}, answer.json)
        self.assertEqual(0, self.s3.list_objects_v2(Bucket=bucket)["KeyCount"])

    def test_what_is_too_long_for_s3_is_not_taken_for_stored(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        long = self.send(api, headers={"x-amzn-RequestId": "x" * 1022})
        wide = self.send(api, path=f"/table/{'x' * 2048}/object")
        for answer in (long, wide):
            self.assertEqual({"success": False, "status": "400"}, answer.json)
            self.assertEqual(502, answer.status)
        fits = self.send(api, path=f"/table/{'x' * 300}/object")
        self.assertEqual(200, fits.status)
        self.assertEqual(1, self.s3.list_objects_v2(Bucket=bucket)["KeyCount"])


class Rights(ApiTest):
    def failure(self, **options) -> tuple[int, dict]:
        answer = self.send(self.deployed(**options))
        return answer.status, answer.json

    def test_the_role_of_the_integration_needs_the_right(self):
        bucket = self.bucket()
        put = {"Effect": "Allow", "Action": "s3:PutObject"}
        here = {**put, "Resource": f"arn:aws:s3:::{bucket}/id=*"}
        elsewhere = {**put, "Resource": f"arn:aws:s3:::{bucket}/else/*"}
        refused = (502, {"success": False, "status": "403"})

        self.assertEqual(refused, self.failure(bucket=bucket, role=self.role(elsewhere)))
        self.assertEqual(refused, self.failure(bucket=bucket, role=self.role()))
        bound = self.role(here, PermissionsBoundary=self.policy([elsewhere]))
        self.assertEqual(refused, self.failure(bucket=bucket, role=bound))
        self.assertEqual(0, self.s3.list_objects_v2(Bucket=bucket)["KeyCount"])
        self.assertEqual(200, self.failure(bucket=bucket, role=self.role(here))[0])

    def test_api_gateway_must_be_allowed_to_assume_the_role(self):
        for trust in (
            {},
            {"Statement": {**self.trust(), "Principal": {"Service": "lambda.amazonaws.com"}}},
            {"Statement": [self.trust(), {**self.trust(), "Effect": "Deny"}]},
        ):
            with self.subTest(trust=trust):
                everything = {"Effect": "Allow", "Action": "*", "Resource": "*"}
                answer = self.failure(role=self.role(everything, trust=trust))
                self.assertEqual((500, {"message": "Internal server error"}), answer)

    def trust(self) -> dict:
        service = {"Service": "apigateway.amazonaws.com"}
        return {"Effect": "Allow", "Principal": service, "Action": "sts:AssumeRole"}

    def test_the_policy_of_the_bucket_counts(self):
        bucket = self.bucket()
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject"}
        resource = f"arn:aws:s3:::{bucket}/*"
        once = {"Null": {"s3:if-none-match": "true"}}
        statement = {**deny, "Resource": resource, "Condition": once}
        self.s3.put_bucket_policy(Bucket=bucket, Policy=self.document(statement))
        without = {k: v for k, v in PARAMETERS.items() if not k.endswith("If-None-Match")}

        self.assertEqual(200, self.failure(bucket=bucket)[0])
        self.assertEqual(502, self.failure(bucket=bucket, parameters=without)[0])

    def document(self, statement: dict) -> str:
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Answers(ApiTest):
    def reader(self, api: str, bucket: str, **options) -> None:
        """Adds `GET /table/{table}/object/{id}`, which passes an object on."""
        where = {
            "restApiId": api,
            "resourceId": self.resource(api, "/table/{table}/object/{id}"),
            "httpMethod": "GET",
        }
        self.gateway.put_method(**where, authorizationType="NONE")
        everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        self.gateway.put_integration(
            **where,
            type="AWS",
            integrationHttpMethod="GET",
            uri=f"arn:aws:apigateway:eu-west-1:s3:path/{bucket}/status/{{table}}/{{id}}.json",
            credentials=self.role(everything),
            requestParameters={
                "integration.request.path.table": "method.request.path.table",
                "integration.request.path.id": "method.request.path.id",
            },
        )
        for status, pattern, templates in (
            ("200", "200", {}),
            ("404", "404", {"application/json": FAILED}),
        ):
            self.gateway.put_method_response(**where, statusCode=status)
            handling = "CONVERT_TO_TEXT" if templates else options.get("handling")
            given = {"contentHandling": handling} if handling else {"contentHandling": ""}
            parameters = {
                "method.response.header.Content-Type": "integration.response.header.Content-Type",
                "method.response.header.x-etag": "integration.response.header.ETag",
                "method.response.header.x-fixed": "'yes'",
            }
            self.respond(where, status, pattern, templates, responseParameters=parameters, **given)

    def test_an_object_is_passed_on_as_it_is_and_none_is_told_by_the_template(self):
        bucket = self.bucket()
        body = '{"a": "ü"}'.encode() + b"\xff"
        etag = self.s3.put_object(
            Bucket=bucket, Key="status/orders/x.json", Body=body, ContentType="a/b"
        )["ETag"]
        api = self.api(bucket)
        self.reader(api, bucket)
        self.deploy(api)

        found = self.send(api, b"", path="/table/orders/object/x", method="GET")
        none = self.send(api, b"", path="/table/orders/object/y", method="GET")

        self.assertEqual((200, body), (found.status, found.body))
        self.assertEqual("a/b", found.headers["Content-Type"])
        self.assertEqual((etag, "yes"), (found.headers["x-etag"], found.headers["x-fixed"]))
        self.assertEqual(404, none.status)
        self.assertEqual({"success": False, "status": "404"}, none.json)

    def test_bytes_that_are_to_become_text_are_encoded(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="status/orders/x.json", Body=b"\xff")
        api = self.api(bucket)
        self.reader(api, bucket, handling="CONVERT_TO_TEXT")
        self.deploy(api)

        found = self.send(api, b"", path="/table/orders/object/x", method="GET")
        self.assertEqual(b"/w==", found.body)

    def test_a_template_takes_no_bytes(self):
        api = self.api()
        resource = self.resource(api, "/table/{table}/object")
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        templates = {"application/json": OK}
        self.respond(where, "200", "200", templates, contentHandling="CONVERT_TO_BINARY")

        answer = self.send(self.deploy(api))
        self.assertEqual((500, {"message": "Internal server error"}), (answer.status, answer.json))

    def test_a_status_that_no_response_is_for_is_an_error(self):
        api = self.api(role=self.role())  # S3 will refuse
        where = {
            "restApiId": api,
            "resourceId": self.resource(api, "/table/{table}/object"),
            "httpMethod": "POST",
        }
        self.gateway.delete_integration_response(**where, statusCode="502")
        self.assertEqual(500, self.send(self.deploy(api)).status)

    def test_a_pattern_that_is_none_is_an_error_of_the_api(self):
        api = self.api()
        resource = self.resource(api, "/table/{table}/object")
        where = {"restApiId": api, "resourceId": resource, "httpMethod": "POST"}
        self.respond(where, "200", "(", {"application/json": OK})
        answer = self.send(self.deploy(api))
        self.assertEqual((500, {"message": "Internal server error"}), (answer.status, answer.json))

    def test_a_fault_of_s3_reaches_the_client_in_the_response_for_it(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        fault = ('{"bucket": "%s", "method": "PUT", "status": 503}' % bucket).encode()
        request = urllib.request.Request(f"{self.endpoint}/_emulator/faults", fault, method="POST")
        urllib.request.urlopen(request).close()

        answer = self.send(api)
        self.assertEqual(502, answer.status)
        self.assertEqual({"success": False, "status": "503"}, answer.json)

    def test_the_metrics_of_the_api_and_its_stage_count_errors_as_ones(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        name = self.gateway.get_rest_api(restApiId=api)["name"]
        self.send(api)
        self.send(api, path="/none")
        self.send(api, path="/table/%C3%BC/object")

        for dimensions in ({"ApiName": name}, {"ApiName": name, "Stage": "v1"}):
            totals = {"Count": 3, "4XXError": 1, "5XXError": 1, "Latency": None}
            for metric, total in totals.items():
                with self.subTest(metric, **dimensions):
                    found = eventually(lambda m=metric, d=dimensions: self.samples(m, d))
                    self.assertEqual(3, found["SampleCount"])
                    if total is not None:
                        self.assertEqual(total, found["Sum"])

    def test_an_alarm_on_the_rate_of_refusals_fires(self):
        api = self.deployed()
        name = self.gateway.get_rest_api(restApiId=api)["name"]
        alarm = self.name("alarm")
        self.cloudwatch.put_metric_alarm(
            AlarmName=alarm,
            Namespace="AWS/ApiGateway",
            MetricName="4XXError",
            Dimensions=[{"Name": "ApiName", "Value": name}, {"Name": "Stage", "Value": "v1"}],
            Statistic="Average",
            Period=6000,
            EvaluationPeriods=1,
            Threshold=0.5,
            ComparisonOperator="GreaterThanThreshold",
        )

        def state() -> str:
            return self.cloudwatch.describe_alarms(AlarmNames=[alarm])["MetricAlarms"][0][
                "StateValue"
            ]

        self.send(api)
        self.send(api, path="/none")
        eventually(lambda: state() == "OK")
        self.send(api, path="/none")
        eventually(lambda: state() == "ALARM")

    def samples(self, metric: str, dimensions: dict) -> dict | None:
        points = self.cloudwatch.get_metric_statistics(
            Namespace="AWS/ApiGateway",
            MetricName=metric,
            Dimensions=[{"Name": n, "Value": v} for n, v in dimensions.items()],
            StartTime=self.in_days(-0.1),
            EndTime=self.in_days(0.1),
            Period=86400,
            Statistics=["Sum", "SampleCount"],
        )["Datapoints"]
        return points[0] if points else None
