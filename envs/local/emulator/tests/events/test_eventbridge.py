"""EventBridge: what S3 tells it, which rules listen, and where an event ends that cannot arrive."""

import json
from unittest.mock import patch

from botocore.exceptions import ClientError

from emulator.lambda_.functions import Functions

from ..harness import ACCOUNT, REGION, EmulatorTest, eventually


class Rules(EmulatorTest):
    def told(self, versioning="Enabled"):
        """A bucket that tells EventBridge."""
        bucket = self.bucket(versioning)
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        return bucket

    def rule(self, bucket, key=None, state="ENABLED"):
        """A rule for a bucket's objects: its name, and its ARN."""
        name = self.name("rule")
        pattern = {"source": ["aws.s3"], "detail": {"bucket": {"name": [bucket]}}}
        if key:
            pattern["detail"]["object"] = {"key": key}
        answer = self.events.put_rule(Name=name, EventPattern=json.dumps(pattern), State=state)
        return name, answer["RuleArn"]

    def target(self, rule, arn, **options):
        self.events.put_targets(Rule=rule, Targets=[{"Id": "target", "Arn": arn, **options}])

    def listened(self, bucket, **options):
        """The URL of a queue that gets what a rule lets through."""
        name, arn = self.rule(bucket, **options)
        url, queue = self.queue(arn)
        self.target(name, queue)
        return url

    def permit(self, function, rule_arn, **changes):
        options = {"Qualifier": "live", "SourceArn": rule_arn, "SourceAccount": ACCOUNT, **changes}
        self.functions.add_permission(
            FunctionName=function,
            StatementId="rule",
            Action="lambda:InvokeFunction",
            Principal="events.amazonaws.com",
            **{option: value for option, value in options.items() if value},
        )

    def live_arn(self, function):
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{function}:live"

    def dead_letter(self, url):
        """The event and the attributes of a message in a dead-letter queue."""
        answer = eventually(
            lambda: self.sqs.receive_message(QueueUrl=url, MessageAttributeNames=["All"]).get(
                "Messages"
            )
        )
        attributes = answer[0]["MessageAttributes"].items()
        return json.loads(answer[0]["Body"]), {n: value["StringValue"] for n, value in attributes}

    def test_an_event_has_the_shape_that_s3_documents(self):
        bucket = self.told()
        url = self.listened(bucket)
        answer = self.s3.put_object(Bucket=bucket, Key="a b/ü+%20.txt", Body=b"12345")
        event = self.messages(url)[0]
        self.assertRegex(event.pop("id"), r"^[0-9a-f-]{36}$")
        self.assertRegex(event.pop("time"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertRegex(event["detail"]["object"].pop("sequencer"), r"^00[0-9A-F]{16}$")
        self.assertEqual(
            {
                "version": "0",
                "detail-type": "Object Created",
                "source": "aws.s3",
                "account": ACCOUNT,
                "region": REGION,
                "resources": [f"arn:aws:s3:::{bucket}"],
                "detail": {
                    "version": "0",
                    "event-version": "1.2",
                    "bucket": {"name": bucket},
                    "object": {
                        "key": "a b/ü+%20.txt",
                        "size": 5,
                        "etag": answer["ETag"].strip('"'),
                        "version-id": answer["VersionId"],
                    },
                    "request-id": answer["ResponseMetadata"]["HTTPHeaders"]["x-amz-request-id"],
                    "requester": ACCOUNT,
                    "source-ip-address": "127.0.0.1",
                    "reason": "PutObject",
                },
            },
            event,
        )

    def test_each_kind_of_event_has_its_words_and_fields(self):
        bucket = self.told(versioning=None)
        url = self.listened(bucket)
        self.s3.put_object(Bucket=bucket, Key="k")
        self.s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "k"})
        self.s3.put_object_tagging(Bucket=bucket, Key="k", Tagging={"TagSet": []})
        self.s3.delete_object_tagging(Bucket=bucket, Key="k")
        self.s3.put_object_acl(Bucket=bucket, Key="k", ACL="private")
        self.s3.delete_object(Bucket=bucket, Key="k")
        self.s3.put_bucket_versioning(
            Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
        )
        marker = self.s3.delete_object(Bucket=bucket, Key="c")["VersionId"]
        self.s3.delete_object(Bucket=bucket, Key="c", VersionId=marker)
        everything = {"key", "size", "etag", "sequencer"}
        permanently = {"reason": "DeleteObject", "deletion-type": "Permanently Deleted"}
        marked = {"reason": "DeleteObject", "deletion-type": "Delete Marker Created"}
        self.assertCountEqual(
            [
                ("Object Created", {"reason": "PutObject"}, everything),
                ("Object Created", {"reason": "CopyObject"}, everything),
                ("Object Tags Added", {}, {"key", "etag"}),
                ("Object Tags Deleted", {}, {"key", "etag"}),
                ("Object ACL Updated", {}, {"key", "etag"}),
                ("Object Deleted", permanently, {"key", "sequencer"}),
                ("Object Deleted", marked, {"key", "etag", "version-id", "sequencer"}),
                ("Object Deleted", permanently, {"key", "version-id", "sequencer"}),
            ],
            [
                (
                    event["detail-type"],
                    {n: v for n, v in event["detail"].items() if n in marked},
                    set(event["detail"]["object"]),
                )
                for event in self.messages(url, 8)
            ],
        )

    def test_only_rules_that_are_enabled_and_match_get_an_event(self):
        bucket = self.told()
        both = [{"wildcard": "in/*.csv"}]
        urls = [
            self.listened(bucket, key=both),
            self.listened(bucket, key=[{"prefix": "in/"}]),
            self.listened(bucket, key=[{"suffix": ".csv"}]),
            self.listened(bucket, key=[{"anything-but": {"prefix": "in/"}}]),
        ]
        silent = [self.listened(bucket, state="DISABLED"), self.listened(f"{bucket}-2")]
        keys = ["in/a\nb.csv", "in/a.txt", "out/a.csv"]
        for key in keys:
            self.s3.put_object(Bucket=bucket, Key=key)
        expected = [keys[:1], keys[:2], [keys[0], keys[2]], keys[2:]]
        for url, wanted in zip(urls, expected):
            found = [m["detail"]["object"]["key"] for m in self.messages(url, len(wanted))]
            self.assertCountEqual(wanted, found)
        for url in silent:
            self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=url))

    def test_without_the_flag_the_bucket_tells_nothing(self):
        bucket = self.bucket()
        url = self.listened(bucket)
        self.s3.put_object(Bucket=bucket, Key="before")
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        self.s3.put_object(Bucket=bucket, Key="after")
        self.assertEqual("after", self.messages(url)[0]["detail"]["object"]["key"])

    def test_a_pattern_that_eventbridge_refuses_is_refused(self):
        for matcher in ({"prefix": "a", "suffix": "b"}, {"glob": "a*"}):
            with self.subTest(matcher), self.assertRaises(ClientError) as caught:
                self.rule("bucket", key=[matcher])
            code = caught.exception.response["Error"]["Code"]
            self.assertEqual("InvalidEventPatternException", code)

    def test_an_alias_is_invoked_with_its_qualifier_and_its_failure_is_lambdas_matter(self):
        bucket, function = self.told(), self.live(Environment={"Variables": {"FAIL_INIT": "1"}})
        name, arn = self.rule(bucket)
        self.permit(function, arn)
        dead, failed = self.queue(arn), self.queue()
        self.functions.put_function_event_invoke_config(
            FunctionName=function,
            Qualifier="live",
            DestinationConfig={"OnFailure": {"Destination": failed[1]}},
        )
        self.target(name, self.live_arn(function), DeadLetterConfig={"Arn": dead[1]})
        self.s3.put_object(Bucket=bucket, Key="k")
        envelope = self.messages(failed[0])[0]
        self.assertEqual("k", envelope["requestPayload"]["detail"]["object"]["key"])
        self.assertEqual(self.live_arn(function), envelope["requestContext"]["functionArn"])
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=dead[0]))

    def test_what_may_not_be_delivered_is_a_dead_letter_at_once(self):
        bucket, function = self.told(), self.live()
        for arn, code in (
            (self.live_arn(function), "NO_PERMISSIONS"),
            (self.live_arn("nobody"), "NO_RESOURCE"),
            (self.queue()[1], "NO_PERMISSIONS"),
            (self.queue()[1] + "-none", "NO_RESOURCE"),
        ):
            with self.subTest(arn):
                name, rule_arn = self.rule(bucket)
                url, queue = self.queue(rule_arn)
                if "function" in arn and code == "NO_PERMISSIONS":
                    self.permit(function, rule_arn, Qualifier=None)  # not that of the alias
                self.target(name, arn, DeadLetterConfig={"Arn": queue})
                with self.assertLogs("emulator.events.eventbridge", "ERROR") as logged:
                    self.s3.put_object(Bucket=bucket, Key="k")
                    event, told = self.dead_letter(url)
                self.assertIn(code, logged.output[0])
                self.assertEqual("k", event["detail"]["object"]["key"])
                self.assertTrue(told.pop("ERROR_MESSAGE"))
                self.assertEqual(
                    {"RULE_ARN": rule_arn, "TARGET_ARN": arn, "ERROR_CODE": code}, told
                )
                self.events.disable_rule(Name=name)

    def test_other_errors_are_tried_again_as_often_as_the_target_says(self):
        bucket, function = self.told(), self.live()
        name, rule_arn = self.rule(bucket)
        self.permit(function, rule_arn)
        url, queue = self.queue(rule_arn)
        self.target(
            name,
            self.live_arn(function),
            DeadLetterConfig={"Arn": queue},
            RetryPolicy={"MaximumRetryAttempts": 2, "MaximumEventAgeInSeconds": 60},
        )
        broken = {"side_effect": OSError("out of order")}
        with patch.object(Functions, "invoke_async", **broken) as calls, self.assertLogs():
            self.s3.put_object(Bucket=bucket, Key="k")
            _, told = self.dead_letter(url)
        self.assertEqual(3, calls.call_count)
        self.assertEqual("MaximumRetryAttempts", told["EXHAUSTED_RETRY_CONDITION"])
        self.assertEqual(("2", "out of order"), (told["RETRY_ATTEMPTS"], told["ERROR_MESSAGE"]))
        with patch.object(Functions, "invoke_async", **broken) as calls, self.assertLogs():
            self.s3.put_object(Bucket=bucket, Key="late")
            eventually(lambda: calls.called)
        eventually(lambda: self.handled(function))
        self.assertEqual("late", self.handled(function)[0]["detail"]["object"]["key"])

    def test_a_dead_letter_queue_that_is_closed_to_the_rule_loses_the_event_with_a_word(self):
        bucket = self.told()
        name, _ = self.rule(bucket)
        self.target(name, self.live_arn("nobody"), DeadLetterConfig={"Arn": self.queue()[1]})
        with self.assertLogs("emulator.events.eventbridge", "ERROR") as logged:
            self.s3.put_object(Bucket=bucket, Key="k")
            eventually(lambda: len(logged.output) == 2)
        self.assertIn("event dropped", logged.output[1])

    def test_an_event_of_ones_own_reaches_functions_and_queues_too(self):
        name = self.name("rule")
        source = self.name("source")
        pattern = json.dumps({"source": [source]})
        arn = self.events.put_rule(Name=name, EventPattern=pattern)["RuleArn"]
        function, (url, queue) = self.live(), self.queue(arn)
        self.permit(function, arn)
        targets = [{"Id": "q", "Arn": queue}, {"Id": "f", "Arn": self.live_arn(function)}]
        self.events.put_targets(Rule=name, Targets=targets)
        entry = {"Source": source, "DetailType": "made up", "Detail": '{"a": 1}'}
        self.events.put_events(Entries=[entry])
        event = self.messages(url)[0]
        self.assertRegex(event["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
        self.assertEqual({"a": 1}, event["detail"])
        eventually(lambda: self.handled(function))
        self.assertEqual(event, self.handled(function)[0])
