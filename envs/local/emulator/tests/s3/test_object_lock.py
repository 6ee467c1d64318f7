"""Object Lock keeps a version from everybody whom its mode keeps it from, as in S3."""

import time
from datetime import datetime, timezone

from botocore.exceptions import ClientError

from ..harness import REGION, EmulatorTest

PAST = datetime(2020, 1, 1, tzinfo=timezone.utc)


class ObjectLock(EmulatorTest):
    def locking(self):
        """A bucket with Object Lock, and with no default retention."""
        bucket = self.name("bucket")
        self.s3.create_bucket(
            Bucket=bucket,
            CreateBucketConfiguration={"LocationConstraint": REGION},
            ObjectLockEnabledForBucket=True,
        )
        return bucket

    def put(self, bucket, mode="GOVERNANCE", until=None, s3=None, key="k"):
        """The parameters that name the new version, which is locked."""
        lock = {"ObjectLockMode": mode, "ObjectLockRetainUntilDate": until or self.in_days(1)}
        where = {"Bucket": bucket, "Key": key}
        checked = {"ChecksumAlgorithm": "SHA256", "Body": b"1"}
        answer = (s3 or self.s3).put_object(**where, **checked, **lock)
        return {**where, "VersionId": answer["VersionId"]}

    def refusal(self, call, **options):
        """The status, the code and the message of the error that a call ends with."""
        with self.assertRaises(ClientError) as caught:
            call(**options)
        answer = caught.exception.response
        error = answer["Error"]
        return answer["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error.get("Message")

    def denied(self, call, **options):
        self.assertEqual((403, "AccessDenied"), self.refusal(call, **options)[:2])

    def without_a_checksum(self):
        """A client that sends no checksum of its own accord."""
        s3 = self.as_role("s3", {"Effect": "Allow", "Action": "s3:*", "Resource": "*"})
        s3.meta.config.request_checksum_calculation = "when_required"
        return s3

    def test_a_bucket_tells_that_it_locks_and_keeps_its_versions(self):
        bucket = self.locking()
        told = self.s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
        self.assertEqual({"ObjectLockEnabled": "Enabled"}, told)
        suspend = {"Bucket": bucket, "VersioningConfiguration": {"Status": "Suspended"}}
        status, code, _ = self.refusal(self.s3.put_bucket_versioning, **suspend)
        self.assertEqual((409, "InvalidBucketState"), (status, code))
        self.assertEqual("Enabled", self.s3.get_bucket_versioning(Bucket=bucket)["Status"])
        other = self.bucket()
        status, code, _ = self.refusal(self.s3.get_object_lock_configuration, Bucket=other)
        self.assertEqual((404, "ObjectLockConfigurationNotFoundError"), (status, code))

    def test_a_retention_that_is_not_whole_or_not_valid_is_refused(self):
        bucket, soon = self.locking(), self.in_days(1)
        argument, mode, until = "InvalidArgument", "ObjectLockMode", "ObjectLockRetainUntilDate"
        for code, where, lock in (
            (argument, bucket, {mode: "GOVERNANCE"}),
            (argument, bucket, {until: soon}),
            (argument, bucket, {mode: "GOVERNANCE", until: PAST}),
            (argument, bucket, {mode: "governance", until: soon}),
            ("InvalidRequest", self.bucket(), {mode: "GOVERNANCE", until: soon}),
        ):
            with self.subTest(lock):
                for call, options in (
                    (self.s3.put_object, {"ChecksumAlgorithm": "SHA256"}),
                    (self.s3.create_multipart_upload, {}),
                ):
                    given = {"Bucket": where, "Key": "k", **options, **lock}
                    self.assertEqual((400, code), self.refusal(call, **given)[:2])
                self.assertNotIn("Versions", self.s3.list_object_versions(Bucket=where))

    def test_a_locked_object_is_only_taken_with_a_checksum(self):
        bucket, s3 = self.locking(), self.without_a_checksum()
        lock = {"ObjectLockMode": "GOVERNANCE", "ObjectLockRetainUntilDate": self.in_days(1)}
        given = {"Bucket": bucket, "Key": "k", "Body": b"1"}
        s3.put_object(**given)
        status, code, message = self.refusal(s3.put_object, **given, **lock)
        self.assertEqual((400, "InvalidRequest"), (status, code))
        self.assertIn("Content-MD5 OR x-amz-checksum-", message)
        for checksum in (
            {"ContentMD5": "xMpCOKC5I4INzFCab3WEmw=="},
            {"ChecksumSHA256": "a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s="},
            {"ChecksumAlgorithm": "CRC32"},
        ):
            with self.subTest(checksum):
                s3.put_object(**given, **lock, **checksum)

    def test_a_version_tells_its_retention(self):
        until = self.in_days(1).replace(microsecond=0)
        bucket = self.locking()
        uploaded = {"ObjectLockMode": "COMPLIANCE", "ObjectLockRetainUntilDate": until}
        self.s3.complete_multipart_upload(**self.upload(self.s3, bucket, "uploaded", **uploaded))
        self.put(bucket, "COMPLIANCE", until, key="put")
        source = {"CopySource": f"{bucket}/put"}
        self.s3.copy_object(Bucket=bucket, Key="copied", **source, **uploaded)
        self.s3.copy_object(Bucket=bucket, Key="copied without", **source)
        for key in ("uploaded", "put", "copied"):
            where = {"Bucket": bucket, "Key": key}
            for answer in (self.s3.head_object(**where), self.s3.get_object(**where)):
                told = answer["ObjectLockMode"], answer["ObjectLockRetainUntilDate"]
                self.assertEqual(("COMPLIANCE", until), told, key)
            retention = self.s3.get_object_retention(**where)["Retention"]
            self.assertEqual({"Mode": "COMPLIANCE", "RetainUntilDate": until}, retention)
        self.assertNotIn("ObjectLockMode", self.s3.head_object(Bucket=bucket, Key="copied without"))

    def test_only_who_may_lift_a_retention_deletes_a_version_that_is_locked_in_governance(self):
        bucket = self.locking()
        allow = {"Effect": "Allow", "Resource": f"arn:aws:s3:::{bucket}/*"}
        role = self.as_role("s3", {**allow, "Action": "s3:DeleteObjectVersion"})
        lifting = {**allow, "Action": ["s3:BypassGovernanceRetention", "s3:DeleteObjectVersion"]}
        version, other = self.put(bucket), self.put(bucket)

        self.denied(self.s3.delete_object, **version)
        self.denied(self.s3.delete_object, **version, BypassGovernanceRetention=False)
        self.denied(role.delete_object, **version, BypassGovernanceRetention=True)
        self.s3.head_object(**version)
        self.s3.delete_object(**version, BypassGovernanceRetention=True)
        self.as_role("s3", lifting).delete_object(**other, BypassGovernanceRetention=True)
        self.assertNotIn("Versions", self.s3.list_object_versions(Bucket=bucket))

    def test_nobody_deletes_a_version_that_is_locked_in_compliance(self):
        version = self.put(self.locking(), "COMPLIANCE")
        self.denied(self.s3.delete_object, **version, BypassGovernanceRetention=True)
        self.s3.head_object(**version)

    def test_a_retention_ends(self):
        until = self.in_days(2 / 86_400).replace(microsecond=0)
        version = self.put(self.locking(), "COMPLIANCE", until)
        self.denied(self.s3.delete_object, **version)
        time.sleep((until - self.in_days(0)).total_seconds())
        self.s3.delete_object(**version)

    def test_a_deletion_that_names_no_version_hides_a_locked_object_and_deletes_nothing(self):
        bucket = self.locking()
        version = self.put(bucket, "COMPLIANCE")
        self.assertTrue(self.s3.delete_object(Bucket=bucket, Key="k")["DeleteMarker"])
        self.s3.head_object(**version)

    def test_of_a_deletion_of_many_each_version_is_decided_by_itself(self):
        bucket = self.locking()
        locked = {mode: self.put(bucket, mode) for mode in ("GOVERNANCE", "COMPLIANCE")}
        free = self.s3.put_object(Bucket=bucket, Key="k")["VersionId"]
        versions = {mode: version["VersionId"] for mode, version in locked.items()}
        objects = [{"Key": "k", "VersionId": v} for v in (*versions.values(), free)]
        for bypass, deleted, kept in (
            (False, [free], ["GOVERNANCE", "COMPLIANCE"]),
            (True, [versions["GOVERNANCE"], free], ["COMPLIANCE"]),
        ):
            answer = self.s3.delete_objects(
                Bucket=bucket, Delete={"Objects": objects}, BypassGovernanceRetention=bypass
            )
            self.assertEqual(deleted, [item["VersionId"] for item in answer["Deleted"]])
            errors = [(item["VersionId"], item["Code"]) for item in answer["Errors"]]
            self.assertEqual([(versions[mode], "AccessDenied") for mode in kept], errors)

    def test_a_bucket_with_a_locked_version_is_not_empty(self):
        bucket = self.locking()
        version = self.put(bucket)
        status, code, _ = self.refusal(self.s3.delete_bucket, Bucket=bucket)
        self.assertEqual((409, "BucketNotEmpty"), (status, code))
        self.s3.delete_object(**version, BypassGovernanceRetention=True)
        self.s3.delete_bucket(Bucket=bucket)

    def test_a_retention_is_extended_by_all_and_weakened_in_governance_alone(self):
        bucket = self.locking()
        less, now, more = self.in_days(1), self.in_days(2), self.in_days(3)
        governance, compliance = "GOVERNANCE", "COMPLIANCE"
        for held, mode, until, by_all, by_bypass in (
            (governance, governance, more, True, True),
            (governance, governance, less, False, True),
            (governance, compliance, more, False, True),
            (compliance, compliance, more, True, True),
            (compliance, compliance, less, False, False),
            (compliance, governance, more, False, False),
        ):
            for allowed, bypass in ((by_all, False), (by_bypass, True)):
                with self.subTest(f"{held} to {mode}", until=until, bypass=bypass):
                    version = self.put(bucket, held, now)
                    put = self.s3.put_object_retention
                    retention = {"Mode": mode, "RetainUntilDate": until}
                    options = {"Retention": retention, "BypassGovernanceRetention": bypass}
                    if allowed:
                        put(**version, **options)
                    else:
                        self.denied(put, **version, **options)
                    told = self.s3.head_object(**version)["ObjectLockMode"]
                    self.assertEqual(mode if allowed else held, told)

    def test_a_retention_that_is_put_later_is_checked_like_one_of_a_new_object(self):
        bucket, soon = self.locking(), self.in_days(1)
        self.s3.put_object(Bucket=bucket, Key="k")
        put = self.s3.put_object_retention
        for code, where, key, retention in (
            ("InvalidArgument", bucket, "k", {"Mode": "GOVERNANCE", "RetainUntilDate": PAST}),
            ("MalformedXML", bucket, "k", {"Mode": "governance", "RetainUntilDate": soon}),
            ("MalformedXML", bucket, "k", {"Mode": "GOVERNANCE"}),
            ("NoSuchKey", bucket, "none", {"Mode": "GOVERNANCE", "RetainUntilDate": soon}),
            ("InvalidRequest", self.bucket(), "k", {"Mode": "GOVERNANCE", "RetainUntilDate": soon}),
        ):
            with self.subTest(retention):
                given = {"Bucket": where, "Key": key, "Retention": retention}
                self.assertEqual(code, self.error_code(put, **given))

    def test_a_role_needs_rights_of_its_own_to_lock_and_to_read_a_lock(self):
        bucket = self.locking()
        allow = {"Effect": "Allow", "Resource": f"arn:aws:s3:::{bucket}/*"}
        writing = {**allow, "Action": ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"]}
        writer = self.as_role("s3", writing)
        locker = self.as_role("s3", writing, {**allow, "Action": "s3:PutObjectRetention"})
        reader = self.as_role("s3", writing, {**allow, "Action": "s3:GetObjectRetention"})

        with self.assertRaises(ClientError) as caught:
            self.put(bucket, s3=writer)
        self.assertEqual("AccessDenied", caught.exception.response["Error"]["Code"])
        version = self.put(bucket, s3=locker)
        self.assertNotIn("ObjectLockMode", locker.head_object(**version))
        self.assertEqual("GOVERNANCE", reader.head_object(**version)["ObjectLockMode"])

    def test_a_role_that_creates_a_locking_bucket_needs_the_right_to_configure_it(self):
        create = {"Effect": "Allow", "Action": "s3:CreateBucket", "Resource": "*"}
        also = ["s3:CreateBucket", "s3:PutBucketObjectLockConfiguration", "s3:PutBucketVersioning"]
        given = {
            "CreateBucketConfiguration": {"LocationConstraint": REGION},
            "ObjectLockEnabledForBucket": True,
        }
        role = self.as_role("s3", create)
        self.denied(role.create_bucket, Bucket=self.name("bucket"), **given)
        role = self.as_role("s3", {**create, "Action": also})
        role.create_bucket(Bucket=self.name("bucket"), **given)

    def test_object_lock_comes_to_a_bucket_that_has_objects(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="before")
        wanted = {
            "ObjectLockEnabled": "Enabled",
            "Rule": {"DefaultRetention": {"Mode": "COMPLIANCE", "Days": 1}},
        }
        self.s3.put_object_lock_configuration(Bucket=bucket, ObjectLockConfiguration=wanted)
        told = self.s3.get_object_lock_configuration(Bucket=bucket)["ObjectLockConfiguration"]
        self.assertEqual("Enabled", told["ObjectLockEnabled"])
        self.s3.put_object(Bucket=bucket, Key="after", ChecksumAlgorithm="SHA256")
        self.s3.complete_multipart_upload(**self.upload(self.s3, bucket, "uploaded"))
        modes = {
            key: self.s3.head_object(Bucket=bucket, Key=key).get("ObjectLockMode")
            for key in ("before", "after", "uploaded")
        }
        expected = {"before": None, "after": "COMPLIANCE", "uploaded": "COMPLIANCE"}
        self.assertEqual(expected, modes)
