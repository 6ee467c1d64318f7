"""An inventory is laid out as S3 lays it out, and lists the versions that a bucket holds."""

import csv
import gzip
import io
import json
import unittest
import urllib.request
from urllib.error import HTTPError
from urllib.parse import unquote_plus

from emulator.s3.parquet import Column, write

from ..harness import ACCOUNT, EmulatorTest

FIELDS = ["Size", "LastModifiedDate", "ETag", "StorageClass", "IsMultipartUploaded"]


class Inventories(EmulatorTest):
    def inventoried(self, form="CSV", versioning="Enabled", prefix=None, account=ACCOUNT):
        """A source and a target bucket, with an inventory of the one that goes to the other."""
        source, target = self.bucket(versioning=versioning), self.bucket()
        destination = {"Bucket": f"arn:aws:s3:::{target}", "Format": form, "Prefix": "lists"}
        configuration = {
            "Id": "all",
            "IsEnabled": True,
            "IncludedObjectVersions": "All",
            "OptionalFields": FIELDS,
            "Schedule": {"Frequency": "Daily"},
            "Destination": {"S3BucketDestination": destination},
            **({"Filter": {"Prefix": prefix}} if prefix else {}),
        }
        self.s3.put_bucket_inventory_configuration(
            Bucket=source, Id="all", InventoryConfiguration=configuration
        )
        statement = {
            "Effect": "Allow",
            "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{target}/lists/*",
            "Condition": {
                "ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::{source}"},
                "StringEquals": {"aws:SourceAccount": account},
            },
        }
        policy = {"Version": "2012-10-17", "Statement": [statement]}
        self.s3.put_bucket_policy(Bucket=target, Policy=json.dumps(policy))
        return source, target

    def bucket(self, versioning="Enabled"):
        name = self.name("bucket")
        region = {"LocationConstraint": "eu-west-1"}
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration=region)
        if versioning:
            self.s3.put_bucket_versioning(
                Bucket=name, VersioningConfiguration={"Status": versioning}
            )
        return name

    def write(self, source, query=""):
        url = f"{self.endpoint}/_emulator/inventory/{source}/all{query}"
        with urllib.request.urlopen(urllib.request.Request(url, method="POST")) as answer:
            return json.loads(answer.read())

    def get(self, bucket, key):
        return self.s3.get_object(Bucket=bucket, Key=key)["Body"].read()

    def rows(self, target, manifest):
        found = []
        for file in manifest["files"]:
            text = gzip.decompress(self.get(target, file["key"])).decode()
            found += csv.reader(io.StringIO(text))
        return found

    def manifest(self, target, written):
        return json.loads(self.get(target, written["manifest"].split(f"{target}/")[1]))

    def test_each_version_and_marker_has_a_row_with_a_key_as_in_a_form(self):
        source, target = self.inventoried()
        odd = "a b/ä+\"\n.json"
        first = self.s3.put_object(Bucket=source, Key=odd, Body=b"1")["VersionId"]
        second = self.s3.put_object(Bucket=source, Key=odd, Body=b"22")["VersionId"]
        self.s3.put_object(Bucket=source, Key="b", Body=b"333")
        marker = self.s3.delete_object(Bucket=source, Key="b")["VersionId"]

        written = self.write(source)

        rows = self.rows(target, self.manifest(target, written))
        self.assertEqual(4, written["rows"])
        self.assertEqual({source}, {row[0] for row in rows})
        self.assertEqual([odd, odd, "b", "b"], [unquote_plus(row[1]) for row in rows])
        self.assertEqual("a+b/%C3%A4%2B%22%0A.json", rows[0][1])
        self.assertEqual([second, "true", "false", "2"], rows[0][2:6])
        self.assertEqual([first, "false", "false", "1"], rows[1][2:6])
        self.assertEqual([marker, "true", "true", ""], rows[2][2:6])
        self.assertRegex(rows[0][6], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$")
        self.assertEqual(["b6d767d2f8ed5d21a44b0e5886680cb9", "STANDARD", "false"], rows[0][7:])

    def test_a_bucket_without_versions_has_empty_version_ids(self):
        source, target = self.inventoried(versioning=None)
        self.s3.put_object(Bucket=source, Key="k", Body=b"1")
        rows = self.rows(target, self.manifest(target, self.write(source)))
        self.assertEqual([["k", "", "true", "false"]], [row[1:5] for row in rows])

    def test_the_files_are_where_s3_has_them_and_hive_finds_them(self):
        source, target = self.inventoried()
        for key in "abc":
            self.s3.put_object(Bucket=source, Key=key)
        written = self.write(source, "?rows=2")
        manifest = self.manifest(target, written)
        folder = f"lists/{source}/all"
        hour = written["manifest"].split("/")[-2]
        self.assertRegex(hour, r"^\d{4}-\d\d-\d\dT\d\d-00Z$")
        self.assertEqual(hour.replace("T", "-").rstrip("Z"), written["dt"])
        self.assertEqual(f"s3://{target}/{folder}/{hour}/manifest.json", written["manifest"])
        self.assertEqual(32, len(self.get(target, f"{folder}/{hour}/manifest.checksum")))
        links = self.get(target, f"{folder}/hive/dt={written['dt']}/symlink.txt").decode()
        keys = [file["key"] for file in manifest["files"]]
        self.assertEqual(2, len(keys))
        self.assertEqual([f"s3://{target}/{key}" for key in keys], links.split("\n"))
        self.assertEqual(source, manifest["sourceBucket"])
        self.assertEqual(
            "Bucket, Key, VersionId, IsLatest, IsDeleteMarker, " + ", ".join(FIELDS),
            manifest["fileSchema"],
        )

    def test_only_what_is_below_the_prefix_is_listed(self):
        source, target = self.inventoried(prefix="in/")
        for key in ("in/a", "out/b"):
            self.s3.put_object(Bucket=source, Key=key)
        rows = self.rows(target, self.manifest(target, self.write(source)))
        self.assertEqual(["in/a"], [row[1] for row in rows])

    def test_parquet_has_its_magic_number_at_both_ends_and_the_keys_as_they_are(self):
        source, target = self.inventoried(form="Parquet")
        self.s3.put_object(Bucket=source, Key="a b")
        manifest = self.manifest(target, self.write(source))
        data = self.get(target, manifest["files"][0]["key"])
        self.assertEqual((b"PAR1", b"PAR1"), (data[:4], data[-4:]))
        self.assertIn(b"a b", data)
        self.assertIn("int64 last_modified_date (TIMESTAMP(MILLIS,true))", manifest["fileSchema"])

    def test_s3_may_write_only_where_the_policy_lets_it(self):
        source, _ = self.inventoried(account="210987654321")
        with self.assertRaises(HTTPError) as refused:
            self.write(source)
        self.assertEqual(403, refused.exception.code)

    def test_what_is_not_configured_is_not_written(self):
        with self.assertRaises(HTTPError) as refused:
            self.write(self.bucket())
        self.assertEqual(404, refused.exception.code)


class Parquet(unittest.TestCase):
    def test_a_value_of_each_kind_and_its_absence_are_written_as_engines_read_them(self):
        """DuckDB reads these bytes as the rows."""
        columns = [
            Column("text", "text"),
            Column("flag", "boolean"),
            Column("number", "integer"),
            Column("time", "milliseconds"),
        ]
        data = write(columns, [["ä", True, -1, 1000], [None, None, None, None]])
        self.assertEqual(EXPECTED, data.hex())


EXPECTED = (
    "504152311500151815182c1504150015061506000002000000030102000000c3a41500150e150e2c15041500"
    "150615060000020000000301011500151c151c2c15041500150615060000020000000301ffffffffffffffff"
    "1500151c151c2c15041500150615060000020000000301e8030000000000001502195c4806736368656d6115"
    "0800150c2502180474657874250000150025021804666c6167001504250218066e756d626572001504250218"
    "0474696d652512001604191c194c26081c150c192500061918047465787415001604163a163a260800002642"
    "1c150019250006191804666c616715001604163016302642000026721c1504192500061918066e756d626572"
    "15001604163e163e2672000026b0011c15041925000619180474696d6515001604163e163e26b001000016e6"
    "0116040000c200000050415231"
)
