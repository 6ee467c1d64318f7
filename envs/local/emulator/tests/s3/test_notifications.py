"""A bucket's notifications are matched and refused as S3 does it."""

from botocore.exceptions import ClientError

from ..harness import EmulatorTest

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
