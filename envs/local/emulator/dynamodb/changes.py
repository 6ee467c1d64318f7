"""The changes of DynamoDB's tables, as the records of their streams.

moto 5.2.1 numbers the records of a stream by their place in a list that it empties, writes one for
a change that changes nothing, two for an update that makes an item, and keeps those of a cancelled
transaction; it invokes functions within the writer's request. Requests run in threads here: moto
loses one of two changes that are made at the same time.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
"""

from __future__ import annotations

import itertools
import json
import threading
import time
import uuid
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any, Callable, Iterator

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.table import StreamShard, Table
from moto.dynamodb.models.utilities import dynamo_json_dump
from moto.dynamodbstreams.models import ShardIterator

from ..patching import replaces

TTL_IDENTITY = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}
_IMAGES = {
    "NEW_IMAGE": ("NewImage",),
    "OLD_IMAGE": ("OldImage",),
    "NEW_AND_OLD_IMAGES": ("NewImage", "OldImage"),
    "KEYS_ONLY": (),
}

# AWS's sequence numbers have 21 to 40 digits, and grow with gaps. None comes twice: not in a table
# that was made again, and not after a restart of the emulator either.
_numbers = itertools.count(time.time_ns() * 1_000_000 + 1, 7)

writing = threading.RLock()  # one request at a time changes tables
_changes: list[list] | None = None  # of the request that is being handled: shard, old, new
_identity: dict | None = None  # who makes the changes, if it is not a caller

# Called with a table and each of its changes, which has both images, and its time in microseconds.
listeners: list[Callable[[Table, dict, int], None]] = []


class StreamRecord:
    """A record of a stream: as its readers get it (bytes as such), and as Lambda does (JSON)."""

    def __init__(self, number: int, seconds: float, content: dict):
        self.number = number
        self.created_at = seconds
        self.content = content
        # Lambda's event has whole seconds.
        self.event = json.loads(dynamo_json_dump(content))
        self.event["dynamodb"]["ApproximateCreationDateTime"] = int(seconds)

    def to_json(self) -> dict[str, Any]:
        when = datetime.fromtimestamp(int(self.created_at), timezone.utc)
        inner = {**self.content["dynamodb"], "ApproximateCreationDateTime": when}
        told = {**self.content, "dynamodb": inner}
        if "userIdentity" in told:  # its members begin with a capital in this API alone
            given = told["userIdentity"]
            told["userIdentity"] = {"Type": given["type"], "PrincipalId": given["principalId"]}
        return told


@replaces(Table, "set_stream_specification")
def _set_stream_specification(original, self, streams):
    """A table without a stream has a shard too, which is told of changes and keeps none."""
    with writing:
        original(self, streams)
        if self.stream_shard is None:
            self.stream_shard = StreamShard(self.account_id, self)


@replaces(StreamShard, "__init__")
def _init(original, self, account_id, table):
    original(self, account_id, table)
    self.starting_sequence_number = next(_numbers)
    self.label = table.latest_stream_label
    self.id = f"shardId-{time.time_ns() // 1000:020d}-{uuid.uuid4().hex[:8]}"


# moto copies a table before each transaction. The shard is not part of what can be taken back.
StreamShard.__deepcopy__ = lambda self, memo: self


@replaces(StreamShard, "get")
def _get(_original, self, start, quantity):
    found = (item.to_json() for item in list(self.items) if item.number >= start)
    return list(itertools.islice(found, quantity))


@replaces(ShardIterator, "__init__")
def _init_iterator(original, self, streams_backend, stream_shard, kind, sequence_number=None):
    original(self, streams_backend, stream_shard, kind, sequence_number)
    if kind == "LATEST":
        items = stream_shard.items
        self.sequence_number = items[-1].number + 1 if items else self.sequence_number


@replaces(StreamShard, "add")
def _add(_original, self, old, new):
    """Notes a change until the request has ended: it may be one of several, or be taken back."""
    images = [item and item.to_json()["Attributes"] for item in (old, new)]
    if _changes is None:
        _write(self, *images)
    else:
        _changes.append([self, *images])


@contextmanager
def _one_request(keeps_failed: bool) -> Iterator[None]:
    """Collects the changes of a request; the outermost writes their records when it has ended."""
    global _changes
    with writing:
        outer, _changes = _changes, []
        try:
            yield
        except Exception:
            if not keeps_failed:
                _changes.clear()
            raise
        finally:
            found, _changes = _changes, outer
            for change in _merged(found):
                if outer is None:
                    _write(*change)
                else:
                    outer.append(change)


def _merged(changes: list[list]) -> list[list]:
    """moto makes an item before it updates it: that is one change of the item."""
    merged: list[list] = []
    for shard, old, new in changes:
        last = merged[-1] if merged else None
        if last and last[0] is shard and last[1] is None and old is None and last[2] and new:
            if _keys(shard.table, last[2]) == _keys(shard.table, new):
                last[2] = new
                continue
        merged.append([shard, old, new])
    return merged


def _writes(original, *arguments, **options):
    with _one_request(keeps_failed=True):
        return original(*arguments, **options)


def _transaction(original, *arguments, **options):
    with _one_request(keeps_failed=False):
        return original(*arguments, **options)


def _reads(original, *arguments, **options):
    with writing:  # moto fails if a table changes while it is read
        return original(*arguments, **options)


for _name in ("put_item", "update_item", "delete_item"):
    replaces(DynamoDBBackend, _name)(_writes)
replaces(DynamoDBBackend, "transact_write_items")(_transaction)
for _name in ("get_item", "query", "scan"):
    replaces(DynamoDBBackend, _name)(_reads)


@contextmanager
def made_by(identity: dict) -> Iterator[None]:
    """The changes within are made by a service."""
    global _identity
    with writing:
        _identity = identity
        try:
            yield
        finally:
            _identity = None


def _keys(table: Table, image: dict) -> dict:
    return {name: image[name] for name in table.table_key_attrs}


def _comparable(value: Any) -> Any:
    """A value without the order of its sets."""
    if isinstance(value, dict):
        return {
            name: sorted(inner) if name in ("SS", "NS", "BS") and len(value) == 1
            and isinstance(inner, list) else _comparable(inner)
            for name, inner in value.items()
        }
    return [_comparable(inner) for inner in value] if isinstance(value, list) else value


def _write(shard: StreamShard, old: dict | None, new: dict | None) -> None:
    if _comparable(old) == _comparable(new):
        return
    table, now = shard.table, time.time_ns()
    inner = {"Keys": _keys(table, new or old)}
    inner.update({"NewImage": new} if new is not None else {})
    inner.update({"OldImage": old} if old is not None else {})
    change = {
        "eventID": uuid.uuid4().hex,
        "eventName": "INSERT" if old is None else "REMOVE" if new is None else "MODIFY",
        "awsRegion": table.region_name,
        "eventSource": "aws:dynamodb",
        "userIdentity": _identity,
        "dynamodb": {**inner, "SizeBytes": len(dynamo_json_dump(inner))},
    }
    for listener in listeners:
        listener(table, change, now // 1000)
    specification = table.stream_specification or {}
    if specification.get("StreamEnabled"):
        view = specification["StreamViewType"]
        shard.items.append(_record(change, view, next(_numbers), now / 1e9))


def _record(change: dict, view: str, number: int, seconds: float) -> StreamRecord:
    given = change["dynamodb"]
    inner = {"ApproximateCreationDateTime": seconds, "Keys": given["Keys"]}
    inner.update({name: given[name] for name in _IMAGES[view] if name in given})
    inner["SequenceNumber"] = str(number)
    inner["SizeBytes"] = given["SizeBytes"]
    inner["StreamViewType"] = view
    content = {**change, "eventVersion": "1.1", "dynamodb": inner}
    if content["userIdentity"] is None:
        del content["userIdentity"]
    return StreamRecord(number, seconds, content)
