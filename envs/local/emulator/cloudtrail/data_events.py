"""Sends S3's data events to EventBridge, as CloudTrail does for what a trail selects.

moto keeps trails and records nothing. Here the requests that write are sent as events to the
default bus; the log files of a trail are not written. EventBridge gets no events of calls that only
read. Of a trail, the advanced event selectors are followed.
https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-data-events-with-cloudtrail.html
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
"""

from __future__ import annotations

import uuid
from typing import Any

from moto.cloudtrail.models import Trail, cloudtrail_backends
from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from .. import context
from ..events.eventbridge import EventBridge
from ..scheduler import Scheduler
from ..timestamps import iso_now
from .requests import S3Call, call_of
from .user_identity import user_identity

_TESTS = {
    "Equals": lambda value, given: value == given,
    "StartsWith": str.startswith,
    "EndsWith": str.endswith,
}


class DataEvents:
    """Sends an event for each request that writes, where a trail selects it."""

    def __init__(self, scheduler: Scheduler, event_bridge: EventBridge):
        self._scheduler = scheduler
        self._event_bridge = event_bridge

    def record(self, environ: dict, request: context.Request, status: int) -> None:
        """Sends the event of a request, refused ones too. To be called after its response."""
        bucket = _bucket(environ["PATH_INFO"]) if request.service == "s3" else None
        if bucket is None:
            return
        trails = cloudtrail_backends[DEFAULT_ACCOUNT_ID][bucket.region_name].trails
        call = call_of(environ, request) if trails else None
        if call and any(_selects(trail, call) for trail in list(trails.values())):
            event = _event(call, request, status, bucket.region_name)
            self._scheduler.execute(
                self._event_bridge.publish, DEFAULT_ACCOUNT_ID, bucket.region_name, event
            )


def _bucket(path: str) -> Any:
    return s3_backends[DEFAULT_ACCOUNT_ID]["aws"].buckets.get(path[1:].partition("/")[0])


def _selects(trail: Trail, call: S3Call) -> bool:
    fields = {
        "eventCategory": "Data",
        "eventName": call.name,
        "readOnly": "false",
        "resources.ARN": call.arn,
        "resources.type": "AWS::S3::Object",
    }
    return trail.status.is_logging and any(
        all(_holds(condition, fields) for condition in selector["FieldSelectors"])
        for selector in trail.advanced_event_selectors
    )


def _holds(condition: dict[str, Any], fields: dict[str, str]) -> bool:
    value = fields.get(condition["Field"], "")
    return all(
        any(test(value, given) for given in condition.get(name) or [])
        if condition.get(name)
        else not any(test(value, given) for given in condition.get(f"Not{name}") or [])
        for name, test in _TESTS.items()
    )


def _event(call: S3Call, request: context.Request, status: int, region: str) -> dict[str, Any]:
    """A record of CloudTrail, as EventBridge gets it."""
    at = iso_now()[: len("2000-01-01T00:00:00")] + "Z"
    refused = {"errorCode": "AccessDenied", "errorMessage": "Access Denied"}
    return {
        "version": "0",
        "id": str(uuid.uuid4()),
        "detail-type": "AWS API Call via CloudTrail",
        "source": "aws.s3",
        "account": DEFAULT_ACCOUNT_ID,
        "time": at,
        "region": region,
        "resources": [],
        "detail": {
            "eventVersion": "1.11",
            "userIdentity": user_identity(request.access_key),
            "eventTime": at,
            "eventSource": "s3.amazonaws.com",
            "eventName": call.name,
            "awsRegion": region,
            "sourceIPAddress": request.source_ip,
            "userAgent": f"[{request.headers.get('user-agent', '')}]",
            **(refused if status == 403 else {}),
            "requestParameters": call.parameters,
            "responseElements": None,
            "requestID": request.request_id,
            "eventID": str(uuid.uuid4()),
            "readOnly": False,
            "resources": [
                {"type": "AWS::S3::Object", "ARN": call.arn},
                {
                    "accountId": DEFAULT_ACCOUNT_ID,
                    "type": "AWS::S3::Bucket",
                    "ARN": f"arn:aws:s3:::{call.bucket}",
                },
            ],
            "eventType": "AwsApiCall",
            "managementEvent": False,
            "recipientAccountId": DEFAULT_ACCOUNT_ID,
            "eventCategory": "Data",
        },
    }
