"""What Lambda reports of records of a stream that it gives up, and to which destination.

A queue or topic gets the numbers of the records, a bucket also the records themselves.
https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timezone

from moto.core import DEFAULT_ACCOUNT_ID
from moto.s3.models import s3_backends

from ..iam import roles
from ..iam.permission import Permission
from ..messages import send
from ..timestamps import iso
from .execution_environment import Outcome
from .stream_sources import Entry

_SEND = {"sqs": "sqs:SendMessage", "sns": "sns:Publish"}


def needed(destination: str) -> list[Permission]:
    """What the function's role needs for a destination."""
    service = destination.split(":")[2]
    if service == "s3":
        return [
            Permission("s3:PutObject", f"{destination}/aws/lambda/any"),
            Permission("s3:ListBucket", destination),
        ]
    return [Permission(_SEND.get(service, f"{service}:Send"), destination)]


def report(mapping, shard: str, record: dict, payload: bytes, role: str) -> None:
    """Sends what is known of a batch to the mapping's destination; raises if the role may not."""
    destination = destination_of(mapping)
    if not destination.startswith("arn:aws:s3:"):
        _ask(role, needed(destination)[0])
        send(destination, record)
        return
    now = datetime.now(timezone.utc)
    key = (
        f"aws/lambda/{mapping.uuid}/{shard}/{now:%Y/%m/%d}/"
        f"{now:%Y-%m-%dT%H.%M.%S}-{uuid.uuid4()}"
    )
    bucket = destination.removeprefix("arn:aws:s3:::")
    _ask(role, Permission("s3:PutObject", f"{destination}/{key}"))
    body = json.dumps({**record, "payload": payload.decode()})
    s3_backends[DEFAULT_ACCOUNT_ID]["aws"].put_object(bucket, key, body.encode())


def destination_of(mapping) -> str | None:
    """The ARN of the mapping's destination for failures."""
    return ((mapping.destination_config or {}).get("OnFailure") or {}).get("Destination")


def _ask(role: str, permission: Permission) -> None:
    if not roles.allows(role, permission):
        raise PermissionError(f"{role} may not {permission.action} on {permission.resource}")


def invocation_record(
    mapping, shard: str, entries: list[Entry], condition: str, count: int, outcome: Outcome | None
) -> dict:
    """What a destination receives, without the records."""
    kind = "Kinesis" if ":kinesis:" in mapping.event_source_arn else "DDBStream"
    context = {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": mapping.function_arn,
            "condition": condition,
            "approximateInvokeCount": count,
        },
    }
    if outcome is not None:
        context["responseContext"] = {"statusCode": 200, "executedVersion": outcome.version}
        context["responseContext"].update({"functionError": "Unhandled"} if outcome.failed else {})
    return {
        **context,
        "version": "1.0",
        "timestamp": iso(datetime.now(timezone.utc)),
        f"{kind}BatchInfo": {
            "shardId": shard,
            "startSequenceNumber": entries[0].number,
            "endSequenceNumber": entries[-1].number,
            "approximateArrivalOfFirstRecord": _time(entries[0].arrived),
            "approximateArrivalOfLastRecord": _time(entries[-1].arrived),
            "batchSize": len(entries),
            "streamArn": mapping.event_source_arn,
        },
    }


def _time(seconds: float) -> str:
    return iso(datetime.fromtimestamp(seconds, timezone.utc))
