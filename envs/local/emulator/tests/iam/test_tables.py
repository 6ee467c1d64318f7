"""A role needs the actions of DynamoDB and Kinesis, on the tables and streams that it uses."""

from ..harness import ACCOUNT, REGION, client
from ..lambda_.streams import Streams


class Rights(Streams):
    def role(self, service, *actions_and_resources):
        """A client of a service with the credentials of a role that may do these."""
        statements = [
            {"Effect": "Allow", "Action": action, "Resource": resource}
            for action, resource in actions_and_resources
        ]
        key = self.as_role("s3", *statements)._request_signer._credentials
        return client(service, self.endpoint, key.access_key, key.secret_key)

    def denied(self, call, **options):
        self.assertEqual("AccessDeniedException", self.error_code(call, **options))

    def test_a_table_is_read_and_written_with_rights_on_it(self):
        mine, _ = self.table()
        other, _ = self.table()
        arn = f"arn:aws:dynamodb:{REGION}:{ACCOUNT}:table/{mine}"
        item = {"id": {"S": "a"}}
        role = self.role("dynamodb", ("dynamodb:PutItem", arn), ("dynamodb:BatchWriteItem", arn))
        role.put_item(TableName=mine, Item=item)
        self.denied(role.put_item, TableName=other, Item=item)
        self.denied(role.get_item, TableName=mine, Key=item)
        put = [{"PutRequest": {"Item": item}}]
        role.batch_write_item(RequestItems={mine: put})
        self.denied(role.batch_write_item, RequestItems={mine: put, other: put})
        transacted = {"Put": {"TableName": mine, "Item": item}}
        role.transact_write_items(TransactItems=[transacted])
        deleted = {"Delete": {"TableName": mine, "Key": item}}
        self.denied(role.transact_write_items, TransactItems=[transacted, deleted])

    def test_the_stream_of_a_table_is_read_with_rights_on_the_stream(self):
        name, arn = self.table()
        shard = self.dynamodbstreams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
        wanted = {
            "StreamArn": arn,
            "ShardId": shard[0]["ShardId"],
            "ShardIteratorType": "TRIM_HORIZON",
        }
        role = self.role("dynamodbstreams", ("dynamodb:GetShardIterator", f"{arn}"))
        iterator = role.get_shard_iterator(**wanted)["ShardIterator"]
        self.denied(role.get_records, ShardIterator=iterator)
        self.denied(role.list_streams)
        role = self.role("dynamodbstreams", ("dynamodb:GetRecords", f"{arn}"))
        role.get_records(ShardIterator=iterator)
        table = arn.partition("/stream/")[0]
        role = self.role("dynamodbstreams", ("dynamodb:*", table))
        self.denied(role.get_records, ShardIterator=iterator)

    def test_a_kinesis_stream_is_used_with_rights_on_it(self):
        name, arn = self.stream()
        other, _ = self.stream()
        record = {"Data": b"{}", "PartitionKey": "k"}
        role = self.role("kinesis", ("kinesis:PutRecord", arn), ("kinesis:GetShardIterator", arn))
        role.put_record(StreamName=name, **record)
        role.put_record(StreamARN=arn, **record)
        self.denied(role.put_record, StreamName=other, **record)
        self.denied(role.list_streams)
        iterator = role.get_shard_iterator(
            StreamName=name, ShardId="shardId-000000000000", ShardIteratorType="LATEST"
        )["ShardIterator"]
        self.denied(role.get_records, ShardIterator=iterator)
        self.role("kinesis", ("kinesis:GetRecords", arn)).get_records(ShardIterator=iterator)
