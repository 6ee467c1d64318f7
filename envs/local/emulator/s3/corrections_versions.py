"""Corrects moto 5.2.1 in buckets with versions. Importing this module applies it.

moto treats a bucket with suspended versioning as one without versions: the next write loses every
older version, a deletion of one deletes all of them, and a delete marker causes an error 500, which
a client that empties the bucket retries for minutes.
"""

from __future__ import annotations

import contextlib
from types import SimpleNamespace
from typing import Iterator

from moto.s3.models import FakeBucket, FakeDeleteMarker, S3Backend
from moto.s3.responses import S3Response

from ..patching import replaces
from . import event_notifications

FakeDeleteMarker.dispose = lambda self: None  # it has no content


@contextlib.contextmanager
def _versions_count(bucket: FakeBucket) -> Iterator[None]:
    """Makes moto use the versions of a bucket whose versioning is suspended."""
    status = bucket.versioning_status
    bucket.versioning_status = status and "Enabled"
    try:
        yield
    finally:
        bucket.versioning_status = status


@replaces(S3Backend, "put_object")
def _put_object(original, self, bucket_name, key_name, *arguments, **options):
    """With suspended versioning a write replaces the version `null` alone; in moto, all of them."""
    bucket = self.get_bucket(bucket_name)
    versions = bucket.keys.getlist(key_name, [])
    if bucket.versioning_status != "Suspended" or not versions:
        return original(self, bucket_name, key_name, *arguments, **options)
    dict.pop(bucket.keys, key_name)  # without disposing of the versions
    try:
        key = original(self, bucket_name, key_name, *arguments, **options)
    except Exception:
        bucket.keys.setlist(key_name, versions)
        raise
    for version in versions:
        if version.version_id == "null":
            version.dispose()
    kept = [version for version in versions if version.version_id != "null"]
    bucket.keys.setlist(key_name, [*kept, key])
    return key


@replaces(S3Backend, "delete_object")
def _delete_object(original, self, bucket_name, key_name, version_id=None, bypass=False):
    """moto sends no event of a delete marker or of the removal of one version."""
    bucket = self.get_bucket(bucket_name)
    versions = bucket.keys.getlist(key_name, [])
    if bucket.versioning_status and version_id is None:
        marker = _mark(bucket, key_name, versions)
        event_notifications.collect_removal(bucket, key_name, None, marker)
        return True, {"version-id": marker.version_id, "delete-marker": "true"}
    if not bucket.versioning_status and version_id not in (None, "null"):
        return False, {}  # moto deletes the object, whatever version is named
    found = [version for version in versions if str(version.version_id) == str(version_id)]
    with _versions_count(bucket):
        done, headers = original(self, bucket_name, key_name, version_id=version_id, bypass=bypass)
    if any(isinstance(version, FakeDeleteMarker) for version in found):
        headers["delete-marker"] = "true"  # moto sets it for a second marker only
    if found or (versions and version_id is None):
        removed = version_id if bucket.versioning_status else None
        event_notifications.collect_removal(bucket, key_name, removed, None)
    return done, headers


@replaces(S3Backend, "list_object_versions")
def _list_object_versions(
    original,
    self,
    bucket_name,
    delimiter=None,
    key_marker=None,
    max_keys=1000,
    prefix="",
    version_id_marker=None,
):
    """moto leaves out the first key after a key marker that is no key, and copies every version of
    the bucket for each page."""
    if delimiter:
        return original(
            self, bucket_name, delimiter, key_marker, max_keys, prefix, version_id_marker
        )
    bucket = self.get_bucket(bucket_name)
    first = key_marker or ""
    versions, markers, last = [], [], None
    for name in sorted(key for key in list(bucket.keys) if key.startswith(prefix or "")):
        if name < first or name == first and not version_id_marker:
            continue
        newest_first = list(reversed(bucket.keys.getlist(name, [])))
        for version in newest_first:
            version.is_latest = version is newest_first[0]
        if name == first:
            ids = [str(version.version_id) for version in newest_first]
            passed = ids.index(version_id_marker) + 1 if version_id_marker in ids else 0
            newest_first = newest_first[passed:]
        for version in newest_first:
            if len(versions) + len(markers) >= max_keys:
                return versions, [], markers, last.name, last.version_id
            (markers if isinstance(version, FakeDeleteMarker) else versions).append(version)
            last = version
    return versions, [], markers, None, None


def _mark(bucket: FakeBucket, name: str, versions: list) -> FakeDeleteMarker:
    """Adds a delete marker, also for a key that does not exist, where moto adds none."""
    marker = FakeDeleteMarker(SimpleNamespace(name=name))
    if bucket.versioning_status == "Suspended":
        marker._version_id = "null"
        versions = [version for version in versions if version.version_id != "null"]
    bucket.keys.setlist(name, [*versions, marker])
    return marker


@replaces(S3Response, "head_object")
def _head_object(original, self, bucket_name, query, key_name, headers):
    """moto refuses every version id while a bucket has no versioning, or has it suspended."""
    bucket = self.backend.get_bucket(bucket_name)
    if query.get("versionId") == ["null"] and not bucket.versioning_status:
        query = {name: value for name, value in query.items() if name != "versionId"}
    with _versions_count(bucket):
        return original(self, bucket_name, query, key_name, headers)


@replaces(S3Response, "_key_response_post")
def _key_response_post(original, self, request, body, bucket_name, query, key_name):
    """moto names the version `null` at the end of an upload into a bucket without versions."""
    status, headers, answer = original(self, request, body, bucket_name, query, key_name)
    if not self.backend.get_bucket(bucket_name).versioning_status:
        headers.pop("x-amz-version-id", None)
    return status, headers, answer
