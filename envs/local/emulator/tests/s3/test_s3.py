"""S3 behaves like AWS where moto does not: its events, conditional requests, keys and policies."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from unittest.mock import patch
from urllib.parse import urlsplit

from botocore.exceptions import ClientError
from moto.s3.models import S3Backend

from ..harness import ACCOUNT, REGION, EmulatorTest, client, eventually, send_policy


class Events(EmulatorTest):
    def watched(self, versioning="Enabled", **configuration):
        """A bucket whose events go to a queue."""
        bucket = self.bucket(versioning)
        url, arn = self.queue(f"arn:aws:s3:::{bucket}")
        names = [f"s3:Object{kind}:*" for kind in ("Created", "Removed", "Tagging")]
        names.append("s3:ObjectAcl:Put")
        target = {"Id": "all", "QueueArn": arn, "Events": names, **configuration}
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [target]}
        )
        test = self.messages(url)[0]
        self.assertEqual(("s3:TestEvent", bucket), (test["Event"], test["Bucket"]))
        return bucket, url

    def records(self, url, count=1):
        return [message["Records"][0] for message in self.messages(url, count)]

    def test_an_event_has_the_shape_that_s3_documents(self):
        bucket, url = self.watched()
        answer = self.s3.put_object(Bucket=bucket, Key="a b/ü+.txt", Body=b"12345", Tagging="a=b")
        record = self.records(url)[0]
        headers = answer["ResponseMetadata"]["HTTPHeaders"]
        self.assertRegex(record.pop("eventTime"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        self.assertRegex(record["s3"]["object"].pop("sequencer"), r"^00[0-9A-F]{16}$")
        self.assertEqual(
            {
                "eventVersion": "2.1",
                "eventSource": "aws:s3",
                "awsRegion": REGION,
                "eventName": "ObjectCreated:Put",
                "userIdentity": {"principalId": "AWS:local"},
                "requestParameters": {"sourceIPAddress": "127.0.0.1"},
                "responseElements": {
                    "x-amz-request-id": headers["x-amz-request-id"],
                    "x-amz-id-2": headers["x-amz-id-2"],
                },
                "s3": {
                    "s3SchemaVersion": "1.0",
                    "configurationId": "all",
                    "bucket": {
                        "name": bucket,
                        "ownerIdentity": {"principalId": ACCOUNT},
                        "arn": f"arn:aws:s3:::{bucket}",
                    },
                    "object": {
                        "key": "a+b/%C3%BC%2B.txt",
                        "size": 5,
                        "eTag": answer["ETag"].strip('"'),
                        "versionId": answer["VersionId"],
                    },
                },
            },
            record,
        )

    def test_the_version_is_absent_where_there_is_none_and_null_while_suspended(self):
        for versioning, expected in ((None, None), ("Suspended", "null")):
            bucket, url = self.watched(versioning)
            self.s3.put_object(Bucket=bucket, Key="k")
            self.assertEqual(expected, self.records(url)[0]["s3"]["object"].get("versionId"))

    def test_each_deletion_is_reported_once_by_its_own_name(self):
        bucket, url = self.watched()
        version = self.s3.put_object(Bucket=bucket, Key="k")["VersionId"]
        marker = self.s3.delete_object(Bucket=bucket, Key="k")["VersionId"]
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId=version)
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId=version)  # gone: no event
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId=marker)
        empty = "d41d8cd98f00b204e9800998ecf8427e"
        objects = [(r["eventName"], r["s3"]["object"]) for r in self.records(url, 4)]
        self.assertCountEqual(
            [
                ("ObjectCreated:Put", version, 0, empty),
                ("ObjectRemoved:DeleteMarkerCreated", marker, None, empty),
                ("ObjectRemoved:Delete", version, None, None),
                ("ObjectRemoved:Delete", marker, None, None),
            ],
            [(name, o["versionId"], o.get("size"), o.get("eTag")) for name, o in objects],
        )

    def test_one_request_that_deletes_many_sends_an_event_for_each(self):
        bucket, url = self.watched()
        version = self.s3.put_object(Bucket=bucket, Key="a")["VersionId"]
        self.s3.put_object(Bucket=bucket, Key="b")
        self.records(url, 2)
        objects = [{"Key": "a", "VersionId": version}, {"Key": "b"}]
        self.s3.delete_objects(Bucket=bucket, Delete={"Objects": objects})
        names = {r["s3"]["object"]["key"]: r["eventName"] for r in self.records(url, 2)}
        self.assertEqual(
            {"a": "ObjectRemoved:Delete", "b": "ObjectRemoved:DeleteMarkerCreated"}, names
        )

    def test_a_multipart_upload_a_copy_and_tags_send_one_event_each(self):
        bucket, url = self.watched()
        upload = self.s3.create_multipart_upload(Bucket=bucket, Key="m", Tagging="a=b")["UploadId"]
        part = self.s3.upload_part(Bucket=bucket, Key="m", UploadId=upload, PartNumber=1, Body=b"1")
        parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
        self.s3.complete_multipart_upload(
            Bucket=bucket, Key="m", UploadId=upload, MultipartUpload=parts
        )
        source = {"Bucket": bucket, "Key": "m"}
        self.s3.copy_object(
            Bucket=bucket, Key="c", CopySource=source, TaggingDirective="REPLACE", Tagging="x=y"
        )
        self.s3.put_object_tagging(Bucket=bucket, Key="c", Tagging={"TagSet": []})
        self.s3.delete_object_tagging(Bucket=bucket, Key="c")
        self.s3.put_object_acl(Bucket=bucket, Key="c", ACL="private")
        records = self.records(url, 5)
        self.assertCountEqual(
            [
                "ObjectCreated:CompleteMultipartUpload",
                "ObjectCreated:Copy",
                "ObjectTagging:Put",
                "ObjectTagging:Delete",
                "ObjectAcl:Put",
            ],
            [record["eventName"] for record in records],
        )
        for record in records:
            if "Created" not in record["eventName"]:
                self.assertEqual({"key", "versionId", "eTag"}, set(record["s3"]["object"]))

    def test_the_sequencer_follows_the_order_of_concurrent_writes(self):
        bucket, url = self.watched()

        def put(number):
            self.s3.put_object(Bucket=bucket, Key="k", Body=b"x" * number)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(put, range(1, 41)))
        objects = [record["s3"]["object"] for record in self.records(url, 40)]
        last = max(objects, key=lambda o: o["sequencer"])
        now = self.s3.head_object(Bucket=bucket, Key="k")
        self.assertEqual(now["VersionId"], last["versionId"])
        self.assertEqual(40, len({o["sequencer"] for o in objects}))

    def test_a_filter_is_followed_and_a_refused_request_sends_nothing(self):
        rules = {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}
        bucket, url = self.watched(Filter={"Key": rules})
        self.s3.put_object(Bucket=bucket, Key="out/k")
        self.s3.put_object(Bucket=bucket, Key="in/k")
        with self.assertRaises(ClientError):
            self.s3.put_object(Bucket=bucket, Key="in/refused", Tagging="aws%3Atag=x")
        self.assertEqual("in/k", self.records(url)[0]["s3"]["object"]["key"])

    def notify(self, bucket, arn):
        target = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": [target]}
        )

    def test_a_queue_that_s3_may_not_send_to_is_refused(self):
        bucket = self.bucket()
        source = f"arn:aws:s3:::{bucket}"
        foreign, other = self.queue()
        policy = json.dumps(send_policy(other, source, "111111111111"))
        self.sqs.set_queue_attributes(QueueUrl=foreign, Attributes={"Policy": policy})
        before = self.s3.get_bucket_notification_configuration(Bucket=bucket)
        for arn in (self.queue()[1], self.queue(f"{source}-2")[1], other, f"{other}-none"):
            with self.assertRaises(ClientError) as caught:
                self.notify(bucket, arn)
            self.assertEqual("InvalidArgument", caught.exception.response["Error"]["Code"])
        after = self.s3.get_bucket_notification_configuration(Bucket=bucket)
        for answer in before, after:
            del answer["ResponseMetadata"]
        self.assertEqual(before, after)

    def test_an_event_is_dropped_with_a_word_when_the_queue_has_closed(self):
        bucket, url = self.watched()
        self.sqs.set_queue_attributes(QueueUrl=url, Attributes={"Policy": ""})
        with self.assertLogs("emulator.s3.event_notifications", "ERROR") as logged:
            self.s3.put_object(Bucket=bucket, Key="k")
            eventually(lambda: logged.output)
        self.assertIn("not permitted to notify", logged.output[0])


class Requests(EmulatorTest):
    def refused(self, status, call, **options):
        with self.assertRaises(ClientError) as caught:
            call(**options)
        self.assertEqual(status, caught.exception.response["ResponseMetadata"]["HTTPStatusCode"])
        return caught.exception.response["ResponseMetadata"]["HTTPHeaders"]

    def test_any_legal_key_comes_back(self):
        bucket = self.bucket()
        keys = ["new\nline", "a?b", "a#b", "a%2Fb", "//x", "a//b", "a/../b", "../up", "/lead"]
        keys += ["trail/", "\U0001f600", "a+b c", "a&<b>=c", "tab\tcr\r", "x" * 1024]
        for key in keys:
            self.s3.put_object(Bucket=bucket, Key=key, Body=key.encode())
            body = self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()
            self.assertEqual(key, body.decode())
        listed = self.s3.list_objects_v2(Bucket=bucket)["Contents"]
        versions = self.s3.list_object_versions(Bucket=bucket)["Versions"]
        self.assertEqual(set(keys), {item["Key"] for item in listed})
        self.assertEqual(set(keys), {item["Key"] for item in versions})

    def test_of_concurrent_conditional_writes_one_wins(self):
        bucket = self.bucket()

        def put(_):
            try:
                self.s3.put_object(Bucket=bucket, Key="k", Body=b"1", IfNoneMatch="*")
                return 200
            except ClientError as error:
                return error.response["ResponseMetadata"]["HTTPStatusCode"]

        original = S3Backend.put_object

        def slow(*arguments, **options):
            time.sleep(0.02)  # so that requests would meet between the test and the write
            return original(*arguments, **options)

        with patch.object(S3Backend, "put_object", slow), ThreadPoolExecutor(8) as pool:
            self.assertEqual([200] + [412] * 15, sorted(pool.map(put, range(16))))

    def test_if_match_compares_and_needs_an_object(self):
        bucket = self.bucket()
        put = self.s3.put_object
        self.refused(404, put, Bucket=bucket, Key="k", IfMatch='"x"')
        tag = put(Bucket=bucket, Key="k")["ETag"]
        self.refused(412, put, Bucket=bucket, Key="k", IfMatch='"x"')
        put(Bucket=bucket, Key="k", Body=b"2", IfMatch=tag)

    def test_another_expected_owner_is_refused(self):
        bucket = self.bucket()
        for call, options in (
            (self.s3.put_object, {"Key": "k"}),
            (self.s3.head_object, {"Key": "k"}),
            (self.s3.list_objects_v2, {}),
        ):
            other = "111111111111"
            self.refused(403, call, Bucket=bucket, ExpectedBucketOwner=other, **options)
        self.s3.put_object(Bucket=bucket, Key="k", ExpectedBucketOwner=ACCOUNT)

    def test_the_head_of_a_delete_marker_says_so(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="k")
        marker = self.s3.delete_object(Bucket=bucket, Key="k")["VersionId"]
        head = self.s3.head_object
        headers = self.refused(404, head, Bucket=bucket, Key="k")
        self.assertEqual("true", headers["x-amz-delete-marker"])
        self.refused(405, head, Bucket=bucket, Key="k", VersionId=marker)

    def test_the_version_null_is_found_in_a_bucket_without_versions(self):
        for versioning in (None, "Suspended"):
            bucket = self.bucket(versioning)
            self.s3.put_object(Bucket=bucket, Key="k")
            self.s3.head_object(Bucket=bucket, Key="k", VersionId="null")

    def test_a_head_tells_checksum_tag_count_and_encoded_metadata(self):
        bucket = self.bucket()
        encoded = "=?UTF-8?Q?caf=C3=A9?="
        self.s3.put_object(
            Bucket=bucket,
            Key="k",
            Body=b"1",
            ChecksumAlgorithm="SHA256",
            Tagging="a=1&b=2",
            Metadata={"word": encoded},
        )
        head = self.s3.head_object(Bucket=bucket, Key="k", ChecksumMode="ENABLED")
        self.assertEqual("a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=", head["ChecksumSHA256"])
        self.assertEqual("FULL_OBJECT", head["ChecksumType"])
        self.assertEqual(2, head["TagCount"])
        self.assertEqual({"word": encoded}, head["Metadata"])

    def test_a_head_returns_the_very_bytes_of_headers_that_a_person_set(self):
        bucket = self.bucket()
        names = [
            "Content-Disposition",
            "Content-Type",
            "Content-Language",
            "Content-Encoding",
            "Cache-Control",
            "Expires",
            "x-amz-website-redirect-location",
        ]
        for key, value in {"utf-8": "/文档.pdf".encode(), "latin-1": b"/caf\xe9"}.items():
            connection = HTTPConnection(urlsplit(self.endpoint).netloc)
            connection.request("PUT", f"/{bucket}/{key}", b"1", dict.fromkeys(names, value))
            answer = connection.getresponse()
            self.assertEqual((200, b""), (answer.status, answer.read()))
            parameters = {"Bucket": bucket, "Key": key}
            url = urlsplit(self.s3.generate_presigned_url("head_object", parameters))
            connection.request("HEAD", f"{url.path}?{url.query}")
            answer = connection.getresponse()
            for name in names:
                self.assertEqual(value, answer.headers[name].encode("latin-1"), name)
            connection.close()

    def test_a_deny_without_tls_refuses_nobody_here_and_other_denies_do(self):
        bucket = self.bucket()
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*"}
        arn = f"arn:aws:s3:::{bucket}"
        policy = {
            "Version": "2012-10-17",
            "Statement": [
                {
                    **deny,
                    "Resource": [arn, f"{arn}/*"],
                    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                },
                {
                    **deny,
                    "Resource": f"{arn}/closed/*",
                    "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/writer"}},
                },
            ],
        }
        self.s3.put_object(Bucket=bucket, Key="before")
        self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
        self.s3.put_object(Bucket=bucket, Key="k")
        self.refused(403, self.s3.put_object, Bucket=bucket, Key="closed/k")

    def test_an_answer_carries_the_ids_of_s3(self):
        headers = self.s3.list_buckets()["ResponseMetadata"]["HTTPHeaders"]
        self.assertTrue(re.fullmatch(r"[0-9A-F]{16}", headers["x-amz-request-id"]))

    def test_the_eventbridge_flag_comes_back(self):
        bucket = self.bucket()
        self.s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"EventBridgeConfiguration": {}}
        )
        answer = self.s3.get_bucket_notification_configuration(Bucket=bucket)
        self.assertEqual({}, answer["EventBridgeConfiguration"])

    def test_a_bucket_is_only_served_in_its_region(self):
        bucket, answers = self.bucket(), []
        elsewhere = client("s3", self.endpoint, region="us-east-1")
        elsewhere.meta.events.register_first(
            "needs-retry.s3", lambda response, **_: answers.append(response[0].status_code)
        )
        # boto asks again in the region that it is told.
        self.assertEqual(REGION, elsewhere.head_bucket(Bucket=bucket)["BucketRegion"])
        self.assertEqual([301, 200], answers)
        other = client("s3", self.endpoint, region="us-east-1")
        other.put_object(Bucket=bucket, Key="k", Body=b"1")
        self.assertEqual(b"1", self.s3.get_object(Bucket=bucket, Key="k")["Body"].read())

    def test_no_bucket_is_made_where_another_region_has_one_of_that_name(self):
        elsewhere = client("s3", self.endpoint, region="us-east-1")
        self.refused(409, elsewhere.create_bucket, Bucket=self.bucket())

    def test_the_sizes_of_a_lifecycle_filter_come_back(self):
        bucket = self.bucket()
        self.refused(404, self.s3.get_bucket_lifecycle_configuration, Bucket=bucket)
        tags = [{"Key": "kind", "Value": "tombstone"}]
        filters = [
            {"And": {"Prefix": "latest/", "Tags": tags, "ObjectSizeGreaterThan": 0}},
            {"ObjectSizeLessThan": 9},
            {"Prefix": "journal/"},
        ]
        rules = [
            {"ID": f"rule-{n}", "Status": "Enabled", "Filter": wanted, "Expiration": {"Days": 1}}
            for n, wanted in enumerate(filters)
        ]
        self.s3.put_bucket_lifecycle_configuration(
            Bucket=bucket, LifecycleConfiguration={"Rules": rules}
        )
        told = self.s3.get_bucket_lifecycle_configuration(Bucket=bucket)["Rules"]
        self.assertEqual(filters, [rule["Filter"] for rule in told])

    def test_a_queue_keeps_its_policy_and_tells_what_was_set(self):
        url, (_, arn) = self.queue()[0], self.queue()
        redrive = json.dumps({"deadLetterTargetArn": arn, "maxReceiveCount": 5})
        redrive = redrive.replace(" ", "")
        allow = '{"redrivePermission":"denyAll"}'
        statement = {"Effect": "Allow", "Principal": "*", "Action": "sqs:*", "Resource": arn}
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        for name, value in (
            ("Policy", json.dumps(policy)),
            ("RedrivePolicy", redrive),
            ("RedriveAllowPolicy", allow),
        ):
            self.sqs.set_queue_attributes(QueueUrl=url, Attributes={name: value})
        told = self.sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        self.assertEqual(policy, json.loads(told["Policy"]))
        self.assertEqual(redrive, told["RedrivePolicy"])
        self.assertEqual(allow, told["RedriveAllowPolicy"])
