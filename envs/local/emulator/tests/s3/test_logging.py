"""S3's access logs: where they may go, and the format of their keys."""

import json

from ..harness import ACCOUNT, EmulatorTest


class AccessLogs(EmulatorTest):
    def target(self, *sources, principal=None):
        """A bucket that takes the logs of these buckets, and refuses everybody without TLS."""
        bucket = self.bucket()
        statements = [
            {
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": f"arn:aws:s3:::{bucket}/*",
                "Condition": {"Bool": {"aws:SecureTransport": "false"}},
            },
            {
                "Effect": "Allow",
                "Principal": principal or {"Service": "logging.s3.amazonaws.com"},
                "Action": "s3:PutObject",
                "Resource": f"arn:aws:s3:::{bucket}/*",
                "Condition": {
                    "ArnEquals": {"aws:SourceArn": [f"arn:aws:s3:::{name}" for name in sources]},
                    "StringEquals": {"aws:SourceAccount": ACCOUNT},
                },
            },
        ]
        self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps({"Statement": statements}))
        return bucket

    def log(self, bucket, target, **form):
        enabled = {"TargetBucket": target, "TargetPrefix": "access/", **form}
        self.s3.put_bucket_logging(Bucket=bucket, BucketLoggingStatus={"LoggingEnabled": enabled})

    def test_the_format_of_the_keys_stays(self):
        bucket = self.bucket()
        target = self.target(bucket)
        by_day = {"PartitionedPrefix": {"PartitionDateSource": "EventTime"}}
        for form in (by_day, {"SimplePrefix": {}}):
            self.log(bucket, target, TargetObjectKeyFormat=form)
            found = self.s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]
            self.assertEqual(form, found["TargetObjectKeyFormat"])
            self.assertEqual((target, "access/"), (found["TargetBucket"], found["TargetPrefix"]))
        self.log(bucket, target)
        self.assertNotIn(
            "TargetObjectKeyFormat", self.s3.get_bucket_logging(Bucket=bucket)["LoggingEnabled"]
        )

    def test_the_targets_policy_has_to_let_the_logs_of_the_bucket_in(self):
        bucket, other = self.bucket(), self.bucket()
        for target in (self.target(other), self.target(bucket, principal={"AWS": ACCOUNT})):
            code = self.error_code(self.log, bucket=bucket, target=target)
            self.assertEqual("InvalidTargetBucketForLogging", code)
            self.log(other, self.target(other))

    def test_a_request_is_logged(self):
        bucket = self.bucket()
        target = self.target(bucket)
        self.log(bucket, target)
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")
        found = self.s3.list_objects_v2(Bucket=target, Prefix="access/")["Contents"]
        line = self.s3.get_object(Bucket=target, Key=found[-1]["Key"])["Body"].read()
        self.assertIn(f"PUT /{bucket}/k".encode(), line)
