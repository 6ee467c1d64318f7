"""What S3 tells about objects: the event's two shapes, and its way to whoever is to hear of it.

moto sends an event inside the caller's request, before the object's metadata is set, swallows every
error, and leaves out the version, the sequencer and the requester. Here the events of a request are
collected, and delivered once the request has been answered.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
"""

from __future__ import annotations

import json
import logging
import threading
import time
import uuid
from dataclasses import dataclass
from urllib.parse import quote_plus

from moto.s3 import notifications as moto_notifications
from moto.s3.models import FakeDeleteMarker

from .. import context
from ..events.eventbridge import EventBridge
from ..lambda_.functions import Functions, send
from ..lambda_.logs import iso_now
from ..lambda_.permissions import Sender

log = logging.getLogger(__name__)

_EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e"
_CREATED, _REMOVED, _RESTORED = "s3:ObjectCreated:", "s3:ObjectRemoved:", "s3:ObjectRestore:"
_REASONS = {  # what EventBridge calls the request
    "s3:ObjectCreated:Put": {"reason": "PutObject"},
    "s3:ObjectCreated:Post": {"reason": "POST Object"},
    "s3:ObjectCreated:Copy": {"reason": "CopyObject"},
    "s3:ObjectCreated:CompleteMultipartUpload": {"reason": "CompleteMultipartUpload"},
    "s3:ObjectRemoved:Delete": {
        "reason": "DeleteObject",
        "deletion-type": "Permanently Deleted",
    },
    "s3:ObjectRemoved:DeleteMarkerCreated": {
        "reason": "DeleteObject",
        "deletion-type": "Delete Marker Created",
    },
}


@dataclass(frozen=True)
class S3Event:
    """Something that happened to an object. `name` with its `s3:`, as a configuration has it."""

    name: str
    bucket: object  # moto's FakeBucket
    key: str
    object: dict  # the record's s3.object
    time: str
    configuration: object  # the bucket's notifications as they were then, moto's; or None


class Sequencer:
    """`00` and 16 hex digits, each larger than the one before."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> str:
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() << 32) // 10**9)
            return f"00{self._last:016X}"


_sequencer = Sequencer()


def collect(account_id: str, event_name: str, bucket, key) -> None:
    """Notes that something happened; stands in for moto's `send_event`.

    moto names a multipart upload a Put first and tags every object that is made: of several such
    events about one object in one request, only the last creation is true.
    """
    name = getattr(event_name, "value", event_name)
    events = context.current().events
    made = [e for e in events if e.name.startswith(_CREATED) and e.key == key.name]
    if name.startswith(_REMOVED):
        return  # see `collect_removal`
    if name.startswith(_CREATED):
        for event in made:
            events.remove(event)
    elif made:
        return
    described = {"key": quote_plus(key.name, safe="/")}
    if name.startswith((_CREATED, _RESTORED)):
        described["size"] = key.size
    described["eTag"] = key.etag.strip('"')
    events.append(_event(name, bucket, key.name, key.version_id, described))


def collect_removal(bucket, key: str, version_id: str | None, marker: FakeDeleteMarker | None):
    """Notes that a version was deleted, or (`marker`) that a delete marker now hides the object.

    moto reports neither delete markers nor single versions.
    """
    described = {"key": quote_plus(key, safe="/")}
    if marker:
        described["eTag"] = _EMPTY_ETAG
        name, version_id = _REMOVED + "DeleteMarkerCreated", marker.version_id
    else:
        name = _REMOVED + "Delete"
    event = _event(name, bucket, key, version_id, described)
    context.current().events.append(event)


def _event(name: str, bucket, key: str, version_id: str | None, described: dict) -> S3Event:
    if bucket.versioning_status:  # "null" while versioning is suspended
        described["versionId"] = version_id or "null"
    if name.startswith((_CREATED, _REMOVED, _RESTORED)):  # not where tags or an ACL changed
        described["sequencer"] = _sequencer.next()
    return S3Event(name, bucket, key, described, iso_now(), bucket.notification_configuration)


class Delivery:
    """Sends the events of a request to the targets that their buckets name."""

    def __init__(self, functions: Functions, event_bridge: EventBridge):
        self._functions = functions
        self._event_bridge = event_bridge

    def deliver(self, request: context.Request) -> None:
        """Sends what the request caused. Call it once the request has been answered."""
        for event in request.events:
            bucket, configuration = event.bucket, event.configuration
            for kind in ("cloud_function", "queue", "topic") if configuration else ():
                for target in getattr(configuration, kind):
                    if target.matches(event.name, event.key):
                        body = {"Records": [_record(event, request, target.id)]}
                        self._functions.soon(self._send, kind, target.arn, bucket, body)
            if configuration and configuration.event_bridge is not None:
                body = _event_bridge_event(event, request)
                publish = self._event_bridge.publish
                self._functions.soon(publish, bucket.account_id, bucket.region_name, body)

    def _send(self, kind: str, arn: str, bucket, body: dict) -> None:
        if not may_notify(kind, arn, bucket):
            log.error("%s is not permitted to notify %s: event dropped", bucket.arn, arn)
        elif kind == "cloud_function":
            self._functions.invoke_later(arn, json.dumps(body).encode())
        else:
            send(arn, body)


def may_notify(kind: str, arn: str, bucket) -> bool:
    """Whether the target is there and its policy lets S3 tell it about this bucket."""
    sender = Sender("s3.amazonaws.com", bucket.arn, bucket.account_id)
    if kind == "cloud_function":
        return sender.may_invoke(arn)
    return kind == "topic" or sender.may_send(arn)  # topics: moto knows no conditions there


def _record(event: S3Event, request: context.Request, configuration_id: str) -> dict:
    bucket = event.bucket
    return {
        "eventVersion": "2.1",
        "eventSource": "aws:s3",
        "awsRegion": bucket.region_name,
        "eventTime": event.time,
        "eventName": event.name[len("s3:") :],
        "userIdentity": {"principalId": f"AWS:{request.access_key}"},
        "requestParameters": {"sourceIPAddress": request.source_ip},
        "responseElements": {
            "x-amz-request-id": request.request_id,
            "x-amz-id-2": request.host_id,
        },
        "s3": {
            "s3SchemaVersion": "1.0",
            "configurationId": configuration_id,
            "bucket": {
                "name": bucket.name,
                "ownerIdentity": {"principalId": bucket.account_id},
                "arn": bucket.arn,
            },
            "object": event.object,
        },
    }


def _event_bridge_event(event: S3Event, request: context.Request) -> dict:
    """The same in EventBridge's form: the key as it is, the time in whole seconds."""
    bucket, told = event.bucket, event.object
    described = {
        "key": event.key,
        "size": told.get("size"),
        "etag": told.get("eTag"),
        "version-id": told.get("versionId"),
        "sequencer": None if event.name.startswith(_RESTORED) else told.get("sequencer"),
    }
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": moto_notifications._detail_type(event.name),
        "source": "aws.s3",
        "account": bucket.account_id,
        "time": event.time[: len("2000-01-01T00:00:00")] + "Z",
        "region": bucket.region_name,
        "resources": [bucket.arn],
        "detail": {
            "version": "0",
            "event-version": "1.2",
            "bucket": {"name": bucket.name},
            "object": {name: value for name, value in described.items() if value is not None},
            "request-id": request.request_id,
            "requester": bucket.account_id,
            "source-ip-address": request.source_ip,
            **_REASONS.get(event.name, {}),
        },
    }
