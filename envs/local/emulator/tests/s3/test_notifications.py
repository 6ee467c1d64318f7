"""A bucket's notifications are matched and refused as S3 does it."""

import json

from botocore.exceptions import ClientError

from ..harness import ACCOUNT, REGION, EmulatorTest, eventually, send_policy

OVERLAP = (
    "Configurations overlap. Configurations on the same bucket cannot share a common event type."
)
AMBIGUOUS = (
    "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the "
    "prefixes are overlapping for the same event type."
)
CREATED, PUT = "s3:ObjectCreated:*", "s3:ObjectCreated:Put"


class Notifications(EmulatorTest):
    def notified(self):
        """A bucket, and a queue that it may notify."""
        bucket = self.bucket()
        return (bucket, *self.queue(f"arn:aws:s3:::{bucket}"))

    def configure(self, bucket, arn, *rules):
        """Each rule: its events, prefix and suffix."""
        targets = []
        for events, prefix, suffix in rules:
            values = {"prefix": prefix, "suffix": suffix}
            named = [{"Name": name, "Value": value} for name, value in values.items() if value]
            filtered = {"Filter": {"Key": {"FilterRules": named}}} if named else {}
            targets.append({"QueueArn": arn, "Events": events, **filtered})
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": targets}
        )

    def refused(self, *rules):
        bucket, _, arn = self.notified()
        with self.assertRaises(ClientError) as caught:
            self.configure(bucket, arn, *rules)
        answer = self.s3.get_bucket_notification_configuration(Bucket=bucket)
        self.assertNotIn("QueueConfigurations", answer)
        error = caught.exception.response
        self.assertEqual(400, error["ResponseMetadata"]["HTTPStatusCode"])
        self.assertEqual("InvalidArgument", error["Error"]["Code"])
        return error["Error"]["Message"]

    def keys(self, url, count):
        records = [message["Records"][0] for message in self.messages(url, count)]
        return [record["s3"]["object"]["key"] for record in records]

    def test_a_filter_that_is_form_encoded_matches_the_keys_that_it_means(self):
        for prefix, suffix, key in (
            ("dt%3D2026/", "", "dt=2026/k"),
            ("a+b/", "", "a b/k"),
            ("a%2Bb/", "", "a+b/k"),
            ("", "%C3%BC.json", "k-ü.json"),
            ("in%2Fdt%3d1", "", "in/dt=1/k"),
        ):
            with self.subTest(key=key):
                bucket, url, arn = self.notified()
                self.configure(bucket, arn, ([CREATED], prefix, suffix))
                self.messages(url)  # the test event
                self.s3.put_object(Bucket=bucket, Key="other")
                self.s3.put_object(Bucket=bucket, Key=key)
                self.assertEqual(1, len(self.keys(url, 1)))

    def test_a_filter_that_is_not_encoded_matches_nothing_and_the_log_says_so(self):
        bucket, url, arn = self.notified()
        with self.assertLogs("emulator.s3.corrections_notifications", "WARNING") as logged:
            tagged = ["s3:ObjectTagging:*"], "", ""
            self.configure(bucket, arn, ([CREATED], "dt=2026/", ""), tagged)
        self.assertIn("dt=2026/", logged.output[0])
        self.messages(url)
        self.s3.put_object(Bucket=bucket, Key="dt=2026/k")
        self.s3.put_object_tagging(Bucket=bucket, Key="dt=2026/k", Tagging={"TagSet": []})
        self.assertEqual(["dt%3D2026/k"], self.keys(url, 1))

    def test_rules_that_share_an_event_are_refused_where_their_filters_overlap(self):
        for one, other in (
            (([CREATED], "", ".gz"), ([CREATED], "", ".tar.gz")),
            (([CREATED], "", ".json"), ([CREATED], "", ".json")),
            (([CREATED], "in/", ".gz"), ([PUT], "in/2026/", ".gz")),
            (([CREATED], "in/", ""), ([CREATED], "", ".gz")),
            (([CREATED], "", ""), ([CREATED], "in/", "")),
        ):
            with self.subTest(one=one, other=other):
                self.assertEqual(AMBIGUOUS, self.refused(one, other))
                self.assertEqual(AMBIGUOUS, self.refused(other, one))

    def test_rules_without_filters_and_one_rule_are_refused_for_events_that_overlap(self):
        self.assertEqual(OVERLAP, self.refused(([CREATED], "", ""), ([PUT], "", "")))
        self.assertEqual(OVERLAP, self.refused(([CREATED, PUT], "", "")))
        self.assertEqual(OVERLAP, self.refused(([PUT, PUT], "in/", "")))

    def test_rules_that_differ_in_events_prefix_or_suffix_are_taken(self):
        for one, other in (
            (([CREATED], "", ".gz"), ([CREATED], "", ".json")),
            (([CREATED], "in/", ""), ([CREATED], "out/", "")),
            (([PUT], "", ".gz"), (["s3:ObjectCreated:Copy"], "", ".gz")),
            ((["s3:ObjectCreated:Copy", PUT], "", ""), (["s3:ObjectRemoved:*"], "", "")),
        ):
            with self.subTest(one=one, other=other):
                bucket, _, arn = self.notified()
                self.configure(bucket, arn, one, other)

    def test_one_event_of_several_rules_comes_once(self):
        bucket, url, arn = self.notified()
        self.configure(bucket, arn, ([CREATED], "", ".gz"), ([CREATED], "", ".json"))
        self.messages(url)
        for key in ("a.gz", "b.json", "c.txt", "d.tar.gz"):
            self.s3.put_object(Bucket=bucket, Key=key)
        self.assertCountEqual(["a.gz", "b.json", "d.tar.gz"], self.keys(url, 3))

    def test_a_single_event_is_told_and_its_neighbours_are_not(self):
        bucket, url, arn = self.notified()
        self.configure(bucket, arn, ([PUT, "s3:ObjectRemoved:Delete"], "", ""))
        self.messages(url)
        self.s3.put_object(Bucket=bucket, Key="put")
        self.s3.copy_object(Bucket=bucket, Key="copy", CopySource=f"{bucket}/put")
        marker = self.s3.delete_object(Bucket=bucket, Key="copy")["VersionId"]
        self.s3.delete_object(Bucket=bucket, Key="copy", VersionId=marker)
        self.assertCountEqual(["put", "copy"], self.keys(url, 2))

    def test_every_event_of_s3_is_taken_and_others_are_refused(self):
        bucket, _, arn = self.notified()
        names = ["s3:Replication:*", "s3:ReducedRedundancyLostObject", "s3:ObjectAnnotation:*"]
        self.configure(bucket, arn, ([*names, "s3:LifecycleExpiration:Delete", PUT], "", ""))
        for name in ("s3:ObjectCreated:Puts", "ObjectCreated:Put", "s3:", "s3:*", "s3:objectacl"):
            with self.subTest(name):
                message = self.refused(([name], "", ""))
                self.assertIn(f"The event '{name}' is not supported for notifications", message)
                self.assertIn("s3:Replication:*", message)

    def test_a_rule_of_a_filter_may_be_capitalised_and_must_be_known(self):
        bucket, _, arn = self.notified()
        for name, wanted in (("Prefix", None), ("infix", "must be either prefix or suffix")):
            rules = {"FilterRules": [{"Name": name, "Value": "in/"}]}
            target = {"QueueArn": arn, "Events": [PUT], "Filter": {"Key": rules}}
            given = {"QueueConfigurations": [target]}
            put = self.s3.put_bucket_notification_configuration
            if wanted is None:
                put(Bucket=bucket, NotificationConfiguration=given)
                continue
            with self.assertRaises(ClientError) as caught:
                put(Bucket=bucket, NotificationConfiguration=given)
            self.assertIn(wanted, caught.exception.response["Error"]["Message"])

    def test_a_filter_may_be_empty_and_has_one_rule_of_a_kind(self):
        bucket, url, arn = self.notified()
        given = [{"Name": "Prefix", "Value": ""}, {"Name": "Suffix", "Value": ".gz"}]
        for filters, code in ((given, None), ([given[0], given[0]], "InvalidArgument")):
            rule = {"QueueArn": arn, "Events": [PUT], "Filter": {"Key": {"FilterRules": filters}}}
            configuration = {"QueueConfigurations": [{"Id": "one", **rule}]}
            put = self.s3.put_bucket_notification_configuration
            options = {"Bucket": bucket, "NotificationConfiguration": configuration}
            if code:
                self.assertEqual(code, self.error_code(put, **options))
            else:
                put(**options)
        (told,) = configuration_of(self.s3, bucket)["QueueConfigurations"]
        self.assertEqual({"Key": {"FilterRules": given}}, told["Filter"])
        self.messages(url)
        self.s3.put_object(Bucket=bucket, Key="k.gz")
        self.assertEqual(["k.gz"], self.keys(url, 1))


def configuration_of(s3, bucket):
    answer = s3.get_bucket_notification_configuration(Bucket=bucket)
    return {name: value for name, value in answer.items() if name != "ResponseMetadata"}


def key_filter(prefix, suffix):
    values = {"Prefix": prefix, "Suffix": suffix}
    return {"Key": {"FilterRules": [{"Name": n, "Value": v} for n, v in values.items() if v]}}


class RulesOfOthers(EmulatorTest):
    """A bucket that several notify of, each with rules of their own."""

    def topic(self, *sources):
        """A topic to which those buckets may publish, and the queue that it passes messages to."""
        topic = self.sns.create_topic(Name=self.name("topic"))["TopicArn"]
        url, queue = self.queue()
        self.sns.subscribe(
            TopicArn=topic,
            Protocol="sqs",
            Endpoint=queue,
            Attributes={"RawMessageDelivery": "true"},
        )
        for source in sources:
            policy = json.dumps(send_policy(topic, source))
            policy = policy.replace("sqs:SendMessage", "sns:Publish")
            self.sns.set_topic_attributes(
                TopicArn=topic, AttributeName="Policy", AttributeValue=policy
            )
        return topic, url

    def permitted(self, *sources):
        """The ARN of an alias that those buckets may invoke, and the function's name."""
        name = self.live()
        for number, source in enumerate(sources):
            self.permit(name, f"s{number}", source)
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}:live", name

    def permit(self, name, sid, source):
        self.functions.add_permission(
            FunctionName=name,
            Qualifier="live",
            StatementId=sid,
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
            SourceArn=source,
            SourceAccount=ACCOUNT,
        )

    def put(self, bucket, **configuration):
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration=configuration
        )

    def events_of(self, name, bucket):
        records = [r for event in self.handled(name) for r in event.get("Records", [])]
        return [r["s3"] for r in records if r["s3"]["bucket"]["name"] == bucket]

    def test_what_was_put_comes_back_as_it_was_and_can_be_put_again_beside_another_rule(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        (function, _), (_, queue) = self.permitted(source), self.queue(source)
        topic, _ = self.topic(source)
        foreign = {
            "LambdaFunctionConfigurations": [
                {
                    "Id": "tf-s3-lambda-20260101000000000000000001",
                    "LambdaFunctionArn": function,
                    "Events": [PUT, "s3:ObjectCreated:Copy"],
                    "Filter": key_filter("dt%3D2026/%C3%BC+%2B/", ".j~s(o)n!"),
                }
            ],
            "QueueConfigurations": [
                {
                    "Id": " An id & <others> \"ü\" ",
                    "QueueArn": queue,
                    "Events": ["s3:ObjectRemoved:*"],
                    "Filter": key_filter(" raw <&> '\"/", ".é "),
                }
            ],
            "TopicConfigurations": [
                {
                    "Id": "NTdkZjk1",
                    "TopicArn": topic,
                    "Events": ["s3:ObjectTagging:*"],
                    "Filter": key_filter("", "%20"),
                }
            ],
            "EventBridgeConfiguration": {},
        }
        self.put(bucket, **foreign)
        self.assertEqual(foreign, configuration_of(self.s3, bucket))

        ours = {"Id": "ours", "QueueArn": queue, "Events": ["s3:ObjectAcl:Put"]}
        read = configuration_of(self.s3, bucket)
        both = {**read, "QueueConfigurations": [*read["QueueConfigurations"], ours]}
        self.put(bucket, **both)
        self.assertEqual(both, configuration_of(self.s3, bucket))

    def test_a_function_a_queue_and_a_topic_of_one_bucket_are_each_notified(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        (arn, name), (url, queue), (topic, topic_url) = (
            self.permitted(source), self.queue(source), self.topic(source)
        )
        rule = {"Events": [CREATED]}
        self.put(
            bucket,
            LambdaFunctionConfigurations=[
                {**rule, "LambdaFunctionArn": arn, "Filter": key_filter("function/", "")}
            ],
            QueueConfigurations=[{**rule, "QueueArn": queue, "Filter": key_filter("queue/", "")}],
            TopicConfigurations=[{**rule, "TopicArn": topic, "Filter": key_filter("topic/", "")}],
        )
        for kind in ("function", "queue", "topic"):
            self.s3.put_object(Bucket=bucket, Key=f"{kind}/k")
        for key, at in (("queue/k", url), ("topic/k", topic_url)):
            test, event = self.messages(at, 2)
            self.assertEqual("s3:TestEvent", test["Event"])
            self.assertEqual(key, event["Records"][0]["s3"]["object"]["key"])
        told = eventually(lambda: self.events_of(name, bucket))
        self.assertEqual(["function/k"], [event["object"]["key"] for event in told])

    def test_rules_that_overlap_are_refused_for_different_kinds_of_targets_too(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        (function, _), (_, queue), (topic, _) = (
            self.permitted(source), self.queue(source), self.topic(source)
        )
        targets = {
            "LambdaFunctionConfigurations": {"LambdaFunctionArn": function},
            "QueueConfigurations": {"QueueArn": queue},
            "TopicConfigurations": {"TopicArn": topic},
        }
        put = self.s3.put_bucket_notification_configuration
        for one in targets:
            for other in targets.keys() - {one}:
                with self.subTest(one=one, other=other):
                    overlapping = {
                        one: [{**targets[one], "Events": [CREATED]}],
                        other: [{**targets[other], "Events": [PUT]}],
                    }
                    options = {"Bucket": bucket, "NotificationConfiguration": overlapping}
                    self.assertEqual("InvalidArgument", self.error_code(put, **options))
        self.assertEqual({}, configuration_of(self.s3, bucket))

    def test_an_id_is_given_once_in_a_bucket(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        (function, _), (_, queue) = self.permitted(source), self.queue(source)
        same = {
            "LambdaFunctionConfigurations": [
                {"Id": "a", "LambdaFunctionArn": function, "Events": [PUT]}
            ],
            "QueueConfigurations": [
                {"Id": "a", "QueueArn": queue, "Events": ["s3:ObjectRemoved:*"]}
            ],
        }
        put = self.s3.put_bucket_notification_configuration
        code = self.error_code(put, Bucket=bucket, NotificationConfiguration=same)
        self.assertEqual("InvalidArgument", code)

    def test_a_topic_that_s3_may_not_publish_to_is_refused(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        put = self.s3.put_bucket_notification_configuration
        for topic in (self.topic()[0], self.topic(f"{source}-2")[0], f"{self.topic()[0]}-none"):
            rule = {"TopicArn": topic, "Events": [PUT]}
            wanted = {"TopicConfigurations": [rule]}
            code = self.error_code(put, Bucket=bucket, NotificationConfiguration=wanted)
            self.assertEqual("InvalidArgument", code)

    def test_rules_of_the_same_id_in_two_buckets_reach_the_same_function_and_queue(self):
        buckets = [self.bucket(), self.bucket()]
        sources = [f"arn:aws:s3:::{bucket}" for bucket in buckets]
        (arn, name), (url, queue) = self.permitted(*sources), self.queue(sources[0])
        policy = send_policy(queue, sources[0])
        policy["Statement"][0]["Condition"]["ArnEquals"]["aws:SourceArn"] = sources
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": json.dumps(policy)})
        for bucket in buckets:
            self.put(
                bucket,
                LambdaFunctionConfigurations=[
                    {"Id": "object-ledger", "LambdaFunctionArn": arn, "Events": [CREATED]}
                ],
                QueueConfigurations=[
                    {"Id": "other", "QueueArn": queue, "Events": ["s3:ObjectRemoved:*"]}
                ],
            )
        self.messages(url, 2)  # the test events
        for bucket in buckets:
            self.s3.put_object(Bucket=bucket, Key=f"of-{bucket}")
            self.s3.delete_object(Bucket=bucket, Key=f"of-{bucket}")
        for bucket in buckets:
            (told,) = eventually(lambda: self.events_of(name, bucket))
            self.assertEqual("object-ledger", told["configurationId"])
            self.assertEqual(f"of-{bucket}", told["object"]["key"])
        removed = [message["Records"][0]["s3"] for message in self.messages(url, 2)]
        self.assertCountEqual(buckets, [event["bucket"]["name"] for event in removed])

    def test_a_permission_counts_for_its_bucket_alone(self):
        bucket, other = self.bucket(), self.bucket()
        arn, _ = self.permitted(f"arn:aws:s3:::{bucket}")
        rule = {"LambdaFunctionArn": arn, "Events": [CREATED]}
        self.put(bucket, LambdaFunctionConfigurations=[rule])
        with self.assertRaises(ClientError) as caught:
            self.put(other, LambdaFunctionConfigurations=[rule])
        self.assertEqual("InvalidArgument", caught.exception.response["Error"]["Code"])
