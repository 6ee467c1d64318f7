"""Kinesis: tags, numbers, records put at the same time, shards that are split and merged."""

import json
from concurrent.futures import ThreadPoolExecutor

from ..lambda_.streams import Streams


class Kinesis(Streams):
    def records(self, name, shard="shardId-000000000000"):
        iterator = self.kinesis.get_shard_iterator(
            StreamName=name, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        found = self.kinesis.get_records(ShardIterator=iterator)["Records"]
        return [(json.loads(record["Data"])["n"], record["SequenceNumber"]) for record in found]

    def test_a_stream_keeps_the_tags_that_it_is_made_with(self):
        name = self.name("stream")
        self.kinesis.create_stream(StreamName=name, ShardCount=1, Tags={"a": "b"})
        tags = self.kinesis.list_tags_for_stream(StreamName=name)["Tags"]
        self.assertEqual([{"Key": "a", "Value": "b"}], tags)

    def test_numbers_have_56_digits_grow_and_come_once_also_in_a_stream_made_again(self):
        name = self.name("stream")
        found = []
        for _ in range(2):
            self.kinesis.create_stream(StreamName=name, ShardCount=1)
            found += [each["SequenceNumber"] for each in self.put(name, *({"n": n} for n in "abc"))]
            self.kinesis.delete_stream(StreamName=name)
        self.assertEqual({56}, {len(number) for number in found})
        self.assertEqual(sorted(set(found)), found)

    def test_records_that_are_put_at_the_same_time_are_all_kept(self):
        name, _ = self.stream()
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda n: self.put(name, {"n": n}), range(200)))
        self.assertEqual(set(range(200)), {n for n, _ in self.records(name)})

    def test_the_last_hash_key_belongs_to_the_last_shard(self):
        name, _ = self.stream(shards=2)
        told = self.kinesis.put_record(
            StreamName=name, Data=b"{}", PartitionKey="k", ExplicitHashKey=str(2**128 - 1)
        )
        self.assertEqual("shardId-000000000001", told["ShardId"])

    def test_the_records_of_a_split_shard_stay_and_later_ones_go_to_its_children(self):
        name, _ = self.stream()
        first = self.put(name, {"n": 0})[0]["SequenceNumber"]
        self.kinesis.split_shard(
            StreamName=name, ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2**127)
        )
        child = self.put(name, {"n": 1})[0]["ShardId"]
        self.assertIn(child, ("shardId-000000000001", "shardId-000000000002"))
        self.assertEqual([(0, first)], self.records(name))
        self.assertEqual([1], [n for n, _ in self.records(name, child)])

    def test_the_records_of_merged_shards_stay_where_they_are(self):
        name, _ = self.stream(shards=2)
        before = self.put(name, {"n": 0})[0]
        self.kinesis.merge_shards(
            StreamName=name,
            ShardToMerge="shardId-000000000000",
            AdjacentShardToMerge="shardId-000000000001",
        )
        after = self.put(name, {"n": 1})[0]
        self.assertEqual([(0, before["SequenceNumber"])], self.records(name, before["ShardId"]))
        self.assertEqual([(1, after["SequenceNumber"])], self.records(name, after["ShardId"]))
