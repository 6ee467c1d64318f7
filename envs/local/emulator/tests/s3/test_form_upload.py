"""An upload with a browser's form needs a signed policy, and what the policy says of it."""

import base64
import json
import re

import boto3
from botocore.config import Config
from moto.sts.models import sts_backends

from emulator.iam.signatures import signature

from ..harness import ACCOUNT, REGION, EmulatorTest
from .forms import post_form

EVERY_BYTE = bytes(range(256))


class FormUpload(EmulatorTest):
    def setUp(self) -> None:
        self.bucket_name = self.bucket()

    def signer(self, key="local", secret="local", token=None, region=REGION):
        """A client that signs as S3 asks for: boto3 would sign a form in the older way."""
        return boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=region,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(signature_version="s3v4"),
        )

    def form(self, s3=None, key: str = "upload=1", conditions=(), seconds=60, **fields) -> dict:
        """A form for a document of the table `orders`, of 1 to 1000 bytes."""
        fixed = {"x-amz-meta-table": "orders", **fields}
        conditions = [{name: value} for name, value in fixed.items()] + list(conditions)
        conditions.append(["content-length-range", 1, 1000])
        return (s3 or self.signer()).generate_presigned_post(
            self.bucket_name, key, fixed, conditions, seconds
        )

    def refused(self, status: int, code: str, form: dict, content: bytes = b"1", **fields) -> str:
        found, _, body = post_form(form, content, **fields)
        self.assertEqual(status, found, body)
        self.assertIn(f"<Code>{code}</Code>", body.decode())
        return re.search("<Message>(.*)</Message>", body.decode())[1]

    def tearDown(self) -> None:
        found = self.s3.list_objects_v2(Bucket=self.bucket_name).get("Contents", [])
        self.assertLessEqual({each["Key"] for each in found}, {"upload=1", "open", "a/f.bin"})

    def test_a_form_stores_its_file_with_its_metadata(self):
        form = self.form(**{"Content-Type": "a/b", "success_action_status": "201"})
        status, headers, _ = post_form(form, EVERY_BYTE)

        found = self.s3.get_object(Bucket=self.bucket_name, Key="upload=1")
        self.assertEqual(201, status)
        self.assertEqual(EVERY_BYTE, found["Body"].read())
        self.assertEqual(("orders", "a/b"), (found["Metadata"]["table"], found["ContentType"]))
        self.assertEqual(found["ETag"], headers["ETag"])
        self.assertEqual(found["VersionId"], headers["x-amz-version-id"])

    def test_the_event_is_one_of_a_form(self):
        url, arn = self.queue(f"arn:aws:s3:::{self.bucket_name}")
        configuration = {"QueueArn": arn, "Events": ["s3:ObjectCreated:*"]}
        self.s3.put_bucket_notification_configuration(
            Bucket=self.bucket_name,
            NotificationConfiguration={"QueueConfigurations": [configuration]},
        )
        self.messages(url)

        self.assertEqual(204, post_form(self.form())[0])
        (record,) = self.messages(url)[0]["Records"]
        self.assertEqual("ObjectCreated:Post", record["eventName"])
        self.assertEqual("AWS:local", record["userIdentity"]["principalId"])

    def test_the_size_is_within_the_range(self):
        self.refused(400, "EntityTooSmall", self.form(), b"")
        self.refused(400, "EntityTooLarge", self.form(), bytes(1001))
        self.assertEqual(204, post_form(self.form(), bytes(1000))[0])

    def test_fields_are_as_the_policy_says_and_no_others_are_there(self):
        form = self.form()
        for fields, end in (
            ({"x-amz-meta-table": "others"}, 'failed: ["eq", "$x-amz-meta-table", "orders"]'),
            ({"key": "id=1"}, 'failed: ["eq", "$key", "upload=1"]'),
            ({"x-amz-meta-caller": "me"}, "Extra input fields: x-amz-meta-caller"),
            ({"acl": "public-read"}, "Extra input fields: acl"),
        ):
            with self.subTest(fields=fields):
                message = self.refused(403, "AccessDenied", form, **fields)
                self.assertTrue(message.endswith(end), message)
        missing = self.refused(403, "AccessDenied", form, **{"x-amz-meta-table": ""})
        self.assertIn("Policy Condition failed", missing)
        self.assertEqual(204, post_form(form, **{"x-ignore-this": "x"})[0])

    def test_a_beginning_is_enough_where_the_policy_says_so(self):
        form = self.form(key="a/${filename}", conditions=[["starts-with", "$x-amz-meta-b", "c"]])
        self.assertEqual(204, post_form(form, **{"x-amz-meta-b": "cd"})[0])
        self.refused(403, "AccessDenied", form, **{"x-amz-meta-b": "d"})
        self.refused(403, "AccessDenied", form, **{"x-amz-meta-b": "cd", "key": "b/x"})

    def test_a_form_of_another_bucket_or_of_the_past_is_refused(self):
        elsewhere = self.form()
        elsewhere["url"] = elsewhere["url"].replace(self.bucket_name, self.bucket())
        message = self.refused(403, "AccessDenied", elsewhere)
        self.assertIn('"$bucket"', message)
        self.assertIn("expired", self.refused(403, "AccessDenied", self.form(seconds=-1)))

    def test_only_the_policy_that_was_signed_counts(self):
        form = self.form()
        other = json.loads(base64.b64decode(form["fields"]["policy"]))
        other["conditions"] = []
        changed = base64.b64encode(json.dumps(other).encode()).decode()
        wrong = self.signer(secret="other")
        region = self.signer(region="us-east-1")
        for given, fields in (
            (form, {"policy": changed}),
            (form, {"x-amz-signature": "0" * 64}),
            (form, {"x-amz-signature": ""}),
            (form, {"x-amz-date": "20200101T000000Z"}),
            (self.form(wrong), {}),
            (self.form(region), {}),
        ):
            self.refused(403, "SignatureDoesNotMatch", given, **fields)
        unknown = self.signer("AKIAUNKNOWN")
        self.refused(403, "InvalidAccessKeyId", self.form(unknown))
        self.refused(400, "InvalidArgument", form, **{"x-amz-credential": ""})

    def test_the_signers_own_right_is_needed_and_its_session(self):
        put = {"Effect": "Allow", "Action": "s3:PutObject"}
        may = {**put, "Resource": f"arn:aws:s3:::{self.bucket_name}/upload=*"}
        other = {**put, "Resource": "arn:aws:s3:::other/*"}

        self.refused(403, "AccessDenied", self.form(self.session(other)))
        form = self.form(self.session(may))
        self.assertEqual(204, post_form(form)[0])
        self.refused(400, "InvalidToken", form, **{"x-amz-security-token": "other"})
        self.refused(400, "ExpiredToken", self.form(self.session(may, seconds=-1)))

    def session(self, *statements: dict, seconds: int = 3600):
        """A client with a session of a role, and with its token."""
        name = self.name("role")
        role = self.iam.create_role(RoleName=name, AssumeRolePolicyDocument="{}")["Role"]["Arn"]
        policy = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=policy)
        sts = sts_backends[ACCOUNT]["aws"]
        made = sts.assume_role(REGION, "session", role, None, seconds, None)
        return self.signer(made.access_key_id, made.secret_access_key, made.session_token)

    def test_without_a_policy_the_bucket_has_to_be_open(self):
        form = {"url": f"{self.endpoint}/{self.bucket_name}", "fields": {"key": "open"}}
        self.refused(403, "AccessDenied", form)
        allow = {"Effect": "Allow", "Principal": "*", "Action": "s3:PutObject"}
        statement = {**allow, "Resource": f"arn:aws:s3:::{self.bucket_name}/*"}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        self.s3.put_bucket_policy(Bucket=self.bucket_name, Policy=policy)
        self.assertEqual(204, post_form(form)[0])

    def test_the_metadata_is_limited(self):
        form = self.form(conditions=[["starts-with", "$x-amz-meta-b", ""]])
        self.refused(400, "MetadataTooLarge", form, **{"x-amz-meta-b": "x" * 2048})

    def test_a_policy_that_cannot_be_read_is_refused(self):
        for policy in ("x", "{}", '{"expiration": "soon", "conditions": []}'):
            encoded = base64.b64encode(policy.encode()).decode()
            form = self.form()
            form["fields"]["policy"] = encoded
            self.sign(form)
            self.refused(400, "InvalidPolicyDocument", form)

    def sign(self, form: dict) -> None:
        fields = form["fields"]
        _, date, region, service, _ = fields["x-amz-credential"].split("/")
        fields["x-amz-signature"] = signature("local", date, region, service, fields["policy"])
