"""The shards of a Kinesis stream or of a table, and their records as Lambda gives them."""

from __future__ import annotations

import base64
import json
from typing import Any, NamedTuple

from moto.dynamodb import dynamodb_backends
from moto.kinesis.models import Stream, kinesis_backends


class Entry(NamedTuple):
    """A record of a shard: its number, its time, the key whose order is kept, and the event's."""

    number: str
    arrived: float
    key: str
    content: dict
    size: int


class Shard(NamedTuple):
    """A shard: the shards that have to be read before, and its records in their order."""

    id: str
    parents: list[str]
    is_open: bool
    log: list[Any]


def is_stream(arn: str) -> bool:
    """Whether the ARN is that of a Kinesis stream or of a table's stream."""
    return ":kinesis:" in arn or (":dynamodb:" in arn and "/stream/" in arn)


def shards(arn: str) -> list[Shard] | None:
    """The shards of a stream; None if there is no such stream, or no more."""
    _, _, service, region, account, name = arn.split(":", 5)
    if service == "kinesis":
        stream = kinesis_backends[account][region].streams.get(name.partition("/")[2])
        return None if stream is None else _of_stream(stream)
    _, table_name, _, label = name.split("/", 3)
    table = dynamodb_backends[account][region].tables.get(table_name)
    if table is None or table.latest_stream_label != label or table.stream_shard is None:
        return None
    shard = table.stream_shard
    return [Shard(shard.id, [], True, shard.items)]


def _of_stream(stream: Stream) -> list[Shard]:
    return [
        Shard(
            shard.shard_id,
            [parent for parent in (shard.parent, shard.adjacent_parent) if parent],
            shard.is_open,
            shard.log,
        )
        for shard in list(stream.shards.values())
    ]


def entry(arn: str, shard: str, record: Any, role: str) -> Entry:
    """A record of moto's as Lambda reads it, with that role."""
    if ":kinesis:" in arn:
        return _kinesis_entry(arn, shard, record, role)
    content = {**record.event, "eventSourceARN": arn}
    inner = content["dynamodb"]
    key = json.dumps(inner["Keys"], sort_keys=True)
    size = len(json.dumps(content))
    return Entry(inner["SequenceNumber"], record.created_at, key, content, size)


def _kinesis_entry(arn: str, shard: str, record: Any, role: str) -> Entry:
    number = str(record.sequence_number)
    content = {
        "kinesis": {
            "kinesisSchemaVersion": "1.0",
            "partitionKey": record.partition_key,
            "sequenceNumber": number,
            "data": record.data,
            "approximateArrivalTimestamp": round(record.created_at, 3),
        },
        "eventSource": "aws:kinesis",
        "eventVersion": "1.0",
        "eventID": f"{shard}:{number}",
        "eventName": "aws:kinesis:record",
        "invokeIdentityArn": role,
        "awsRegion": arn.split(":")[3],
        "eventSourceARN": arn,
    }
    size = len(record.data) + 400 + len(record.partition_key)
    return Entry(number, record.created_at, record.partition_key, content, size)


def filtered(content: dict) -> dict | None:
    """What a filter's pattern is compared with; None for data that no pattern can match.

    For Kinesis that is the record within, whose data are decoded if they are JSON.
    """
    if "kinesis" not in content:
        return content
    inner = content["kinesis"]
    try:
        return {**inner, "data": json.loads(base64.b64decode(inner["data"]))}
    except ValueError:
        return None
