"""Batches of a stream: their size, order, filter, partial answers, retries, splits and age."""

import json
import time
import unittest
from types import SimpleNamespace

from emulator.lambda_.execution_environment import Outcome
from emulator.lambda_.stream_batches import Batch, next_batches, remaining

from ..harness import eventually
from .streams import Streams

PARTIAL = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}


class Batches(Streams):
    def test_a_batch_has_no_more_records_than_the_mapping_says_in_their_order(self):
        stream, arn = self.stream()
        self.put(stream, *({"n": n} for n in range(7)))
        name = self.reader()
        self.map(name, arn, BatchSize=3)
        self.given(name, [0, 1, 2], [3, 4, 5], [6])

    def test_a_batch_has_six_megabytes_at_most(self):
        stream, arn = self.stream()
        for n in range(8):
            self.put(stream, {"n": n, "fill": "x" * 750_000})
        name = self.reader()
        self.map(name, arn)
        eventually(lambda: sum(map(len, self.batches(name))) == 8)
        self.assertEqual([5, 3], [len(batch) for batch in self.batches(name)])

    def test_the_window_lets_records_gather(self):
        stream, arn = self.stream()
        name = self.reader()
        self.map(name, arn, MaximumBatchingWindowInSeconds=3)
        for n in range(3):
            self.put(stream, {"n": n})
            time.sleep(0.1)
        self.given(name, [0, 1, 2])

    def test_a_full_batch_does_not_wait_for_the_window(self):
        stream, arn = self.stream()
        name = self.reader()
        self.map(name, arn, MaximumBatchingWindowInSeconds=60, BatchSize=2)
        self.put(stream, {"n": 0}, {"n": 1})
        self.given(name, [0, 1])

    def test_writers_do_not_wait_for_the_function(self):
        stream, arn = self.stream()
        table, table_arn = self.table()
        name = self.reader(Timeout=30)
        self.map(name, arn)
        self.map(name, table_arn)
        begin = time.monotonic()
        self.put(stream, {"n": 0, "do": "sleep", "seconds": 20})
        told = json.dumps({"do": "sleep", "seconds": 20})
        self.dynamodb.put_item(TableName=table, Item={"id": {"S": "a"}, "told": {"S": told}})
        self.assertLess(time.monotonic() - begin, 19)
        eventually(lambda: len(self.batches(name)) == 2)

    def test_the_same_key_is_never_given_to_two_invocations_at_once(self):
        stream, arn = self.stream()
        name = self.reader()
        self.map(name, arn, ParallelizationFactor=2, BatchSize=1)
        for n in range(4):
            for key in ("a", "b", "c", "d"):
                self.put(stream, {"n": f"{key}{n}"}, key=key)
        eventually(lambda: len(self.batches(name)) == 16)
        for key in "abcd":
            seen = [n for batch in self.batches(name) for n in batch if n[0] == key]
            self.assertEqual([f"{key}{n}" for n in range(4)], seen)

    def test_with_a_parallelization_factor_one_key_does_not_wait_for_another(self):
        stream, arn = self.stream()
        name = self.reader(Timeout=30)
        self.map(name, arn, ParallelizationFactor=2)
        self.put(stream, {"n": "slow", "do": "sleep", "seconds": 20}, key="a")
        for key in ("b", "c", "d", "e"):  # some of them share no lane with `a`
            self.put(stream, {"n": key}, key=key)
        eventually(lambda: len(self.batches(name)) == 2, 19)

    def test_a_filter_compares_the_decoded_data_and_drops_what_is_no_json(self):
        stream, arn = self.stream()
        pattern = json.dumps({"data": {"keep": [True]}, "partitionKey": ["k"]})
        self.put(stream, {"n": 0}, {"n": 1, "keep": True}, {"n": 2, "keep": False})
        self.kinesis.put_record(StreamName=stream, Data=b"keep", PartitionKey="k")
        self.put(stream, {"n": 3, "keep": True}, key="other")
        self.put(stream, {"n": 4, "keep": True})
        name = self.reader()
        self.map(name, arn, FilterCriteria={"Filters": [{"Pattern": pattern}]})
        eventually(lambda: sum(map(len, self.batches(name))) == 2)
        self.assertEqual([1, 4], [n for batch in self.batches(name) for n in batch])

    def test_a_filter_of_a_table_compares_the_record(self):
        table, arn = self.table()
        pattern = json.dumps(
            {"eventName": ["INSERT"], "dynamodb": {"Keys": {"id": {"S": [{"prefix": "a"}]}}}}
        )
        for key in ("a1", "b1", "a2"):
            self.dynamodb.put_item(TableName=table, Item={"id": {"S": key}})
        self.dynamodb.delete_item(TableName=table, Key={"id": {"S": "a1"}})
        name = self.reader()
        self.map(name, arn, FilterCriteria={"Filters": [{"Pattern": pattern}]})
        self.given(name, ["a1", "a2"])

    def test_from_the_lowest_number_named_on_everything_comes_again(self):
        stream, arn = self.stream()
        self.put(stream, *({"n": n, "refuse": n in (2, 3)} for n in range(5)))
        name = self.reader()
        self.map(name, arn, MaximumRetryAttempts=1, **PARTIAL)
        self.given(name, [0, 1, 2, 3, 4], [2, 3, 4])

    def test_a_number_outside_the_batch_means_that_the_whole_batch_failed(self):
        stream, arn = self.stream()
        answer = {"batchItemFailures": [{"itemIdentifier": "7"}]}
        self.put(stream, {"n": 0}, {"n": 1, "answer": answer})
        name = self.reader()
        self.map(name, arn, MaximumRetryAttempts=1, **PARTIAL)
        self.given(name, [0, 1], [0, 1])

    def test_without_partial_answers_what_the_function_says_does_not_count(self):
        stream, arn = self.stream()
        self.put(stream, {"n": 0, "refuse": True})
        name = self.reader()
        self.map(name, arn)
        self.put(stream, {"n": 1})
        eventually(lambda: [1] in self.batches(name) or [0, 1] in self.batches(name))
        self.assertEqual(1, sum(0 in batch for batch in self.batches(name)))

    def test_a_batch_that_is_split_uses_up_no_retry(self):
        stream, arn = self.stream()
        self.put(stream, *({"n": n, **({"do": "fail"} if n == 2 else {})} for n in range(4)))
        name = self.reader()
        self.map(name, arn, BisectBatchOnFunctionError=True, MaximumRetryAttempts=1)
        self.given(name, [0, 1, 2, 3], [0, 1], [2, 3], [2], [2], [3])

    def test_a_partial_answer_splits_the_batch_at_the_record_that_it_names(self):
        stream, arn = self.stream()
        self.put(stream, *({"n": n, "refuse": n == 2} for n in range(5)))
        name = self.reader()
        self.map(name, arn, BisectBatchOnFunctionError=True, MaximumRetryAttempts=0, **PARTIAL)
        self.given(name, [0, 1, 2, 3, 4], [2, 3, 4], [2], [3, 4])

    def test_a_shard_waits_for_a_batch_that_fails_and_others_go_on(self):
        stream, arn = self.stream(shards=2)
        low, high = "0", str(2**128 - 1)
        for n, hash_key, body in ((0, low, {"do": "fail"}), (1, low, {}), (2, high, {})):
            self.kinesis.put_record(
                StreamName=stream,
                Data=json.dumps({"n": n, **body}),
                PartitionKey="k",
                ExplicitHashKey=hash_key,
            )
        name = self.reader()
        self.map(name, arn, BatchSize=1)
        eventually(lambda: self.batches(name).count([0]) >= 3 and [2] in self.batches(name))
        self.assertNotIn([1], self.batches(name))

    def test_a_throttled_invocation_is_no_attempt(self):
        stream, arn = self.stream()
        name = self.reader()
        self.functions.put_function_concurrency(
            FunctionName=name, ReservedConcurrentExecutions=0
        )
        self.map(name, arn, MaximumRetryAttempts=0)
        self.put(stream, {"n": 0})
        time.sleep(0.5)
        self.assertEqual([], self.batches(name))
        self.functions.delete_function_concurrency(FunctionName=name)
        self.given(name, [0])

    def test_a_process_that_was_killed_gets_its_batch_again(self):
        stream, arn = self.stream()
        name = self.reader()
        self.map(name, arn)
        self.put(stream, {"n": 0, "do": "exit"})
        eventually(lambda: self.batches(name).count([0]) >= 3)

    def test_records_of_a_shard_come_before_those_of_its_children(self):
        stream, arn = self.stream()
        name = self.reader()
        self.functions.put_function_concurrency(
            FunctionName=name, ReservedConcurrentExecutions=0
        )
        self.map(name, arn, BatchSize=10)
        self.put(stream, {"n": 0}, {"n": 1})
        self.kinesis.split_shard(
            StreamName=stream, ShardToSplit="shardId-000000000000", NewStartingHashKey=str(2**127)
        )
        self.put(stream, {"n": 2}, {"n": 3})
        self.functions.delete_function_concurrency(FunctionName=name)
        self.given(name, [0, 1], [2, 3])


class Answers(unittest.TestCase):
    entries = [SimpleNamespace(number=number) for number in "abc"]

    def left(self, answer, failed=False, partial=True):
        found = remaining(self.entries, Outcome(answer, "1", failed), partial)
        return "".join(entry.number for entry in found)

    def test_an_answer_is_read_as_lambda_reads_it(self):
        for answer, expected in (
            (b"", ""),
            (b"null", ""),
            (b'{"batchItemFailures": null}', ""),
            (b'{"batchItemFailures": []}', ""),
            (b'{"batchItemFailures": [{"itemIdentifier": "c"}, {"itemIdentifier": "b"}]}', "bc"),
            (b'{"batchItemFailures": [{"itemIdentifier": "a"}]}', "abc"),
            (b'{"batchItemFailures": [{"itemIdentifier": "z"}]}', "abc"),
            (b'{"batchItemFailures": [{"itemIdentifier": "c"}, {"itemIdentifier": "z"}]}', "abc"),
            (b'{"batchItemFailures": [{"itemIdentifier": ""}]}', "abc"),
            (b'{"batchItemFailures": [{"itemIdentifier": null}]}', "abc"),
            (b'{"batchItemFailures": ["a"]}', "abc"),
            (b'{"batchItemFailures": 7}', "abc"),
            (b"{", "abc"),
        ):
            with self.subTest(answer):
                self.assertEqual(expected, self.left(answer))
        self.assertEqual("abc", self.left(b"null", failed=True))
        self.assertEqual("", self.left(b"{", partial=False))

    def test_retries_end_and_splits_do_not_count(self):
        whole = Batch([1, 2, 3], 1)
        self.assertIsNone(next_batches(whole, [1, 2, 3], False, 1))
        self.assertEqual([Batch([2, 3], 2)], next_batches(whole, [2, 3], False, 2))
        self.assertEqual([Batch([1], 1), Batch([2, 3], 1)], next_batches(whole, [1, 2, 3], True, 1))
        self.assertIsNone(next_batches(Batch([1], 1), [1], True, 1))
