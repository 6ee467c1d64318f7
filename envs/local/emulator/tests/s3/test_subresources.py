"""Each sub-resource of S3 is answered as S3 would, or refused; none as if it were not named."""

import http.client
import json
from urllib.parse import urlparse

from botocore.exceptions import ClientError

from emulator.s3 import api

from ..harness import EmulatorTest

REFUSED = {"MethodNotAllowed": 405, "NotImplemented": 501}


class Subresources(EmulatorTest):
    def call(self, method, path, body=b""):
        """An unsigned request, as no client would send it: the status and the body."""
        connection = http.client.HTTPConnection(urlparse(self.endpoint).netloc)
        connection.request(method, path, body)
        answer = connection.getresponse()
        try:
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def code(self, call, **options):
        with self.assertRaises(ClientError) as caught:
            call(**options)
        return caught.exception.response["Error"]["Code"]

    def test_no_sub_resource_of_a_bucket_is_answered_with_a_listing_or_touches_the_bucket(self):
        for name in sorted(api.subresources(False) - {"delete"}):
            for method in ("GET", "PUT", "DELETE", "POST"):
                with self.subTest(method=method, name=name):
                    bucket = self.bucket()
                    status, body = self.call(method, f"/{bucket}?{name}")
                    self.assertNotEqual(500, status)
                    self.assertNotIn("<ListBucketResult", body)
                    self.assertNotIn("BucketAlreadyOwnedByYou", body)
                    self.s3.head_bucket(Bucket=bucket)
                    if (False, method, name) not in api.operations():
                        self.assertEqual(405, status)

    def test_no_sub_resource_of_an_object_is_answered_with_its_content_or_touches_it(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"content", ContentType="a/b")
        for name in sorted(api.subresources(True)):
            for method in ("GET", "PUT", "DELETE", "POST"):
                with self.subTest(method=method, name=name):
                    status, body = self.call(method, f"/{bucket}/k?{name}", b"other")
                    self.assertNotEqual(500, status)
                    self.assertNotEqual("content", body)
                    answer = self.s3.get_object(Bucket=bucket, Key="k")
                    self.assertEqual(b"content", answer["Body"].read())
                    if (True, method, name) not in api.operations():
                        self.assertEqual(405, status)

    def test_what_is_not_emulated_is_refused_by_the_name_that_s3_has_for_it(self):
        bucket = self.bucket()
        for method, name in (("GET", "abac"), ("POST", "metadataTable"), ("DELETE", "location")):
            status, body = self.call(method, f"/{bucket}?{name}")
            found = [code for code in REFUSED if f"<Code>{code}</Code>" in body]
            self.assertEqual([status], [REFUSED[code] for code in found])

    def test_a_bucket_that_is_not_there_has_no_sub_resource(self):
        code = self.code(self.s3.get_bucket_request_payment, Bucket="nowhere")
        self.assertEqual("NoSuchBucket", code)

    def test_the_owner_pays_until_somebody_else_is_to(self):
        bucket = self.bucket()
        get = self.s3.get_bucket_request_payment
        self.assertEqual("BucketOwner", get(Bucket=bucket)["Payer"])
        self.s3.put_bucket_request_payment(
            Bucket=bucket, RequestPaymentConfiguration={"Payer": "Requester"}
        )
        self.assertEqual("Requester", get(Bucket=bucket)["Payer"])
        self.assertEqual("BucketOwner", get(Bucket=self.bucket())["Payer"])

    def test_a_policy_is_public_where_anybody_is_allowed_something(self):
        bucket = self.bucket()
        status = self.s3.get_bucket_policy_status
        self.assertEqual("NoSuchBucketPolicy", self.code(status, Bucket=bucket))
        for effect, public in (("Deny", False), ("Allow", True)):
            statement = {"Effect": effect, "Principal": "*", "Action": "s3:DeleteBucket"}
            statement["Resource"] = f"arn:aws:s3:::{bucket}"
            policy = {"Version": "2012-10-17", "Statement": [statement]}
            self.s3.put_bucket_policy(Bucket=bucket, Policy=json.dumps(policy))
            self.assertEqual(public, status(Bucket=bucket)["PolicyStatus"]["IsPublic"])

    def test_configurations_by_id_come_back_are_listed_and_go(self):
        bucket = self.bucket()
        tiering = {"Days": 90, "AccessTier": "ARCHIVE_ACCESS"}
        export = {"StorageClassAnalysis": {}}
        for kind, more in (
            ("Analytics", export),
            ("IntelligentTiering", {"Status": "Enabled", "Tierings": [tiering]}),
            ("Metrics", {"Filter": {"Prefix": "in/"}}),
        ):
            with self.subTest(kind):
                snake = {"IntelligentTiering": "intelligent_tiering"}.get(kind, kind.lower())
                one = f"bucket_{snake}_configuration"
                get, put = getattr(self.s3, f"get_{one}"), getattr(self.s3, f"put_{one}")
                delete = getattr(self.s3, f"delete_{one}")
                listed = getattr(self.s3, f"list_{one}s")
                field, target = f"{kind}Configuration", {"Bucket": bucket, "Id": "a b"}
                self.assertNotIn(f"{field}List", listed(Bucket=bucket))
                self.assertEqual("NoSuchConfiguration", self.code(get, **target))
                given = {"Id": "a b", **more}
                put(**target, **{field: given})
                self.assertEqual(given["Id"], get(**target)[field]["Id"])
                self.assertEqual(["a b"], [c["Id"] for c in listed(Bucket=bucket)[f"{field}List"]])
                delete(**target)
                self.assertEqual("NoSuchConfiguration", self.code(get, **target))
                self.assertEqual("NoSuchConfiguration", self.code(delete, **target))

    def test_an_inventory_goes_and_its_bucket_stays(self):
        bucket = self.bucket()
        inventory = {
            "Id": "all",
            "IsEnabled": True,
            "IncludedObjectVersions": "All",
            "Schedule": {"Frequency": "Daily"},
            "Destination": {
                "S3BucketDestination": {"Bucket": f"arn:aws:s3:::{bucket}", "Format": "CSV"}
            },
        }
        target = {"Bucket": bucket, "Id": "all"}
        self.s3.put_bucket_inventory_configuration(**target, InventoryConfiguration=inventory)
        self.s3.delete_bucket_inventory_configuration(**target)
        for call in ("delete", "get"):
            method = getattr(self.s3, f"{call}_bucket_inventory_configuration")
            self.assertEqual("NoSuchConfiguration", self.code(method, **target))
        self.s3.head_bucket(Bucket=bucket)

    def test_an_object_without_a_lock_has_no_retention(self):
        bucket = self.bucket()
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")
        get = self.s3.get_object_retention
        code = self.code(get, Bucket=bucket, Key="k")
        self.assertEqual("NoSuchObjectLockConfiguration", code)
        self.assertEqual("NoSuchKey", self.code(get, Bucket=bucket, Key="other"))
