"""A bucket's policy is evaluated for what a request does, with the keys that S3 gives for it."""

import json

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from emulator.iam.service_principal import ServicePrincipal

from ..harness import ACCOUNT, REGION, EmulatorTest
from .forms import post_form

JOURNAL = "journal/k"


class BucketPolicies(EmulatorTest):
    def with_policy(self, *statements):
        """A bucket with denials for everybody; `Resource` is a prefix of its keys."""
        bucket = self.bucket()
        arn = f"arn:aws:s3:::{bucket}"
        deny = [
            {"Effect": "Deny", "Principal": "*", **one, "Resource": f"{arn}/{one['Resource']}"}
            for one in statements
        ]
        policy = {"Version": "2012-10-17", "Statement": deny}
        self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
        return bucket

    def write_once(self):
        """A bucket below whose journal/ a key can be written once."""
        return self.with_policy(
            {
                "Action": "s3:PutObject",
                "Resource": "journal/*",
                "Condition": {
                    "Null": {"s3:if-none-match": "true"},
                    "Bool": {"s3:ObjectCreationOperation": "true"},
                },
            }
        )

    def everybody(self, bucket):
        """The administrator's client, and that of a role that may do everything."""
        everything = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}
        return self.s3, self.as_role("s3", everything)

    def test_an_unconditional_write_is_refused_for_everybody_and_a_conditional_one_is_not(self):
        bucket = self.write_once()
        self.s3.put_object(Bucket=bucket, Key="source", Body=b"1")
        for who, s3 in enumerate(self.everybody(bucket)):
            copy = {"CopySource": f"{bucket}/source"}
            for call, options in (
                (s3.put_object, {"Key": f"journal/put-{who}"}),
                (s3.copy_object, {"Key": f"journal/copy-{who}", **copy}),
                (
                    s3.complete_multipart_upload,
                    self.upload(s3, bucket, f"journal/upload-{who}"),
                ),
            ):
                with self.subTest(call.__name__, who=who):
                    options = {"Bucket": bucket, **options}
                    self.assertEqual("AccessDenied", self.error_code(call, **options))
                    call(**options, IfNoneMatch="*")
                    self.s3.head_object(Bucket=bucket, Key=options["Key"])

    def test_elsewhere_a_write_needs_no_condition(self):
        bucket = self.write_once()
        self.s3.put_object(Bucket=bucket, Key="latest/k")
        self.s3.put_object(Bucket=bucket, Key="latest/k")

    def test_what_writes_no_object_needs_no_condition(self):
        bucket = self.write_once()
        self.s3.put_object(Bucket=bucket, Key=JOURNAL, IfNoneMatch="*")
        where = {"Bucket": bucket, "Key": JOURNAL}
        self.s3.put_object_tagging(**where, Tagging={"TagSet": []})
        self.s3.put_object_acl(**where, ACL="private")
        self.s3.get_object(**where)
        upload = self.s3.create_multipart_upload(**where)["UploadId"]
        source = {"CopySource": f"{bucket}/{JOURNAL}"}
        self.s3.upload_part_copy(**where, **source, UploadId=upload, PartNumber=1)
        self.s3.list_parts(**where, UploadId=upload)
        self.s3.abort_multipart_upload(**where, UploadId=upload)

    def test_what_is_asked_of_the_bucket_itself_is_denied_too_but_root_can_change_the_policy(self):
        bucket = self.with_policy()
        arn = f"arn:aws:s3:::{bucket}"
        deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"]}
        policy = json.dumps({"Version": "2012-10-17", "Statement": [deny]})
        role = self.as_role("s3", {"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
        self.s3.put_bucket_policy(Bucket=bucket, Policy=policy)

        for s3 in (self.s3, role):
            for call in (s3.list_objects_v2, s3.get_bucket_versioning, s3.delete_bucket):
                self.assertEqual("AccessDenied", self.error_code(call, Bucket=bucket))
        self.assertEqual("AccessDenied", self.error_code(role.delete_bucket_policy, Bucket=bucket))
        self.s3.delete_bucket_policy(Bucket=bucket)
        role.delete_bucket(Bucket=bucket)

    def test_nobody_is_a_service_of_aws_but_the_services(self):
        bucket = self.with_policy(
            {
                "Action": ["s3:DeleteObject*", "s3:PutObject*"],
                "Resource": "*",
                "Condition": {"Bool": {"aws:PrincipalIsAWSService": "false"}},
            }
        )
        for s3 in self.everybody(bucket):
            for call in (s3.put_object, s3.delete_object):
                code = self.error_code(call, Bucket=bucket, Key="k")
                self.assertEqual("AccessDenied", code)
        sender = ServicePrincipal("cloudtrail.amazonaws.com", "arn:trail", ACCOUNT)
        policy = json.loads(self.s3.get_bucket_policy(Bucket=bucket)["Policy"])
        resource = f"arn:aws:s3:::{bucket}/k"
        allow = {**policy["Statement"][0], "Effect": "Allow", "Condition": {}}
        policy["Statement"].append(allow)
        self.assertTrue(sender.is_allowed(policy, "s3:PutObject", resource))

    def test_what_is_no_policy_is_refused(self):
        bucket, put = self.bucket(), self.s3.put_bucket_policy
        for text in ("x", "[]", "{}"):
            self.assertEqual("MalformedPolicy", self.error_code(put, Bucket=bucket, Policy=text))

    def test_an_upload_by_a_browsers_form_has_no_condition(self):
        bucket = self.write_once()
        s3 = boto3.client(
            "s3",
            endpoint_url=self.endpoint,
            region_name=REGION,
            aws_access_key_id="local",
            aws_secret_access_key="local",
            config=Config(signature_version="s3v4"),
        )
        for key, status in (("journal/form", 403), ("latest/form", 204)):
            self.assertEqual(status, post_form(s3.generate_presigned_post(bucket, key))[0])

    def test_a_delete_marker_and_the_deletion_of_a_version_are_two_actions(self):
        bucket = self.with_policy({"Action": "s3:DeleteObject", "Resource": "journal/*"})
        version = self.s3.put_object(Bucket=bucket, Key=JOURNAL)["VersionId"]
        delete = self.s3.delete_object
        self.assertEqual("AccessDenied", self.error_code(delete, Bucket=bucket, Key=JOURNAL))
        delete(Bucket=bucket, Key=JOURNAL, VersionId=version)
        delete(Bucket=bucket, Key="latest/k")

    def test_of_a_deletion_of_many_each_key_is_decided_by_itself(self):
        bucket = self.with_policy({"Action": "s3:DeleteObject", "Resource": "journal/*"})
        version = self.s3.put_object(Bucket=bucket, Key="journal/version")["VersionId"]
        arn = f"arn:aws:s3:::{bucket}"
        role = self.as_role(
            "s3",
            {"Effect": "Allow", "Action": "s3:DeleteObject*", "Resource": f"{arn}/journal/*"},
            {"Effect": "Allow", "Action": "s3:DeleteObject", "Resource": f"{arn}/latest/*"},
        )
        objects = [
            {"Key": "journal/marker"},
            {"Key": "journal/version", "VersionId": version},
            {"Key": "latest/marker"},
            {"Key": "latest/version", "VersionId": version},
            {"Key": "other"},
        ]

        answer = role.delete_objects(Bucket=bucket, Delete={"Objects": objects})

        deleted = [item["Key"] for item in answer["Deleted"]]
        self.assertEqual(["journal/version", "latest/marker"], deleted)
        errors = [(item["Key"], item.get("VersionId"), item["Code"]) for item in answer["Errors"]]
        self.assertEqual(
            [
                ("journal/marker", None, "AccessDenied"),
                ("latest/version", version, "AccessDenied"),
                ("other", None, "AccessDenied"),
            ],
            errors,
        )

    def test_a_roles_policies_are_given_the_keys_too(self):
        bucket = self.bucket()
        arn = f"arn:aws:s3:::{bucket}/*"
        allow = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": arn}
        once = self.as_role("s3", {**allow, "Condition": {"Null": {"s3:if-none-match": "false"}}})
        replacing = self.as_role(
            "s3",
            {**allow, "Action": ["s3:GetObject", "s3:PutObject"],
             "Condition": {"Null": {"s3:if-match": "false"}}},
        )

        self.assertEqual("AccessDenied", self.error_code(once.put_object, Bucket=bucket, Key="k"))
        tag = once.put_object(Bucket=bucket, Key="k", IfNoneMatch="*")["ETag"]
        code = self.error_code(replacing.put_object, Bucket=bucket, Key="k", IfNoneMatch="*")
        self.assertEqual("AccessDenied", code)
        replacing.put_object(Bucket=bucket, Key="k", IfMatch=tag)

    def test_a_copy_needs_the_right_to_read_its_source(self):
        bucket, source = self.bucket(), self.bucket()
        self.s3.put_object(Bucket=source, Key="a b")
        put = {"Effect": "Allow", "Action": "s3:PutObject", "Resource": f"arn:aws:s3:::{bucket}/*"}
        read = {**put, "Action": "s3:GetObject", "Resource": f"arn:aws:s3:::{source}/a b"}
        copy = {"Bucket": bucket, "Key": "k", "CopySource": {"Bucket": source, "Key": "a b"}}
        blind, seeing = self.as_role("s3", put), self.as_role("s3", put, read)

        self.assertEqual("AccessDenied", self.error_code(blind.copy_object, **copy))
        seeing.copy_object(**copy)

    def test_the_retention_that_is_asked_for_can_be_limited(self):
        retain = {"Action": "s3:PutObjectRetention", "Resource": "*"}
        long = {"NumericGreaterThan": {"s3:object-lock-remaining-retention-days": 30}}
        for_good = {"StringEquals": {"s3:object-lock-mode": "COMPLIANCE"}}
        bucket = self.with_policy({**retain, "Condition": long}, {**retain, "Condition": for_good})
        put = {"Bucket": bucket, "Key": "k", "ChecksumAlgorithm": "CRC32"}
        for mode, days, code in (
            ("GOVERNANCE", 31, "AccessDenied"),
            ("COMPLIANCE", 30, "AccessDenied"),
            ("GOVERNANCE", 30, "InvalidRequest"),  # allowed, in a bucket without Object Lock
        ):
            with self.subTest(mode, days=days):
                lock = {"Mode": mode, "RetainUntilDate": self.in_days(days)}
                given = {f"ObjectLock{name}": value for name, value in lock.items()}
                self.assertEqual(code, self.error_code(self.s3.put_object, **put, **given))
                self.s3.put_object(Bucket=bucket, Key="k")
                later = {"Bucket": bucket, "Key": "k", "Retention": lock}
                self.assertEqual(code, self.error_code(self.s3.put_object_retention, **later))


class ConditionalWrites(EmulatorTest):
    def test_a_copy_or_a_completed_upload_writes_once_where_it_asks_to(self):
        bucket = self.bucket()
        tag = self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")["ETag"]
        self.s3.put_object(Bucket=bucket, Key="source", Body=b"2")
        copy = {"Bucket": bucket, "Key": "k", "CopySource": f"{bucket}/source"}
        for call, options in (
            (self.s3.copy_object, copy),
            (self.s3.complete_multipart_upload, self.upload(self.s3, bucket, "k")),
        ):
            with self.subTest(call.__name__):
                for condition in ({"IfNoneMatch": "*"}, {"IfMatch": '"other"'}):
                    with self.assertRaises(ClientError) as caught:
                        call(**options, **condition)
                    status = caught.exception.response["ResponseMetadata"]["HTTPStatusCode"]
                    self.assertEqual(412, status)
                call(**options, IfMatch=tag)
                tag = self.s3.head_object(Bucket=bucket, Key="k")["ETag"]
        self.s3.delete_object(Bucket=bucket, Key="k")
        self.s3.copy_object(**copy, IfNoneMatch="*")  # below a delete marker, there is no object
