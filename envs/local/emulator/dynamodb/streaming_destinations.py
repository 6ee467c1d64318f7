"""Streaming destinations: DynamoDB sends the changes of a table to a Kinesis stream.

moto 5.2.1 answers 500 to their four calls, and sends nothing.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/kds.html
"""

from __future__ import annotations

import base64
import hashlib
import json

from moto.core.responses import ActionResult
from moto.dynamodb.exceptions import MockValidationException, ResourceNotFoundException
from moto.dynamodb.models.table import Table
from moto.dynamodb.models.utilities import dynamo_json_dump
from moto.dynamodb.responses import DynamoHandler
from moto.kinesis.models import Stream, kinesis_backends

from . import changes, disturbances

_PRECISIONS = ("MILLISECOND", "MICROSECOND")
_MOST = 2  # destinations of a table, active ones
_PRECISION = "ApproximateCreationDateTimePrecision"


def _destinations(table: Table) -> dict[str, dict]:
    return table.__dict__.setdefault("streaming_destinations", {})


def _active(table: Table) -> dict[str, dict]:
    return {arn: d for arn, d in _destinations(table).items() if d["status"] == "ACTIVE"}


def _stream(arn: str) -> Stream | None:
    _, _, _, region, account, name = arn.split(":", 5)
    return kinesis_backends[account][region].streams.get(name.partition("/")[2])


def _named(handler: DynamoHandler) -> tuple[Table, str]:
    name, arn = handler.body["TableName"], handler.body["StreamArn"]
    table = handler.dynamodb_backend.get_table(name.split("/")[-1])
    if not arn.startswith("arn:") or _stream(arn) is None:
        raise ResourceNotFoundException(f"Requested resource not found: Stream: {arn} not found")
    return table, arn


def _precision(handler: DynamoHandler, member: str) -> str:
    given = (handler.body.get(member) or {}).get(_PRECISION, "MILLISECOND")
    if given not in _PRECISIONS:
        raise MockValidationException(f"{_PRECISION} must be one of {list(_PRECISIONS)}")
    return given


def _answer(table: Table, arn: str, status: str, member: str = "", precision: str = ""):
    answer = {"TableName": table.name, "StreamArn": arn, "DestinationStatus": status}
    if member:
        answer[member] = {_PRECISION: precision}
    return ActionResult(answer)


def _enable(self):
    member = "EnableKinesisStreamingConfiguration"
    (table, arn), precision = _named(self), _precision(self, member)
    with changes.writing:
        active = _active(table)
        if arn in active or len(active) >= _MOST:
            raise MockValidationException(
                f"Table {table.name} is not in a valid state to enable Kinesis Streaming "
                "Destination: it has that destination, or two"
            )
        _destinations(table)[arn] = {"status": "ACTIVE", "precision": precision}
    return _answer(table, arn, "ENABLING", member, precision)


def _disable(self):
    table, arn = _named_or_gone(self)
    with changes.writing:
        if arn not in _active(table):
            raise MockValidationException(
                f"Table {table.name} is not in a valid state to disable Kinesis Streaming "
                f"Destination: {arn} is not active"
            )
        _destinations(table)[arn]["status"] = "DISABLED"
    return _answer(table, arn, "DISABLING")


def _named_or_gone(handler: DynamoHandler) -> tuple[Table, str]:
    """The same for a destination whose stream may have been deleted."""
    name = handler.body["TableName"].split("/")[-1]
    return handler.dynamodb_backend.get_table(name), handler.body["StreamArn"]


def _update(self):
    member = "UpdateKinesisStreamingConfiguration"
    (table, arn), precision = _named(self), _precision(self, member)
    with changes.writing:
        held = _active(table).get(arn)
        if held is None or held["precision"] == precision:
            raise MockValidationException(
                f"Invalid Request: {arn} is not active, or has the precision {precision} already"
            )
        held["precision"] = precision
    return _answer(table, arn, "UPDATING", member, precision)


def _describe(self):
    table = self.dynamodb_backend.get_table(self.body["TableName"].split("/")[-1])
    told = [
        {"StreamArn": arn, "DestinationStatus": d["status"], _PRECISION: d["precision"]}
        for arn, d in _destinations(table).items()
    ]
    return ActionResult({"TableName": table.name, "KinesisDataStreamDestinations": told})


DynamoHandler.enable_kinesis_streaming_destination = _enable
DynamoHandler.disable_kinesis_streaming_destination = _disable
DynamoHandler.update_kinesis_streaming_destination = _update
DynamoHandler.describe_kinesis_streaming_destination = _describe


def _emit(table: Table, change: dict, microseconds: int) -> None:
    """Puts a change into the streams: with both images, whatever the table's own stream shows."""
    key = hashlib.md5(dynamo_json_dump(change["dynamodb"]["Keys"]).encode()).hexdigest().upper()
    for arn, held in _active(table).items():
        stream = _stream(arn)
        if stream is None:
            continue
        fine = held["precision"] == "MICROSECOND"
        record = {
            "awsRegion": change["awsRegion"],
            "eventID": change["eventID"],
            "eventName": change["eventName"],
            "userIdentity": change["userIdentity"],
            "recordFormat": "application/json",
            "tableName": table.name,
            "dynamodb": {
                "ApproximateCreationDateTime": microseconds if fine else microseconds // 1000,
                **change["dynamodb"],
                _PRECISION: held["precision"],
            },
            "eventSource": change["eventSource"],
        }
        text = json.dumps(json.loads(dynamo_json_dump(record)), separators=(",", ":"))
        data = base64.b64encode(text.encode()).decode()
        disturbances.put(stream.stream_name, _putting(stream, key, data))


def _putting(stream: Stream, key: str, data: str):
    return lambda: stream.put_record(key, "", data)


changes.listeners.append(_emit)
