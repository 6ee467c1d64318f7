"""Corrects moto 5.2.1 where it departs from Kinesis. Importing this module applies it.

moto loses the tags of a new stream, numbers the records of each shard 1, 2, 3, …, can lose one of
two records that are put at the same time, and invokes functions within the writer's request. It
moves the records of a shard that is split or merged into the new shards, with other numbers.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections import OrderedDict

from moto.kinesis.exceptions import InvalidArgumentError
from moto.kinesis.models import Record, Shard, Stream
from moto.kinesis.responses import KinesisResponse
from moto.utilities.utils import md5_hash

from ..patching import replaces

# AWS's sequence numbers have 56 digits. They grow within a shard, with gaps, and none comes twice:
# not in a stream that was made again, and not after a restart of the emulator either.
_numbers = itertools.count(int(f"49603{time.time_ns():019d}{1:032d}"), 1_208_925_819)
_lock = threading.RLock()


@replaces(KinesisResponse, "create_stream")
def _create_stream(original, self):
    answer = original(self)
    name, tags = self._get_param("StreamName"), self._get_param("Tags")
    if tags:
        self.kinesis_backend.add_tags_to_stream(None, name, tags)
    return answer


@replaces(Shard, "__init__")
def _init(original, self, *arguments, **options):
    original(self, *arguments, **options)
    self.log = []  # the records in their order, for those who read from an index on


@replaces(Shard, "put_record")
def _put_to_shard(_original, self, partition_key, data, explicit_hash_key):
    with _lock:
        number = next(_numbers)
        record = self.records[number] = Record(partition_key, data, number, explicit_hash_key)
        self.log.append(record)
    return str(number)


@replaces(Stream, "put_record")
def _put_to_stream(_original, self, partition_key, explicit_hash_key, data):
    """moto invokes the functions of the stream here: whoever reads it polls its shards."""
    with _lock:  # a shard that is found must not be closed before the record is in it
        shard = self.get_shard_for_key(partition_key, explicit_hash_key)
        return shard.put_record(partition_key, data, explicit_hash_key), shard.shard_id


@replaces(Stream, "get_shard_for_key")
def _get_shard_for_key(_original, self, partition_key, explicit_hash_key):
    """moto finds the closed shards too, and none for the last hash key of a shard."""
    if not isinstance(partition_key, str) or len(partition_key) > 256:
        raise InvalidArgumentError("partition_key")
    digest = int(md5_hash(partition_key.encode()).hexdigest(), 16)
    key = int(explicit_hash_key) if explicit_hash_key else digest
    for shard in self.shards.values():
        if shard.is_open and shard.starting_hash <= key <= shard.ending_hash:
            return shard
    raise InvalidArgumentError("explicit_hash_key")


def _records_stay(original, self, shard_id, *others):
    """Splits or merges shards whose records stay where they are, as on AWS."""
    with _lock:
        names = [name for name in (shard_id, *others) if name in self.shards]
        kept = {name: self.shards[name].records for name in names}
        for name in kept:
            self.shards[name].records = OrderedDict()
        try:
            original(self, shard_id, *others)
        finally:
            for name, records in kept.items():
                self.shards[name].records = records


for _name in ("split_shard", "merge_shards"):
    replaces(Stream, _name)(_records_stay)
