"""Event source mappings: Lambda reads a queue in batches, and deletes the messages handled.

moto invokes the function once for each message, within the sender's own request, and ignores the
function's response. Here each mapping has a thread that reads its queue.
https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
"""

from __future__ import annotations

import bisect
import itertools
import json
import logging
import threading
import time

from moto.awslambda.models import EventSourceMapping, lambda_backends
from moto.sqs.models import Message, Queue, sqs_backends

from .. import deep_json
from ..sqs.queues import find_queue
from . import environment_pool
from .execution_environment import Outcome
from .functions import Functions
from .targets import resolve

log = logging.getLogger(__name__)

_MAX_BATCH_BYTES = 6 * 1000 * 1000  # an invocation's event may have 6 MB
_MAX_RECEIVED = 10  # messages in one response of SQS
_POLL_SECONDS = 0.5  # after which a poller reads the state of its mapping again


class EventSourceMappings:
    """Starts a poller for each mapping of a queue.

    `visibility_scale` shortens the visibility timeout, after which a message that was not handled
    can be received again: AWS recommends six times the function's timeout, too long for a test.
    """

    def __init__(self, functions: Functions, visibility_scale: float):
        self._functions = functions
        self._scale = visibility_scale

    def start(self, mapping: EventSourceMapping) -> None:
        poller = _Poller(mapping, self._functions, self._scale)
        threading.Thread(target=poller.run, daemon=True).start()


class _Poller:
    """Reads one queue for one function while the mapping exists."""

    def __init__(self, mapping: EventSourceMapping, functions: Functions, scale: float):
        self._mapping = mapping
        self._functions = functions
        self._scale = scale
        self._held: list[_Record] = []  # received, but too large for the last batch
        self._running = 0  # batches
        self._changed = threading.Condition()

    def run(self) -> None:
        while self._exists():
            try:
                queue = find_queue(self._mapping.event_source_arn)
                if queue is None or not self._mapping.enabled:
                    time.sleep(_POLL_SECONDS / 10)
                elif self._wait_for_capacity():
                    batch = self._batch(queue)
                    if batch:
                        self._invoke(batch)
            except Exception:  # the messages can be received again after their visibility timeout
                log.exception("%s", self._mapping.event_source_arn)
                time.sleep(_POLL_SECONDS)

    def _exists(self) -> bool:
        backend = lambda_backends[self._mapping.account_id][self._mapping.region]
        return backend.get_event_source_mapping(self._mapping.uuid) is self._mapping

    def _wait_for_capacity(self) -> bool:
        """Waits a moment until another batch may run; the messages stay in the queue till then."""
        allowed = (self._mapping.scaling_config or {}).get("MaximumConcurrency", 1000)
        limit = min(allowed, environment_pool.MAX_ENVIRONMENTS)
        with self._changed:
            return self._changed.wait_for(lambda: self._running < limit, _POLL_SECONDS)

    def _batch(self, queue: Queue) -> list[_Record]:
        """The next messages: a full batch, or those received when the batch window ends."""
        most = self._mapping.batch_size
        batch, self._held = _cut(self._held or self._receive(queue, most))
        if not batch:
            queue.wait_for_messages(_POLL_SECONDS)
            return []
        end = time.monotonic() + (self._mapping.max_batch_window or 0)
        while len(batch) < most and not self._held and self._exists():
            left = end - time.monotonic()
            if left <= 0:
                break
            found = self._receive(queue, most - len(batch))
            if not found:
                queue.wait_for_messages(min(left, _POLL_SECONDS))
            batch, self._held = _cut(batch + found)
        return batch

    def _receive(self, queue: Queue, most: int) -> list[_Record]:
        visibility = max(1, round(queue.visibility_timeout * self._scale))
        backend = sqs_backends[queue.account_id][queue.region]
        messages = backend.receive_message(
            queue.name, min(most, _MAX_RECEIVED), 0, visibility, ["All"]
        )
        return [_Record(message, queue) for message in messages]

    def _invoke(self, batch: list[_Record]) -> None:
        # Each batch resolves the alias again, because it may have moved.
        target = resolve(self._mapping.function_arn, None, "", "")
        payload = json.dumps({"Records": [record.content for record in batch]}).encode()
        self._count(1)
        try:
            self._functions.start_invocation(
                target, payload, lambda outcome: self._complete(batch, outcome)
            )
        except Exception:
            self._count(-1)
            raise

    def _complete(self, batch: list[_Record], outcome: Outcome) -> None:
        """Deletes the messages that were handled; the others become visible again."""
        self._count(-1)
        partial = "ReportBatchItemFailures" in (self._mapping.function_response_types or [])
        failed = failures(outcome, {record.id for record in batch}, partial)
        queue = find_queue(self._mapping.event_source_arn)
        done = [
            {"Id": record.id, "ReceiptHandle": record.handle}
            for record in batch
            if record.id not in failed
        ]
        if queue and done:
            sqs_backends[queue.account_id][queue.region].delete_message_batch(queue.name, done)
        if failed:
            source = self._mapping.event_source_arn
            log.info("%d of %d messages stay in %s", len(failed), len(batch), source)

    def _count(self, change: int) -> None:
        with self._changed:
            self._running += change
            self._changed.notify()


def failures(outcome: Outcome, ids: set[str], partial: bool) -> set[str]:
    """The ids of a batch's messages that were not handled.

    With `partial` (ReportBatchItemFailures) the function names them. A response without names means
    that all messages were handled; an invalid one, or one that names a message outside the batch,
    means that none was.
    """
    if outcome.failed or not partial:
        return ids if outcome.failed else set()
    try:
        answer = deep_json.load(outcome.payload or b"null") or {}
        named = {failure["itemIdentifier"] for failure in answer.get("batchItemFailures") or []}
    except (AttributeError, KeyError, TypeError, ValueError):
        return ids
    return named if named <= ids else ids


class _Record:
    """A message in the form that the function receives."""

    def __init__(self, message: Message, queue: Queue):
        self.id = message.id
        self.handle = message.receipt_handle
        first = message.approximate_first_receive_timestamp
        self.content = {
            "messageId": message.id,
            "receiptHandle": message.receipt_handle,
            "body": message.body,
            "attributes": {
                "ApproximateReceiveCount": str(message.approximate_receive_count),
                "SentTimestamp": str(message.sent_timestamp),
                "SenderId": message.sender_id,
                "ApproximateFirstReceiveTimestamp": str(first),
            },
            "messageAttributes": {
                name: _attribute(value) for name, value in message.message_attributes.items()
            },
            "md5OfBody": message.body_md5,
            "eventSource": "aws:sqs",
            "eventSourceARN": queue.queue_arn,
            "awsRegion": queue.region,
        }
        self.bytes = len(json.dumps(self.content))


def _attribute(value: dict) -> dict:
    given = {name[0].lower() + name[1:]: item for name, item in value.items()}
    return {"stringListValues": [], "binaryListValues": [], **given}


def _cut(records: list[_Record]) -> tuple[list[_Record], list[_Record]]:
    """The first records, as many as fit into one event, and the others."""
    held = list(itertools.accumulate(record.bytes for record in records))
    count = bisect.bisect(held, _MAX_BATCH_BYTES)
    return records[:count], records[count:]
