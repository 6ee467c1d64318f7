"""Faults hit whom they are meant for, for as long as they are meant to, and only where allowed."""

import contextlib
import json
import threading
import urllib.request
from urllib.error import HTTPError

from botocore.exceptions import ClientError
from moto.sts.models import sts_backends

from .harness import ACCOUNT, REGION, EmulatorTest, client, eventually


class Injected(EmulatorTest):
    def tearDown(self):
        self.control("DELETE", "faults")

    def control(self, verb, path, **body):
        data = json.dumps(body).encode() if body else None
        url = f"{self.endpoint}/_emulator/{path}"
        with urllib.request.urlopen(urllib.request.Request(url, data, method=verb)) as answer:
            return json.loads(answer.read())

    def statuses(self, bucket, count, s3=None, key="journal/k"):
        found = []
        for _ in range(count):
            try:
                answer = (s3 or self.s3).put_object(Bucket=bucket, Key=key, Body=b"x" * 9999)
            except ClientError as error:
                answer = error.response
            found.append(answer["ResponseMetadata"]["HTTPStatusCode"])
        return found

    def as_function(self, name):
        """S3 as the process of a function sees it, with a role that may do everything there."""
        with contextlib.suppress(ClientError):  # a function has one already
            self.iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")
        statement = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": statement})
        self.iam.put_role_policy(RoleName=name, PolicyName="s3", PolicyDocument=policy)
        arn = f"arn:aws:iam::{ACCOUNT}:role/{name}"
        backend = sts_backends[ACCOUNT]["aws"]
        role = backend.assume_role(REGION, name, arn, None, 3600, None)
        return client("s3", self.endpoint, role.access_key_id, role.secret_access_key)

    def test_a_share_of_the_requests_is_refused_the_same_one_each_time(self):
        bucket = self.bucket()
        runs = []
        for _ in range(2):
            self.control(
                "POST", "faults", bucket=bucket, method="PUT", prefix="journal/", rate=0.3, seed=7
            )
            runs.append(self.statuses(bucket, 30))
            told = self.control("GET", "faults")[0]
            self.control("DELETE", "faults")
        self.assertEqual(runs[0], runs[1])
        self.assertEqual({200, 503}, set(runs[0]))
        self.assertEqual((30, runs[0].count(503)), (told["met"], told["refused"]))
        self.assertEqual([200], self.statuses(bucket, 1))

    def test_what_does_not_match_is_spared(self):
        bucket = self.bucket()
        self.control("POST", "faults", bucket=bucket, method="PUT", prefix="journal/", status=500)
        self.assertEqual([200], self.statuses(bucket, 1, key="latest/k"))
        self.assertEqual([200], self.statuses(self.bucket(), 1))
        self.assertEqual([500], self.statuses(bucket, 1))
        with self.assertRaises(ClientError) as caught:
            self.s3.get_object(Bucket=bucket, Key="journal/k")
        self.assertEqual("NoSuchKey", caught.exception.response["Error"]["Code"])

    def test_a_fault_can_be_for_functions_alone_and_for_a_time(self):
        bucket, name = self.bucket(), self.function()
        function = self.as_function(name)
        self.control("POST", "faults", bucket=bucket, principal="function", seconds=3)
        self.assertEqual([503], self.statuses(bucket, 1, function))
        self.assertEqual([200], self.statuses(bucket, 1))
        self.assertEqual([200], self.statuses(bucket, 1, self.as_function("nobody")))
        eventually(lambda: self.statuses(bucket, 1, function) == [200])

    def test_a_process_is_killed_in_the_middle_of_its_work(self):
        name = self.live(Timeout=30)
        url, arn = self.queue()
        self.functions.put_function_event_invoke_config(
            FunctionName=name,
            Qualifier="live",
            MaximumRetryAttempts=0,
            DestinationConfig={"OnFailure": {"Destination": arn}},
        )
        self.invoke(name, Qualifier="live")
        self.assertEqual({"killed": 0}, self.control("POST", "kill", function=name))  # at rest
        event = {"do": "sleep", "seconds": 30}
        self.invoke(name, event, Qualifier="live", InvocationType="Event")
        eventually(lambda: len(self.handled(name)) == 2)
        self.assertEqual({"killed": 1}, self.control("POST", "kill", function=name))
        error = self.messages(url)[0]["responsePayload"]
        self.assertEqual("Runtime.ExitError", error["errorType"])
        self.assertIn("signal: kill", error["errorMessage"])
        self.assertNotIn("FunctionError", self.invoke(name, Qualifier="live")[0])

    def test_a_process_that_is_about_to_work_is_waited_for(self):
        name = self.live()
        self.invoke(name, Qualifier="live")
        later = threading.Timer(
            0.5,
            self.invoke,
            [name, {"do": "sleep", "seconds": 0.3}],
            {"Qualifier": "live", "InvocationType": "Event"},
        )
        later.start()
        self.assertEqual({"killed": 1}, self.control("POST", "kill", function=name, seconds=20))
        later.join()

    def test_events_of_a_prefix_are_lost_and_no_request_is_refused(self):
        bucket = self.bucket()
        url, arn = self.queue(f"arn:aws:s3:::{bucket}")
        self.control("POST", "faults", bucket=bucket, method="EVENT", prefix="lost/")
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket,
            NotificationConfiguration={
                "QueueConfigurations": [{"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}]
            },
        )
        self.assertEqual([200], self.statuses(bucket, 1, key="lost/k"))
        self.assertEqual([200], self.statuses(bucket, 1, key="kept/k"))
        told = [message.get("Records", []) for message in self.messages(url, 2)]
        names = [record["s3"]["object"]["key"] for records in told for record in records]
        self.assertEqual(["kept/k"], names)

    def test_a_request_that_makes_no_sense_is_refused(self):
        for status, path, body in (
            (400, "faults", {"bucket": "b", "colour": "red"}),
            (400, "faults", {"bucket": "b", "principal": "me"}),
            (400, "kill", {"name": "f"}),
            (400, "kill", {"function": "f", "seconds": "soon"}),
            (404, "tea", {"sugar": 1}),
        ):
            with self.subTest(body), self.assertRaises(HTTPError) as caught:
                self.control("POST", path, **body)
            self.assertEqual(status, caught.exception.code)
            with caught.exception as answer:
                self.assertIn("error", json.loads(answer.read()))
