"""Limits: of a stage's throttling, of a client's usage plan, of a body's size."""

import http.client
from datetime import datetime, timezone
from unittest import TestCase
from urllib.parse import urlsplit

from emulator.apigateway.throttling import Throttles
from emulator.apigateway.usage_plans import period_of

from .api import ApiTest

MEGABYTE = 1024 * 1024


class Buckets(TestCase):
    def test_a_bucket_is_full_at_first_and_fills_at_its_rate_up_to_its_burst(self):
        now = [0.0]
        throttles = Throttles(lambda: now[0])

        def taken(tries: int) -> int:
            return sum(throttles.take("k", 2, 3) for _ in range(tries))

        self.assertEqual(3, taken(5))
        now[0] = 0.5
        self.assertEqual(1, taken(5))
        now[0] = 100
        self.assertEqual(3, taken(5))
        self.assertTrue(throttles.take("other", 2, 3))
        self.assertTrue(throttles.take("k", 5, 1))

    def test_a_quota_begins_again_with_its_period(self):
        saturday = datetime(2026, 11, 28, 23, 59, tzinfo=timezone.utc)
        sunday = datetime(2026, 11, 29, tzinfo=timezone.utc)
        self.assertEqual(
            ("2026-11-28", "2026-11-22", "2026-11"),
            tuple(period_of(kind, saturday) for kind in ("DAY", "WEEK", "MONTH")),
        )
        self.assertEqual("2026-11-29", period_of("WEEK", sunday))


class Stages(ApiTest):
    def limit(self, api: str, method: str, rate: str, burst: str) -> None:
        operations = [
            {"op": "replace", "path": f"/{method}/throttling/{name}", "value": value}
            for name, value in (("rateLimit", rate), ("burstLimit", burst))
        ]
        self.gateway.update_stage(restApiId=api, stageName="v1", patchOperations=operations)

    def test_requests_beyond_the_stages_limits_are_throttled(self):
        api = self.deployed()
        self.limit(api, "*/*", "0.01", "2")
        answers = [self.send(api) for _ in range(3)]
        self.assertEqual([200, 200, 429], [answer.status for answer in answers])
        self.assertEqual({"message": "Too Many Requests"}, answers[2].json)

    def test_a_method_can_have_limits_of_its_own(self):
        api = self.deployed()
        self.limit(api, "*/*", "0.01", "1")
        self.limit(api, "~1table~1{table}~1object/POST", "100", "100")
        self.assertEqual([200] * 3, [self.send(api).status for _ in range(3)])

    def test_a_deployment_keeps_the_settings_of_its_stage(self):
        api = self.deployed()
        self.limit(api, "*/*", "0.01", "1")
        self.deploy(api)
        self.assertEqual([200, 429], [self.send(api).status for _ in range(2)])


class UsagePlans(ApiTest):
    def keyed(self, **plan) -> tuple[str, str, str]:
        """An API whose method needs a key, a plan for it, and the value of a key of the plan."""
        api = self.deployed(method={"apiKeyRequired": True})
        stages = [{"apiId": api, "stage": "v1"}]
        made = self.gateway.create_usage_plan(name=self.name("plan"), apiStages=stages, **plan)
        key = self.key(made["id"])
        return api, made["id"], key["value"]

    def key(self, plan: str) -> dict:
        key = self.gateway.create_api_key(name=self.name("key"), enabled=True)
        self.gateway.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
        return self.gateway.get_api_key(apiKey=key["id"], includeValue=True)

    def call(self, api: str, value: str | None) -> tuple[int, str]:
        answer = self.send(api, headers={"x-api-key": value})
        return answer.status, answer.json.get("message", "")

    def test_only_an_enabled_key_of_a_plan_of_the_stage_will_do(self):
        api, plan, value = self.keyed()
        other, _, others = self.keyed()
        disabled = self.key(plan)
        change = [{"op": "replace", "path": "/enabled", "value": "false"}]
        self.gateway.update_api_key(apiKey=disabled["id"], patchOperations=change)

        self.assertEqual((200, ""), self.call(api, value))
        self.assertEqual((200, ""), self.call(other, others))
        for given in (None, "", "x", others, disabled["value"]):
            self.assertEqual((403, "Forbidden"), self.call(api, given))

    def test_a_quota_is_counted_for_each_key(self):
        api, plan, value = self.keyed(quota={"limit": 2, "period": "MONTH"})
        another = self.key(plan)["value"]
        answers = [self.call(api, value) for _ in range(3)]
        self.assertEqual([(200, ""), (200, ""), (429, "Limit Exceeded")], answers)
        self.assertEqual((200, ""), self.call(api, another))

        change = [{"op": "replace", "path": "/quota/limit", "value": "3"}]
        updated = self.gateway.update_usage_plan(usagePlanId=plan, patchOperations=change)
        self.assertEqual(3, updated["quota"]["limit"])
        self.assertEqual((200, ""), self.call(api, value))

    def test_a_plan_throttles_each_key(self):
        api, plan, value = self.keyed(throttle={"rateLimit": 0.01, "burstLimit": 1})
        another = self.key(plan)["value"]
        self.assertEqual((200, ""), self.call(api, value))
        self.assertEqual((429, "Too Many Requests"), self.call(api, value))
        self.assertEqual((200, ""), self.call(api, another))

        change = [{"op": "replace", "path": "/throttle/rateLimit", "value": "0.5"}]
        updated = self.gateway.update_usage_plan(usagePlanId=plan, patchOperations=change)
        self.assertEqual(0.5, updated["throttle"]["rateLimit"])


class Sizes(ApiTest):
    def test_a_body_of_10_megabytes_is_stored_and_a_larger_one_is_refused(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        self.assertEqual(200, self.send(api, bytes(10 * MEGABYTE)).status)
        answer = self.send(api, bytes(10 * MEGABYTE + 1))
        self.assertEqual((413, {"message": "Request Too Long"}), (answer.status, answer.json))
        self.assertEqual(1, self.s3.list_objects_v2(Bucket=bucket)["KeyCount"])

    def test_a_body_in_chunks_is_limited_too(self):
        bucket = self.bucket()
        api = self.deployed(bucket)
        for parts, status in ((2, 200), (11, 413)):
            connection = http.client.HTTPConnection(urlsplit(self.endpoint).netloc, timeout=30)
            body = (bytes(MEGABYTE) for _ in range(parts))
            connection.request("POST", f"/_emulator/api/{api}/v1/table/orders/object", body, {})
            self.assertEqual(status, connection.getresponse().status)
            connection.close()
        (found,) = self.s3.list_objects_v2(Bucket=bucket)["Contents"]
        self.assertEqual(2 * MEGABYTE, found["Size"])
