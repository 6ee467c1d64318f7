"""Trails: their two names, and the data events that they send."""

import json

from ..harness import ACCOUNT, REGION, EmulatorTest, client, eventually

WRITES = {"Field": "readOnly", "Equals": ["false"]}


class Trails(EmulatorTest):
    def trail(self, *conditions, logging=True):
        """A trail with the data events of S3 that meet these conditions: its ARN."""
        created = self.cloudtrail.create_trail(Name=self.name("trail"), S3BucketName=self.bucket())
        arn = created["TrailARN"]
        fields = {"eventCategory": "Data", "resources.type": "AWS::S3::Object"}
        fixed = [{"Field": name, "Equals": [value]} for name, value in fields.items()]
        self.cloudtrail.put_event_selectors(
            TrailName=arn,
            AdvancedEventSelectors=[{"Name": "all", "FieldSelectors": [*fixed, *conditions]}],
        )
        if logging:
            self.cloudtrail.start_logging(Name=arn)
        self.addCleanup(self.cloudtrail.delete_trail, Name=arn)
        return arn

    def of(self, bucket):
        return {"Field": "resources.ARN", "StartsWith": [f"arn:aws:s3:::{bucket}/"]}

    def listened(self, bucket, **detail):
        """The URL of a queue that gets the events of a bucket's calls."""
        name = self.name("rule")
        pattern = {
            "source": ["aws.s3"],
            "detail-type": ["AWS API Call via CloudTrail"],
            "detail": {"requestParameters": {"bucketName": [bucket]}, **detail},
        }
        rule = self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))["RuleArn"]
        url, arn = self.queue(rule)
        self.events.put_targets(Rule=name, Targets=[{"Id": "queue", "Arn": arn}])
        return url

    def test_a_trail_is_known_by_its_name_and_by_its_arn(self):
        first, second = self.trail(), self.trail()
        name = second.rpartition("/")[2]
        for named in (name, second):
            found = self.cloudtrail.describe_trails(trailNameList=[named])["trailList"]
            self.assertEqual([second], [each["TrailARN"] for each in found])
            self.cloudtrail.stop_logging(Name=named)
            self.assertFalse(self.cloudtrail.get_trail_status(Name=named)["IsLogging"])
            self.cloudtrail.start_logging(Name=named)
            self.assertTrue(self.cloudtrail.get_trail_status(Name=named)["IsLogging"])
        every = self.cloudtrail.describe_trails()["trailList"]
        self.assertLessEqual({first, second}, {each["TrailARN"] for each in every})

    def test_a_trail_that_is_not_there_is_not_found(self):
        absent = f"arn:aws:cloudtrail:{REGION}:{ACCOUNT}:trail/absent"
        for call in ("delete_trail", "start_logging"):
            code = self.error_code(getattr(self.cloudtrail, call), Name=absent)
            self.assertEqual("TrailNotFoundException", code)

    def test_a_write_is_told_with_its_caller_and_its_key(self):
        bucket = self.bucket()
        self.trail(WRITES, self.of(bucket))
        url = self.listened(bucket)
        self.s3.put_object(Bucket=bucket, Key="a b/ü", Body=b"1")
        event = self.messages(url)[0]
        detail = event["detail"]
        self.assertEqual("aws.s3", event["source"])
        self.assertEqual("PutObject", detail["eventName"])
        self.assertEqual({"bucketName": bucket, "key": "a b/ü"}, detail["requestParameters"])
        self.assertEqual(f"arn:aws:iam::{ACCOUNT}:root", detail["userIdentity"]["arn"])
        self.assertNotIn("sessionContext", detail["userIdentity"])
        self.assertEqual((False, False), (detail["readOnly"], detail["managementEvent"]))

    def test_a_role_is_named_by_its_session(self):
        bucket = self.bucket()
        self.trail(WRITES, self.of(bucket))
        url = self.listened(bucket)
        everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        self.as_role("s3", everything).delete_object(Bucket=bucket, Key="k")
        detail = self.messages(url)[0]["detail"]
        self.assertEqual("DeleteObject", detail["eventName"])
        issuer = detail["userIdentity"]["sessionContext"]["sessionIssuer"]["arn"]
        self.assertRegex(issuer, rf"^arn:aws:iam::{ACCOUNT}:role/role-\d+$")

    def test_what_is_refused_is_told_too(self):
        bucket = self.bucket()
        self.trail(WRITES, self.of(bucket))
        url = self.listened(bucket, errorCode=["AccessDenied"])
        nobody = self.as_role("s3", {"Effect": "Allow", "Action": "sqs:*", "Resource": "*"})
        self.error_code(nobody.put_object, Bucket=bucket, Key="by-role", Body=b"")
        deny = {
            "Effect": "Deny",
            "Principal": "*",
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{bucket}/*",
        }
        self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Statement": [deny]}))
        self.error_code(self.s3.put_object, Bucket=bucket, Key="by-policy", Body=b"")
        keys = {each["detail"]["requestParameters"]["key"] for each in self.messages(url, 2)}
        self.assertEqual({"by-role", "by-policy"}, keys)

    def test_each_kind_of_write_has_its_name(self):
        bucket = self.bucket()
        self.trail(WRITES, self.of(bucket))
        url = self.listened(bucket)
        put = {"Bucket": bucket, "Key": "k"}
        tags = {"TagSet": [{"Key": "a", "Value": "b"}]}
        self.s3.put_object(**put, Body=b"1")
        self.s3.copy_object(Bucket=bucket, Key="copy", CopySource=f"{bucket}/k")
        self.s3.complete_multipart_upload(**self.upload(self.s3, bucket, "whole"))
        self.s3.put_object_tagging(**put, Tagging=tags)
        self.s3.delete_object_tagging(**put)
        self.s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "k"}]})
        told = sorted(each["detail"]["eventName"] for each in self.messages(url, 8))
        self.assertEqual(
            [
                "CompleteMultipartUpload",
                "CopyObject",
                "CreateMultipartUpload",
                "DeleteObjectTagging",
                "DeleteObjects",
                "PutObject",
                "PutObjectTagging",
                "UploadPart",
            ],
            told,
        )

    def test_only_what_a_logging_trail_selects_is_told(self):
        bucket, other = self.bucket(), self.bucket()
        self.trail(WRITES, self.of(bucket), {"Field": "eventName", "NotEquals": ["PutObject"]})
        self.trail(WRITES, self.of(other), logging=False)
        self.trail({"Field": "readOnly", "Equals": ["true"]})
        urls = [self.listened(name) for name in (bucket, other)]
        for name in (bucket, other):
            self.s3.put_object(Bucket=name, Key="k", Body=b"1")
            self.s3.get_object(Bucket=name, Key="k")
        self.s3.delete_object(Bucket=bucket, Key="k")
        self.assertEqual("DeleteObject", self.messages(urls[0])[0]["detail"]["eventName"])
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=urls[1]))

    def test_a_rule_reaches_a_topic_whose_policy_lets_it(self):
        bucket = self.bucket()
        topics = [self.sns.create_topic(Name=self.name("topic"))["TopicArn"] for _ in range(2)]
        name = self.name("rule")
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        pattern = {"detail": {"bucket": {"name": [bucket]}}}
        rule = self.events.put_rule(Name=name, EventPattern=json.dumps(pattern))["RuleArn"]
        queues = []
        for topic in topics:
            url, queue = self.queue(topic)
            self.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=queue)
            queues.append(url)
        allow = {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sns:Publish",
            "Resource": topics[0],
            "Condition": {"ArnEquals": {"aws:SourceArn": rule}},
        }
        for topic in topics:
            self.sns.set_topic_attributes(
                TopicArn=topic,
                AttributeName="Policy",
                AttributeValue=json.dumps({"Version": "2012-10-17", "Statement": [allow]}),
            )
        targets = [{"Id": str(n), "Arn": topic} for n, topic in enumerate(topics)]
        self.events.put_targets(Rule=name, Targets=targets)
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")
        told = json.loads(self.messages(queues[0])[0]["Message"])
        self.assertEqual("k", told["detail"]["object"]["key"])
        for metric in ("TriggeredRules", "FailedInvocations"):
            eventually(lambda: self.samples(metric, name) == 1)
        self.assertNotIn("Messages", self.sqs.receive_message(QueueUrl=queues[1]))

    def samples(self, metric, rule):
        """How often a metric of a rule was put in the last minutes."""
        answer = self.cloudwatch.get_metric_statistics(
            Namespace="AWS/Events",
            MetricName=metric,
            Dimensions=[{"Name": "RuleName", "Value": rule}],
            StartTime=self.in_days(-0.01),
            EndTime=self.in_days(0.01),
            Period=3600,
            Statistics=["Sum"],
        )
        return sum(point["Sum"] for point in answer["Datapoints"])

    def test_a_call_on_a_trail_needs_the_right_to_it(self):
        trail = self.trail()
        allow = {"Effect": "Allow", "Action": "cloudtrail:*", "Resource": trail}
        other = self.trail()
        role = self.as_role("cloudtrail", allow)
        role.stop_logging(Name=trail)
        role.get_event_selectors(TrailName=trail.rpartition("/")[2])
        role.list_tags(ResourceIdList=[trail])
        code = self.error_code(role.stop_logging, Name=other)
        self.assertEqual("AccessDeniedException", code)
        self.assertIsNotNone(client("cloudtrail", self.endpoint).get_trail(Name=other))
