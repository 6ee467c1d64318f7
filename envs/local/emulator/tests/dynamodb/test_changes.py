"""Each change of an item makes one record of the table's stream, in order, under its own number."""

import time
from concurrent.futures import ThreadPoolExecutor

from botocore.exceptions import ClientError

from ..harness import eventually
from ..lambda_.streams import Streams


class Changes(Streams):
    def setUp(self):
        self.table_name, self.stream_arn = self.table()

    def records(self, arn=None):
        """Everything that is in a table's stream."""
        arn = arn or self.stream_arn
        told = self.dynamodbstreams.describe_stream(StreamArn=arn)["StreamDescription"]
        iterator = self.dynamodbstreams.get_shard_iterator(
            StreamArn=arn,
            ShardId=told["Shards"][0]["ShardId"],
            ShardIteratorType="TRIM_HORIZON",
        )["ShardIterator"]
        return self.dynamodbstreams.get_records(ShardIterator=iterator)["Records"]

    def seen(self, arn=None):
        """Event, key and the number in the new image of each record."""
        return [
            (
                record["eventName"],
                record["dynamodb"]["Keys"]["id"]["S"],
                record["dynamodb"].get("NewImage", {}).get("n", {}).get("N"),
            )
            for record in self.records(arn)
        ]

    def put(self, key, **attributes):
        item = {"id": {"S": key}, **attributes}
        self.dynamodb.put_item(TableName=self.table_name, Item=item)

    def update(self, key, expression, **values):
        self.dynamodb.update_item(
            TableName=self.table_name,
            Key={"id": {"S": key}},
            UpdateExpression=expression,
            ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
        )

    def test_an_item_is_inserted_modified_and_removed(self):
        self.put("a", n={"N": "1"})
        self.update("a", "SET n = :n", n={"N": "2"})
        self.dynamodb.delete_item(TableName=self.table_name, Key={"id": {"S": "a"}})
        expected = [("INSERT", "a", "1"), ("MODIFY", "a", "2"), ("REMOVE", "a", None)]
        self.assertEqual(expected, self.seen())

    def test_an_update_that_makes_an_item_is_one_insertion(self):
        self.update("a", "SET n = :n", n={"N": "1"})
        self.assertEqual([("INSERT", "a", "1")], self.seen())

    def test_a_change_that_changes_nothing_makes_no_record(self):
        for _ in range(2):
            self.put("a", n={"N": "1"}, colours={"SS": ["red", "blue"]})
        self.put("a", n={"N": "1"}, colours={"SS": ["blue", "red"]})
        self.update("a", "SET n = :n", n={"N": "1"})
        self.dynamodb.delete_item(TableName=self.table_name, Key={"id": {"S": "none"}})
        self.assertEqual([("INSERT", "a", "1")], self.seen())

    def test_a_refused_change_makes_no_record(self):
        self.put("a")
        with self.assertRaises(ClientError):
            self.dynamodb.put_item(
                TableName=self.table_name,
                Item={"id": {"S": "a"}, "n": {"N": "2"}},
                ConditionExpression="attribute_not_exists(id)",
            )
        self.assertEqual([("INSERT", "a", None)], self.seen())

    def test_each_write_of_a_batch_makes_a_record(self):
        self.put("old")
        self.dynamodb.batch_write_item(
            RequestItems={
                self.table_name: [
                    {"PutRequest": {"Item": {"id": {"S": "a"}, "n": {"N": "1"}}}},
                    {"DeleteRequest": {"Key": {"id": {"S": "old"}}}},
                ]
            }
        )
        self.assertEqual([("INSERT", "a", "1"), ("REMOVE", "old", None)], self.seen()[1:])

    def transact(self, *items):
        for item in items:
            next(iter(item.values()))["TableName"] = self.table_name
        self.dynamodb.transact_write_items(TransactItems=list(items))

    def test_each_write_of_a_transaction_makes_a_record(self):
        self.put("old")
        self.put("b", n={"N": "1"})
        self.transact(
            {"Put": {"Item": {"id": {"S": "a"}, "n": {"N": "1"}}}},
            {
                "Update": {
                    "Key": {"id": {"S": "b"}},
                    "UpdateExpression": "SET n = :n",
                    "ExpressionAttributeValues": {":n": {"N": "2"}},
                }
            },
            {"Delete": {"Key": {"id": {"S": "old"}}}},
        )
        expected = [("INSERT", "a", "1"), ("MODIFY", "b", "2"), ("REMOVE", "old", None)]
        self.assertEqual(expected, self.seen()[2:])

    def test_a_cancelled_transaction_makes_no_record_and_the_stream_goes_on(self):
        self.put("b")
        with self.assertRaises(ClientError):
            self.transact(
                {"Put": {"Item": {"id": {"S": "a"}}}},
                {
                    "ConditionCheck": {
                        "Key": {"id": {"S": "b"}},
                        "ConditionExpression": "attribute_not_exists(id)",
                    }
                },
            )
        self.put("c", n={"N": "1"})
        self.assertEqual([("INSERT", "b", None), ("INSERT", "c", "1")], self.seen())

    def test_numbers_grow_and_none_comes_twice_not_in_a_table_made_again_either(self):
        found = []
        for _ in range(2):
            for n in range(3):
                self.put(f"k{n}")
            found += [int(r["dynamodb"]["SequenceNumber"]) for r in self.records()]
            self.dynamodb.delete_table(TableName=self.table_name)
            self.setUp()
        self.assertEqual(sorted(set(found)), found)
        self.assertTrue(all(21 <= len(str(number)) <= 40 for number in found), found)

    def test_two_changes_at_the_same_time_are_both_made_and_told_in_their_order(self):
        def add(_):
            self.update("a", "ADD n :one", one={"N": "1"})

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(add, range(80)))
        self.assertEqual([str(n) for n in range(1, 81)], [n for _, _, n in self.seen()])

    def test_a_stream_shows_the_images_of_its_view(self):
        for view, expected in (
            ("KEYS_ONLY", set()),
            ("NEW_IMAGE", {"NewImage"}),
            ("OLD_IMAGE", {"OldImage"}),
            ("NEW_AND_OLD_IMAGES", {"NewImage", "OldImage"}),
        ):
            self.table_name, arn = self.table(view)
            self.put("a", n={"N": "1"})
            self.put("a", n={"N": "2"})
            inner = self.records(arn)[1]["dynamodb"]
            with self.subTest(view):
                self.assertEqual(view, inner["StreamViewType"])
                self.assertEqual(expected, inner.keys() & {"NewImage", "OldImage"})

    def test_an_iterator_of_the_latest_records_shows_none_that_is_older(self):
        self.put("a")
        told = self.dynamodbstreams.describe_stream(StreamArn=self.stream_arn)
        iterator = self.dynamodbstreams.get_shard_iterator(
            StreamArn=self.stream_arn,
            ShardId=told["StreamDescription"]["Shards"][0]["ShardId"],
            ShardIteratorType="LATEST",
        )["ShardIterator"]
        self.put("b")
        found = self.dynamodbstreams.get_records(ShardIterator=iterator)["Records"]
        self.assertEqual(["b"], [record["dynamodb"]["Keys"]["id"]["S"] for record in found])


class Expiry(Streams):
    records = Changes.records

    def test_an_expired_item_is_removed_by_dynamodb(self):
        name, arn = self.table()
        self.dynamodb.update_time_to_live(
            TableName=name,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"},
        )
        now = int(time.time())
        for key, until in (
            ("past", {"N": str(now - 1)}),
            ("soon", {"N": str(now + 600)}),
            ("long-ago", {"N": str(now - 6 * 365 * 86_400)}),
            ("text", {"S": str(now - 1)}),
        ):
            self.dynamodb.put_item(TableName=name, Item={"id": {"S": key}, "until": until})
        self.dynamodb.delete_item(TableName=name, Key={"id": {"S": "soon"}})
        eventually(lambda: len(self.dynamodb.scan(TableName=name)["Items"]) == 2)
        time.sleep(1.2)  # what is left stays
        left = {item["id"]["S"] for item in self.dynamodb.scan(TableName=name)["Items"]}
        self.assertEqual({"long-ago", "text"}, left)
        by_key = {
            record["dynamodb"]["Keys"]["id"]["S"]: record
            for record in self.records(arn)
            if record["eventName"] == "REMOVE"
        }
        self.assertEqual(
            {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"},
            by_key["past"]["userIdentity"],
        )
        self.assertNotIn("userIdentity", by_key["soon"])

    def test_a_function_is_told_who_removed_an_expired_item(self):
        table, arn = self.table()
        self.dynamodb.update_time_to_live(
            TableName=table,
            TimeToLiveSpecification={"Enabled": True, "AttributeName": "until"},
        )
        item = {"id": {"S": "a"}, "until": {"N": str(int(time.time()) - 1)}}
        self.dynamodb.put_item(TableName=table, Item=item)
        name = self.reader()
        self.map(name, arn)
        records = eventually(
            lambda: [r for e in self.handled(name) for r in e["Records"]][1:], 15
        )
        self.assertEqual(
            ("REMOVE", {"type": "Service", "principalId": "dynamodb.amazonaws.com"}),
            (records[0]["eventName"], records[0]["userIdentity"]),
        )
