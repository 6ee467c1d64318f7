"""What S3 tells about objects: the event's shape, and its way to queues, topics and functions.

moto sends an event inside the caller's request, before the object's metadata is set, swallows every
error, and leaves out the version, the sequencer and the requester. Here the events of a request are
collected, and delivered once the request has been answered.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
"""

from __future__ import annotations

import json
import logging
import threading
import time
from dataclasses import dataclass
from urllib.parse import quote_plus

from moto.s3 import notifications as moto_notifications
from moto.s3.models import FakeDeleteMarker

from . import context, policies
from .functions import Functions, Target, resolve, send
from .logs import iso_now

log = logging.getLogger(__name__)

_EMPTY_ETAG = "d41d8cd98f00b204e9800998ecf8427e"
_CREATED, _REMOVED, _TAGGED = "s3:ObjectCreated:", "s3:ObjectRemoved:", "s3:ObjectTagging:"


@dataclass(frozen=True)
class S3Event:
    """Something that happened to an object. `name` with its `s3:`, as a configuration has it."""

    name: str
    bucket: object  # moto's FakeBucket
    key: str
    object: dict  # the record's s3.object
    time: str


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
    if name.startswith(_TAGGED) and made or name.startswith(_REMOVED):
        return  # removals: see `collect_removal`
    if name.startswith(_CREATED):
        for event in made:
            events.remove(event)
    described = {"key": quote_plus(key.name, safe="/"), "size": key.size}
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
    described["sequencer"] = _sequencer.next()
    return S3Event(name, bucket, key, described, iso_now())


class Delivery:
    """Sends the events of a request to the targets of their buckets' notification configuration."""

    def __init__(self, functions: Functions):
        self._functions = functions

    def deliver(self, request: context.Request) -> None:
        """Sends what the request caused. Call it once the request has been answered."""
        for event in request.events:
            configuration = event.bucket.notification_configuration
            for kind in ("cloud_function", "queue", "topic") if configuration else ():
                for target in getattr(configuration, kind):
                    if target.matches(event.name, event.key):
                        body = {"Records": [_record(event, request, target.id)]}
                        call = self._invoke if kind == "cloud_function" else _send
                        self._functions.soon(call, target.arn, event.bucket, body)
            if configuration and configuration.event_bridge is not None:
                key = event.bucket.keys.get(event.key)
                call = moto_notifications._send_event_bridge_message
                if key:
                    self._functions.soon(
                        call, event.bucket.account_id, event.bucket, event.name, key
                    )

    def _invoke(self, arn: str, bucket, body: dict) -> None:
        if not may_invoke(arn, bucket):
            log.error("%s is not permitted to invoke %s: event dropped", bucket.arn, arn)
            return
        self._functions.invoke_later(arn, json.dumps(body).encode())


def _send(arn: str, bucket, body: dict) -> None:
    send(arn, body)


def may_invoke(arn: str, bucket) -> bool:
    """Whether the function's policy lets S3 invoke this very qualifier for this bucket."""
    target: Target = resolve(arn, None, "", "")
    policy = {"Statement": target.latest.policy.statements}
    keys = {"aws:sourcearn": bucket.arn, "aws:sourceaccount": bucket.account_id}
    principals = ["Service:s3.amazonaws.com"]
    allowed = policies.decide(policy, "lambda:InvokeFunction", target.arn, principals, keys)
    return allowed == "Allow"


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
