"""Inventories of buckets, which moto stores the configuration of and never writes.

    POST /_emulator/inventory/<bucket>/<id>  Writes the inventory of the present content where its
         configuration says, if the policy of that bucket lets S3 do so, and returns where its
         manifest is, as in {"manifest": "s3://…/manifest.json", "dt": "2026-11-27-12-00",
         "rows": 7}. With `?rows=1000` a data file has at most so many.

S3 begins an inventory at a full hour, so its name has none of the minutes.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import uuid
from datetime import datetime, timezone
from typing import Any, Iterator
from urllib.parse import quote_plus

from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.utils import unix_time_millis
from moto.s3.models import FakeBucket, FakeDeleteMarker, FakeKey, s3_backends
from werkzeug.wrappers import Request, Response

from ..iam.service_principal import ServicePrincipal
from .parquet import Column, write

PATH = "/_emulator/inventory/"

_VERSIONS = [
    Column("version_id", "text"),
    Column("is_latest", "boolean"),
    Column("is_delete_marker", "boolean"),
]
_FIELDS = {
    "Size": Column("size", "integer"),
    "LastModifiedDate": Column("last_modified_date", "milliseconds"),
    "ETag": Column("e_tag", "text"),
    "StorageClass": Column("storage_class", "text"),
    "IsMultipartUploaded": Column("is_multipart_uploaded", "boolean"),
}


class Inventories:
    """Writes an inventory when it is asked for; S3 does so once a day or week."""

    def answer(self, environ: dict) -> Response | None:
        """The response to a request for an inventory; None for any other request."""
        if not environ["PATH_INFO"].startswith(PATH):
            return None
        request = Request(environ)
        bucket, _, wanted = request.path.removeprefix(PATH).partition("/")
        buckets = s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets
        found = buckets[bucket].inventory_configs.get(wanted) if bucket in buckets else None
        if found is None:
            return Response(f"{bucket} has no inventory {wanted}", status=404)
        destination = found.destination["S3BucketDestination"]
        target = buckets.get(destination["Bucket"].rpartition(":")[2])
        if target is None or not _may_write(bucket, target, destination):
            return Response(f"S3 may not write to {destination['Bucket']}", status=403)
        rows = int(request.args.get("rows", 1_000_000))
        written = _Inventory(buckets[bucket], found, target).put(rows)
        return Response(json.dumps(written), content_type="application/json")


def _may_write(source: str, target: FakeBucket, destination: dict) -> bool:
    s3 = ServicePrincipal("s3.amazonaws.com", f"arn:aws:s3:::{source}", DEFAULT_ACCOUNT_ID)
    key = f"{destination['Bucket']}/{destination.get('Prefix', '')}/{source}/x"
    return s3.is_allowed(json.loads(target.policy or "{}"), "s3:PutObject", key)


class _Inventory:
    """One inventory of a bucket."""

    def __init__(self, source: FakeBucket, configuration: Any, target: FakeBucket) -> None:
        destination = configuration.destination["S3BucketDestination"]
        optional = configuration.optional_fields or []
        optional = optional.get("Field", []) if isinstance(optional, dict) else optional
        optional = [optional] if isinstance(optional, str) else optional
        self._source = source
        self._target = target
        self._prefix = (configuration.filters or {}).get("Prefix", "")
        self._format = destination["Format"]
        self._fields = [name for name in _FIELDS if name in optional]
        folder = f"{source.name}/{configuration.id}"
        self._folder = f"{destination['Prefix']}/{folder}" if destination.get("Prefix") else folder
        self._began = datetime.now(timezone.utc)
        self._columns = [
            Column("bucket", "text"),
            Column("key", "text"),
            *_VERSIONS,
            *(_FIELDS[name] for name in self._fields),
        ]

    def put(self, at_most: int) -> dict:
        """Writes data files of so many rows, the manifest, and what Hive reads."""
        rows = list(self._rows())
        names = [
            self._put(f"data/{uuid.uuid4()}.{self._extension()}", self._data(rows[i : i + at_most]))
            for i in range(0, len(rows) or 1, at_most)
        ]
        manifest = json.dumps(self._manifest(names), indent=2).encode()
        hour = self._began.strftime("%Y-%m-%dT%H-00Z")
        dt = self._began.strftime("%Y-%m-%d-%H-00")
        at, _ = self._put(f"{hour}/manifest.json", manifest)
        self._put(f"{hour}/manifest.checksum", hashlib.md5(manifest).hexdigest().encode())
        links = "\n".join(f"s3://{self._target.name}/{name}" for name, _ in names)
        self._put(f"hive/dt={dt}/symlink.txt", links.encode())
        return {"manifest": f"s3://{self._target.name}/{at}", "dt": dt, "rows": len(rows)}

    def _put(self, name: str, data: bytes) -> tuple[str, bytes]:
        key = f"{self._folder}/{name}"
        s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(self._target.name, key, data)
        return key, data

    def _rows(self) -> Iterator[list]:
        """A row for each version, by key, the newest first."""
        for key in sorted(self._source.keys):
            versions = self._source.keys.getlist(key)
            for version in reversed(versions) if key.startswith(self._prefix) else ():
                of_version = _values(version, self._source.versioning_status is not None)
                yield [
                    self._source.name,
                    key,
                    of_version["version_id"],
                    version is versions[-1],
                    of_version["is_delete_marker"],
                    *(of_version[_FIELDS[name].name] for name in self._fields),
                ]

    def _extension(self) -> str:
        return "csv.gz" if self._format == "CSV" else "parquet"

    def _data(self, rows: list[list]) -> bytes:
        if self._format != "CSV":
            return write(self._columns, rows)
        text = io.StringIO()
        writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for row in rows:
            writer.writerow(_as_text(*cell) for cell in zip(self._columns, row))
        return gzip.compress(text.getvalue().encode(), mtime=0)

    def _manifest(self, names: list[tuple[str, bytes]]) -> dict:
        return {
            "sourceBucket": self._source.name,
            "destinationBucket": f"arn:aws:s3:::{self._target.name}",
            "version": "2016-11-30",
            "creationTimestamp": str(int(unix_time_millis(self._began.replace(tzinfo=None)))),
            "fileFormat": self._format,
            "fileSchema": self._schema(),
            "files": [
                {"key": name, "size": len(data), "MD5checksum": hashlib.md5(data).hexdigest()}
                for name, data in names
            ],
        }

    def _schema(self) -> str:
        if self._format == "CSV":
            given = ["Bucket", "Key", "VersionId", "IsLatest", "IsDeleteMarker", *self._fields]
            return ", ".join(given)
        kinds = {
            "text": "binary {} (STRING)",
            "boolean": "boolean {}",
            "integer": "int64 {}",
            "milliseconds": "int64 {} (TIMESTAMP(MILLIS,true))",
        }
        fields = [
            f"optional {kinds[column.kind].format(column.name)};" for column in self._columns
        ]
        return f"message s3.inventory {{ {' '.join(fields)} }}"


def _values(version: FakeKey | FakeDeleteMarker, has_versions: bool) -> dict[str, Any]:
    """What an inventory can tell of a version. S3 has times in whole seconds."""
    is_marker = isinstance(version, FakeDeleteMarker)
    return {
        "version_id": version.version_id if has_versions else None,
        "is_delete_marker": is_marker,
        "size": None if is_marker else version.size,
        "last_modified_date": int(unix_time_millis(version.last_modified)) // 1000 * 1000,
        "e_tag": None if is_marker else version.etag.strip('"'),
        "storage_class": None if is_marker else version.storage_class,
        "is_multipart_uploaded": None if is_marker else "-" in version.etag,
    }


def _as_text(column: Column, value: Any) -> str:
    """A value in CSV, where a key is encoded as in a form."""
    if value is None:
        return ""
    if column.name == "key":
        return quote_plus(value, safe="/*")
    if column.kind == "milliseconds":
        moment = datetime.fromtimestamp(value / 1000, timezone.utc)
        return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return str(value).lower() if column.kind == "boolean" else str(value)
