"""S3's event notifications: the two formats of an event, and its delivery to the targets.

moto delivers an event within the caller's request, before the object's metadata is set, ignores
every error, and leaves out the version, the sequencer and the requester. Here the events of a
request are collected, and delivered after its response.
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
from typing import Callable
from urllib.parse import quote_plus

from moto.s3 import notifications as moto_notifications
from moto.s3.models import FakeDeleteMarker

from .. import context
from ..events.eventbridge import EventBridge
from ..iam.service_principal import ServicePrincipal
from ..lambda_.functions import Functions
from ..lambda_.permissions import may_invoke
from ..messages import send
from ..sns.topics import may_publish
from ..sqs.queues import may_send
from ..timestamps import iso_now

log = logging.getLogger(__name__)

_EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e"
_CREATED, _REMOVED, _RESTORED = "s3:ObjectCreated:", "s3:ObjectRemoved:", "s3:ObjectRestore:"
_REASONS = {  # EventBridge's names of the request
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
    """An event of an object. `name` begins with `s3:`, as in a configuration."""

    name: str
    bucket: object  # moto's FakeBucket
    key: str
    object: dict  # the record's s3.object
    time: str
    configuration: object  # the bucket's notifications at that time, moto's; or None


class Sequencer:
    """Gives sequencers: `00` and 16 hex digits, each larger than the one before."""

    def __init__(self) -> None:
        self._last = 0
        self._lock = threading.Lock()

    def next(self) -> str:
        with self._lock:
            self._last = max(self._last + 1, (time.time_ns() << 32) // 10**9)
            return f"00{self._last:016X}"


_sequencer = Sequencer()


def collect(account_id: str, event_name: str, bucket, key) -> None:
    """Records an event of the current request, in place of moto's `send_event`.

    For a multipart upload moto sends a Put first, and for every new object a tagging: of the events
    of one object in one request, the last creation is the one that AWS sends.
    """
    name = getattr(event_name, "value", event_name)
    events = context.current().events
    made = [e for e in events if e.name.startswith(_CREATED) and e.key == key.name]
    if name.startswith(_REMOVED):
        return  # `collect_removal` records it
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
    """Records that a version was deleted, or (`marker`) that a delete marker was added.

    moto sends no event of a delete marker or of a single version.
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
    if name.startswith((_CREATED, _REMOVED, _RESTORED)):  # a change of tags or an ACL has none
        described["sequencer"] = _sequencer.next()
    return S3Event(name, bucket, key, described, iso_now(), bucket.notification_configuration)


class Delivery:
    """Delivers the events of a request to the targets of their buckets' notifications."""

    def __init__(
        self, functions: Functions, event_bridge: EventBridge, loses: Callable[[str, str], bool]
    ):
        self._functions = functions
        self._event_bridge = event_bridge
        self._loses = loses  # bucket and key, for tests of what S3 never tells

    def deliver(self, request: context.Request) -> None:
        """Delivers the events of a request. To be called after its response."""
        execute = self._functions.scheduler.execute
        for event in request.events:
            bucket, configuration = event.bucket, event.configuration
            if self._loses(bucket.name, event.key):
                log.info("fault: the event %s of %s is lost", event.name, event.key)
                continue
            for kind in ("cloud_function", "queue", "topic") if configuration else ():
                for target in getattr(configuration, kind):
                    if target.matches(event.name, event.key):
                        body = {"Records": [_record(event, request, target.id)]}
                        execute(self._send, kind, target.arn, bucket, body)
            if configuration and configuration.event_bridge is not None:
                body = _event_bridge_event(event, request)
                publish = self._event_bridge.publish
                execute(publish, bucket.account_id, bucket.region_name, body)

    def _send(self, kind: str, arn: str, bucket, body: dict) -> None:
        if not may_notify(kind, arn, bucket):
            log.error("%s is not permitted to notify %s: event dropped", bucket.arn, arn)
        elif kind == "cloud_function":
            self._functions.invoke_async(arn, json.dumps(body).encode())
        else:
            send(arn, body)


def may_notify(kind: str, arn: str, bucket) -> bool:
    """Whether the target exists and its policy lets S3 notify it of this bucket's events."""
    sender = ServicePrincipal("s3.amazonaws.com", bucket.arn, bucket.account_id)
    if kind == "cloud_function":
        return may_invoke(sender, arn)
    return may_publish(sender, arn) if kind == "topic" else may_send(sender, arn)


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
    """The event in EventBridge's format: the key without encoding, the time in whole seconds."""
    bucket, details = event.bucket, event.object
    described = {
        "key": event.key,
        "size": details.get("size"),
        "etag": details.get("eTag"),
        "version-id": details.get("versionId"),
        "sequencer": None if event.name.startswith(_RESTORED) else details.get("sequencer"),
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
