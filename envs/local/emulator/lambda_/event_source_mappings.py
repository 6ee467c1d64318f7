"""Event source mappings: Lambda reads a queue in batches, and deletes what the function handled.

moto sends each message by itself, within the sender's own request, and ignores the function's
answer. Here each mapping has a thread that reads its queue.
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

from . import functions as running
from .. import payloads
from .functions import Functions
from .permissions import find_queue
from .execution_environment import Outcome
from .targets import resolve

log = logging.getLogger(__name__)

_MOST_BYTES = 6 * 1000 * 1000  # of records: an invocation's event may have 6 MB
_LARGEST_READ = 10  # messages in one answer of SQS
_POLL_SECONDS = 0.5  # after which a poller looks at its mapping again


class Mappings:
    """Reads the queues of all mappings.

    `visibility_scale` shortens the time after which a message that was not handled comes back:
    on AWS that is six times the function's timeout, which a test need not wait for.
    """

    def __init__(self, functions: Functions, visibility_scale: float):
        self._functions = functions
        self._scale = visibility_scale

    def start(self, mapping: EventSourceMapping) -> None:
        poller = _Poller(mapping, self._functions, self._scale)
        threading.Thread(target=poller.run, daemon=True).start()


class _Poller:
    """Reads one queue for one function, for as long as the mapping exists."""

    def __init__(self, mapping: EventSourceMapping, functions: Functions, scale: float):
        self._mapping = mapping
        self._functions = functions
        self._scale = scale
        self._held: list[_Record] = []  # read, but too much for the last batch
        self._at_work = 0
        self._changed = threading.Condition()

    def run(self) -> None:
        while self._exists():
            try:
                queue = find_queue(self._mapping.event_source_arn)
                if queue is None or not self._mapping.enabled:
                    time.sleep(_POLL_SECONDS / 10)
                elif self._has_room():
                    batch = self._batch(queue)
                    if batch:
                        self._hand_over(batch)
            except Exception:  # the messages come back when their time has passed
                log.exception("%s", self._mapping.event_source_arn)
                time.sleep(_POLL_SECONDS)

    def _exists(self) -> bool:
        backend = lambda_backends[self._mapping.account_id][self._mapping.region]
        return backend.get_event_source_mapping(self._mapping.uuid) is self._mapping

    def _has_room(self) -> bool:
        """Waits until another batch may be at work; till then the messages stay in the queue."""
        allowed = (self._mapping.scaling_config or {}).get("MaximumConcurrency", 1000)
        most = min(allowed, running.PROCESSES_PER_VERSION)
        with self._changed:
            return self._changed.wait_for(lambda: self._at_work < most, _POLL_SECONDS)

    def _batch(self, queue: Queue) -> list[_Record]:
        """The next messages: a full batch, or what there is when the window has passed."""
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
            queue.name, min(most, _LARGEST_READ), 0, visibility, ["All"]
        )
        return [_Record(message, queue) for message in messages]

    def _hand_over(self, batch: list[_Record]) -> None:
        target = resolve(self._mapping.function_arn, None, "", "")  # each time: an alias moves
        payload = json.dumps({"Records": [record.content for record in batch]}).encode()
        self._count(1)
        try:
            self._functions.begin(target, payload, lambda outcome: self._settle(batch, outcome))
        except Exception:
            self._count(-1)
            raise

    def _settle(self, batch: list[_Record], outcome: Outcome) -> None:
        """Deletes what was handled. The rest comes back when its visibility time-out has passed."""
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
            self._at_work += change
            self._changed.notify()


def failures(outcome: Outcome, ids: set[str], partial: bool) -> set[str]:
    """Which of a batch's messages were not handled.

    `partial`: the function names them. An answer without any means that all were handled, one that
    cannot be understood or names a message that was not in the batch, that none was.
    """
    if outcome.failed or not partial:
        return ids if outcome.failed else set()
    try:
        answer = payloads.load(outcome.payload or b"null") or {}
        named = {failure["itemIdentifier"] for failure in answer.get("batchItemFailures") or []}
    except (AttributeError, KeyError, TypeError, ValueError):
        return ids
    return named if named <= ids else ids


class _Record:
    """A message, as the function gets it."""

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
    told = {name[0].lower() + name[1:]: item for name, item in value.items()}
    return {"stringListValues": [], "binaryListValues": [], **told}


def _cut(records: list[_Record]) -> tuple[list[_Record], list[_Record]]:
    """The first ones, as many as one event can hold, and the others."""
    held = list(itertools.accumulate(record.bytes for record in records))
    count = bisect.bisect(held, _MOST_BYTES)
    return records[:count], records[count:]
