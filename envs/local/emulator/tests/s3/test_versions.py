"""Versions and delete markers live and go as S3's do, also where versioning is suspended."""

from ..harness import EmulatorTest


class Versions(EmulatorTest):
    def suspend(self, bucket):
        suspended = {"Status": "Suspended"}
        self.s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=suspended)

    def held(self, bucket, kind="Versions"):
        listed = self.s3.list_object_versions(Bucket=bucket).get(kind, [])
        return [(item["Key"], item["VersionId"]) for item in listed]

    def empty(self, bucket, one_by_one=False):
        """Deletes each version and then each marker, as Terraform's provider does."""
        for kind in ("Versions", "DeleteMarkers"):
            objects = [{"Key": key, "VersionId": v} for key, v in self.held(bucket, kind)]
            for chosen in [[item] for item in objects] if one_by_one else [objects]:
                if chosen:
                    wanted = {"Objects": chosen}
                    answer = self.s3.delete_objects(Bucket=bucket, Delete=wanted)
                    self.assertNotIn("Errors", answer)

    def test_a_bucket_with_delete_markers_can_be_emptied_and_deleted_whatever_its_versioning(self):
        for versioning in ("Enabled", "Suspended"):
            for one_by_one in (False, True):
                with self.subTest(versioning, one_by_one=one_by_one):
                    bucket = self.bucket()
                    for key in ("a", "b", "c"):
                        self.s3.put_object(Bucket=bucket, Key=key, Body=b"1")
                        self.s3.delete_object(Bucket=bucket, Key=key)
                        self.s3.delete_object(Bucket=bucket, Key=key)
                    self.s3.put_object(Bucket=bucket, Key="b", Body=b"2")
                    if versioning == "Suspended":  # as the provider does before it empties a bucket
                        self.suspend(bucket)
                    self.empty(bucket, one_by_one)
                    self.assertEqual([], self.held(bucket) + self.held(bucket, "DeleteMarkers"))
                    self.s3.delete_bucket(Bucket=bucket)

    def test_only_the_version_that_was_named_goes_while_versioning_is_suspended(self):
        bucket = self.bucket()
        put = self.s3.put_object
        first, second = (put(Bucket=bucket, Key="k", Body=b"1")["VersionId"] for _ in range(2))
        self.suspend(bucket)
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId=first)
        self.assertEqual([("k", second)], self.held(bucket))
        self.s3.head_object(Bucket=bucket, Key="k", VersionId=second)

    def test_a_write_while_versioning_is_suspended_replaces_the_version_null_alone(self):
        bucket = self.bucket()
        version = self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")["VersionId"]
        self.suspend(bucket)
        for body in (b"2", b"3"):
            self.s3.put_object(Bucket=bucket, Key="k", Body=body)
        self.assertEqual([("k", "null"), ("k", version)], self.held(bucket))
        get = self.s3.get_object
        self.assertEqual(b"3", get(Bucket=bucket, Key="k")["Body"].read())
        self.assertEqual(b"1", get(Bucket=bucket, Key="k", VersionId=version)["Body"].read())

    def test_a_deletion_while_versioning_is_suspended_leaves_a_marker_in_the_place_of_null(self):
        bucket = self.bucket()
        version = self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")["VersionId"]
        self.suspend(bucket)
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"2")
        for _ in range(2):
            answer = self.s3.delete_object(Bucket=bucket, Key="k")
            self.assertEqual((True, "null"), (answer["DeleteMarker"], answer["VersionId"]))
        self.assertEqual([("k", "null")], self.held(bucket, "DeleteMarkers"))
        self.assertEqual([("k", version)], self.held(bucket))
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId="null")
        self.assertEqual(b"1", self.s3.get_object(Bucket=bucket, Key="k")["Body"].read())

    def test_a_deletion_of_what_is_not_there_leaves_a_marker_too(self):
        bucket = self.bucket()
        marker = self.s3.delete_object(Bucket=bucket, Key="k")["VersionId"]
        self.assertEqual([("k", marker)], self.held(bucket, "DeleteMarkers"))

    def test_without_versions_only_the_object_itself_can_be_deleted(self):
        bucket = self.bucket(None)
        self.s3.put_object(Bucket=bucket, Key="k", Body=b"1")
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId="other")
        self.s3.head_object(Bucket=bucket, Key="k")
        self.s3.delete_object(Bucket=bucket, Key="k", VersionId="null")
        self.assertEqual([], self.held(bucket))

    def test_without_versions_the_end_of_an_upload_names_none(self):
        named = {}
        for versioning in ("Enabled", None):
            bucket = self.bucket(versioning)
            upload = self.s3.create_multipart_upload(Bucket=bucket, Key="k")["UploadId"]
            place = {"Bucket": bucket, "Key": "k", "UploadId": upload}
            tag = self.s3.upload_part(**place, PartNumber=1, Body=b"1")["ETag"]
            parts = {"Parts": [{"ETag": tag, "PartNumber": 1}]}
            answer = self.s3.complete_multipart_upload(**place, MultipartUpload=parts)
            named[versioning] = "VersionId" in answer
        self.assertEqual({"Enabled": True, None: False}, named)

    def test_a_listing_goes_on_after_a_key_that_need_not_exist_and_within_one(self):
        bucket = self.bucket()
        self.s3.put_bucket_versioning(
            Bucket=bucket, VersioningConfiguration={"Status": "Enabled"}
        )
        for key in ("a", "b/1", "b/1", "b/2", "c"):
            self.s3.put_object(Bucket=bucket, Key=key, Body=b"1")
        self.s3.delete_object(Bucket=bucket, Key="c")

        def keys(**options):
            answer = self.s3.list_object_versions(Bucket=bucket, **options)
            found = answer.get("Versions", []) + answer.get("DeleteMarkers", [])
            return answer, sorted((each["Key"], each["IsLatest"]) for each in found)

        rest = [("b/1", False), ("b/1", True), ("b/2", True), ("c", False), ("c", True)]
        self.assertEqual(rest, keys(KeyMarker="b/")[1])
        self.assertEqual(rest[2:], keys(KeyMarker="b/1")[1])
        self.assertEqual([("c", False), ("c", True)], keys(KeyMarker="b/2")[1])
        found, options = [], {"MaxKeys": 1}
        while options:
            answer, page = keys(**options)
            found += page
            options = answer["IsTruncated"] and {
                "MaxKeys": 1,
                "KeyMarker": answer["NextKeyMarker"],
                "VersionIdMarker": answer["NextVersionIdMarker"],
            }
        self.assertEqual([("a", True), *rest], sorted(found))
