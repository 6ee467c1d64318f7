"""Reads the streams of event source mappings: a thread for each mapping, a reader for each shard.

moto invokes the function within the writer's request, once for each record, and forgets errors.
https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
"""

from __future__ import annotations

import json
import logging
import threading
import time
import zlib
from collections import deque

from moto.awslambda.models import EventSourceMapping, lambda_backends
from moto.events.models import EventPattern

from ..iam import roles
from . import metrics, stream_failures, stream_sources
from .execution_environment import Outcome
from .functions import Functions
from .stream_batches import Batch, limit, next_batches, remaining
from .stream_permissions import reads
from .stream_sources import Entry, Shard
from .targets import Target, resolve

log = logging.getLogger(__name__)

_POLL_SECONDS = 0.03
_IDLE_SECONDS = 0.5  # after which a reader looks at its stream and permissions, whatever it saw
_READ = 10_000  # records of a shard in one look at it
_MAX_BATCH_BYTES = 6 * 1000 * 1000  # an invocation's event may have 6 MB
_RESULTS = {True: "OK", False: "PROBLEM: Function call failed"}


class StreamReader:
    """Follows the stream of one mapping while the mapping exists."""

    def __init__(self, mapping: EventSourceMapping, functions: Functions):
        self.mapping = mapping
        self.functions = functions
        self._shards: dict[str, _ShardReader] = {}
        self._looked = False
        self._looked_at = 0.0
        self._running = 0  # invocations
        self._lock = threading.Lock()
        self._patterns: tuple[str, list[EventPattern]] = ("", [])

    def start(self) -> None:
        self._look()  # LATEST means: from now on
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while self._exists():
            try:
                if self.mapping.enabled and self._is_due() and self._may_read():
                    self._look()
                    for shard in list(self._shards.values()):
                        shard.step()
            except Exception:  # of the emulator itself: the records are still there
                log.exception("%s", self.mapping.event_source_arn)
                time.sleep(1)
            time.sleep(_POLL_SECONDS)

    def _exists(self) -> bool:
        backend = lambda_backends[self.mapping.account_id][self.mapping.region]
        return backend.get_event_source_mapping(self.mapping.uuid) is self.mapping

    def _is_due(self) -> bool:
        """Whether there may be something to do: the policies are too much work for each poll."""
        since, now = self._looked_at, time.monotonic()
        found = stream_sources.shards(self.mapping.event_source_arn) or []
        idle = all(s.id in self._shards and self._shards[s.id].is_idle(s) for s in found)
        if idle and now < since + _IDLE_SECONDS:
            return False
        self._looked_at = now
        return True

    def _may_read(self) -> bool:
        role = self.target().function.role
        missing = [p for p in reads(self.mapping.event_source_arn) if not roles.allows(role, p)]
        if missing:
            action = missing[0].action
            self.mapping.last_result = f"PROBLEM: Lambda may not {action} with the function's role"
            log.warning("%s: %s may not %s", self.mapping.event_source_arn, role, action)
            time.sleep(1)
        return not missing

    def target(self) -> Target:
        """The version that the mapping's alias means now."""
        return resolve(self.mapping.function_arn, None, "", "")

    def _look(self) -> None:
        """Reads what is new. A shard that came later is read from its beginning, after its parents.

        https://docs.aws.amazon.com/streams/latest/dev/kinesis-using-sdk-java-after-resharding.html
        """
        found = stream_sources.shards(self.mapping.event_source_arn)
        for shard in found or []:
            reader = self._shards.get(shard.id)
            if reader is None:
                at = 0 if self._looked else self._begin(shard)
                reader = self._shards[shard.id] = _ShardReader(self, shard.id, at)
            parents = [self._shards[name] for name in shard.parents if name in self._shards]
            if all(parent.is_done for parent in parents):
                reader.read(shard)
        self._looked = True

    def _begin(self, shard: Shard) -> int:
        position = self.mapping.starting_position
        if position == "LATEST":
            return len(shard.log)
        if position == "AT_TIMESTAMP":
            since = self.mapping.starting_position_timestamp
            since = since.timestamp() if hasattr(since, "timestamp") else float(since)
            return sum(record.created_at < since for record in shard.log)
        return 0

    def wants(self, entry: Entry) -> bool:
        """Whether a pattern of the mapping's filter matches the record, if there is one."""
        given = (self.mapping.filter_criteria or {}).get("Filters") or []
        if not given:
            return True
        text = json.dumps(given)
        if self._patterns[0] != text:
            self._patterns = (text, [EventPattern.load(each["Pattern"]) for each in given])
        seen = stream_sources.filtered(entry.content)
        return seen is not None and any(p.matches_event(seen) for p in self._patterns[1])

    def begin(self) -> Target | None:
        """The target of an invocation that may run; None if the function is throttled."""
        target = self.target()
        reserved = target.latest.reserved_concurrency
        with self._lock:
            if reserved is not None and self._running >= int(reserved):
                return None
            self._running += 1
        return target

    def end(self) -> None:
        with self._lock:
            self._running -= 1


class _ShardReader:
    """Reads one shard, into as many lanes as the mapping's parallelization factor."""

    def __init__(self, source: StreamReader, shard: str, at: int):
        self._source = source
        self._id = shard
        self._at = at
        self._lanes: list[_Lane] = []
        self.is_done = False  # it is closed, and everything in it was handled

    def is_idle(self, shard: Shard) -> bool:
        """Whether every record of the shard was read and handled."""
        return self._at >= len(shard.log) and all(lane.is_idle for lane in self._lanes)

    def read(self, shard: Shard) -> None:
        """Takes the records that are new; those that the filter does not want are handled."""
        count = self._source.mapping.parallelization_factor or 1
        if len(self._lanes) != count and all(lane.is_idle for lane in self._lanes):
            self._lanes = [_Lane(self._source, self._id) for _ in range(count)]
        records = shard.log[self._at : self._at + _READ]
        arn = self._source.mapping.event_source_arn
        role = self._source.target().function.role if records else ""
        for record in records:
            entry = stream_sources.entry(arn, shard.id, record, role)
            if self._source.wants(entry):
                self._lanes[zlib.crc32(entry.key.encode()) % len(self._lanes)].add(entry)
        self._at += len(records)
        self.is_done = not shard.is_open and self.is_idle(shard)

    def step(self) -> None:
        for lane in self._lanes:
            lane.step()


class _Lane:
    """Gives records to the function in their order, one batch at a time."""

    def __init__(self, source: StreamReader, shard: str):
        self._source = source
        self._mapping = source.mapping
        self._shard = shard
        self._waiting: deque[Entry] = deque()
        self._batches: deque[Batch] = deque()  # that were begun, and have to come first
        self._busy = False
        self._not_before = 0.0
        self._since: float | None = None  # when the first of those that wait came
        self._last: Outcome | None = None

    @property
    def is_idle(self) -> bool:
        return not (self._waiting or self._batches or self._busy)

    def add(self, entry: Entry) -> None:
        self._since = self._since or time.monotonic()
        self._waiting.append(entry)

    def step(self) -> None:
        """Begins an invocation if one is due."""
        if self._busy or time.monotonic() < self._not_before:
            return
        if not self._batches:
            entries = self._cut()
            if not entries:
                return
            self._batches.append(Batch(entries))
        self._drop_old()
        target = self._source.begin() if self._batches else None
        if target is None:  # nothing is left, or the function is throttled: no attempt
            return
        batch = self._batches.popleft()
        self._busy = True
        age = (time.time() - batch.entries[-1].arrived) * 1000
        metrics.put_iterator_age(target, age)
        try:
            self._source.functions.start_invocation(
                target, _payload(batch.entries), lambda outcome: self._settle(batch, outcome)
            )
        except Exception:  # it was not invoked: the batch is still the first
            self._batches.appendleft(batch)
            self._release(1)
            raise

    def _cut(self) -> list[Entry]:
        """The next batch: a full one, or what has come when the window ends."""
        most, held, taken = self._mapping.batch_size, 0, []
        for entry in self._waiting:
            held += entry.size + 2
            if len(taken) == most or (taken and held > _MAX_BATCH_BYTES):
                break
            taken.append(entry)
        full = len(taken) == most or len(taken) < len(self._waiting)
        window = self._mapping.max_batch_window or 0
        if not full and time.monotonic() - (self._since or 0) < window:
            return []
        for _ in taken:
            self._waiting.popleft()
        self._since = time.monotonic() if self._waiting else None
        return taken

    def _drop_old(self) -> None:
        """Gives up the records of the next batch that are older than the mapping allows."""
        batch = self._batches[0]
        oldest = time.time() - limit(self._mapping.max_record_age)
        old = [entry for entry in batch.entries if entry.arrived < oldest]
        if not old:
            return
        self._batches.popleft()
        kept = batch.entries[len(old) :]
        if kept:
            self._batches.appendleft(Batch(kept, batch.failures))
        self._give_up(old, "RecordAgeExceeded", batch.failures, self._last)

    def _settle(self, batch: Batch, outcome: Outcome) -> None:
        mapping, delay = self._mapping, 0.0
        partial = "ReportBatchItemFailures" in (mapping.function_response_types or [])
        left = remaining(batch.entries, outcome, partial)
        mapping.last_result = _RESULTS[not left]
        self._last = outcome
        try:
            if left:
                retries = limit(mapping.max_retry_attempts)
                further = next_batches(batch, left, bool(mapping.bisect_on_error), retries)
                if further is None:
                    self._give_up(left, "RetryAttemptsExhausted", batch.failures + 1, outcome)
                else:
                    self._batches.extendleft(reversed(further))
                    delays = self._source.functions.retry_delays
                    if further[0].failures > batch.failures:
                        delay = delays[min(further[0].failures, len(delays)) - 1]
        finally:
            self._release(delay)

    def _release(self, delay: float) -> None:
        self._source.end()
        self._not_before = time.monotonic() + delay
        self._busy = False

    def _give_up(
        self, entries: list[Entry], condition: str, count: int, outcome: Outcome | None
    ) -> None:
        source = self._mapping.event_source_arn
        log.info("%s: gave up %d records: %s", source, len(entries), condition)
        if not stream_failures.destination_of(self._mapping):
            return
        target = self._source.target()
        record = stream_failures.invocation_record(
            self._mapping, self._shard, entries, condition, count, outcome
        )
        try:
            role = target.function.role
            payload = _payload(entries)
            stream_failures.report(self._mapping, self._shard, record, payload, role)
        except Exception as error:  # the records are lost, as on AWS
            log.error("%s: %s", stream_failures.destination_of(self._mapping), error)
            metrics.put_destination_delivery_failure(target)


def _payload(entries: list[Entry]) -> bytes:
    return json.dumps({"Records": [entry.content for entry in entries]}).encode()
