"""A Kinesis stream or a table, a function that reads it, and what the function was given."""

import base64
import contextlib
import json

from botocore.exceptions import ClientError

from ..harness import ACCOUNT, REGION, EmulatorTest, eventually

READ = [
    {
        "Effect": "Allow",
        "Action": [
            "kinesis:DescribeStream",
            "kinesis:DescribeStreamSummary",
            "kinesis:GetRecords",
            "kinesis:GetShardIterator",
            "kinesis:ListShards",
            "dynamodb:DescribeStream",
            "dynamodb:GetRecords",
            "dynamodb:GetShardIterator",
            "dynamodb:ListStreams",
        ],
        "Resource": "*",
    }
]


class Streams(EmulatorTest):
    """What the tests of streams share; it has no tests itself."""

    def stream(self, shards=1) -> tuple[str, str]:
        """The name and the ARN of a Kinesis stream."""
        name = self.name("stream")
        self.kinesis.create_stream(StreamName=name, ShardCount=shards)
        return name, f"arn:aws:kinesis:{REGION}:{ACCOUNT}:stream/{name}"

    def table(self, view="NEW_AND_OLD_IMAGES") -> tuple[str, str]:
        """The name of a table with the key `id`, and the ARN of its stream if it has one."""
        name = self.name("table")
        stream = {"StreamEnabled": True, "StreamViewType": view} if view else {}
        made = self.dynamodb.create_table(
            TableName=name,
            KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
            AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
            BillingMode="PAY_PER_REQUEST",
            **({"StreamSpecification": stream} if stream else {}),
        )
        return name, made["TableDescription"].get("LatestStreamArn")

    def reader(self, *further: dict, **settings) -> str:
        """A function with the alias `live`, whose role may read streams, and what is further."""
        name = self.live(**settings)
        self.allow(name, *READ, *further)
        self.invoke(name, Qualifier="live")  # its start must not take the time of a test
        return name

    def allow(self, name, *statements):
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self.iam.put_role_policy(RoleName=name, PolicyName="p", PolicyDocument=document)

    def map(self, name, arn, **options) -> dict:
        settings = {"StartingPosition": "TRIM_HORIZON", **options}
        mapping = self.functions.create_event_source_mapping(
            EventSourceArn=arn, FunctionName=self.alias(name), **settings
        )
        self.addCleanup(self.unmap, mapping["UUID"])
        return mapping

    def unmap(self, uuid):
        with contextlib.suppress(ClientError):  # it has gone
            self.functions.delete_event_source_mapping(UUID=uuid)

    def alias(self, name):
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}:live"

    def put(self, stream, *bodies, key="k"):
        records = [{"Data": json.dumps(body), "PartitionKey": key} for body in bodies]
        return self.kinesis.put_records(StreamName=stream, Records=records)["Records"]

    def handled(self, name):
        return [event for event in super().handled(name) if event]

    def batches(self, name) -> list[list]:
        """The numbers in the data of each batch that the function was given."""
        return [[number(record) for record in event["Records"]] for event in self.handled(name)]

    def given(self, name, *batches):
        """Waits until the function was given exactly these batches."""
        expected = [list(batch) for batch in batches]
        eventually(lambda: len(self.batches(name)) >= len(expected))
        self.assertEqual(expected, self.batches(name))


def number(record: dict):
    """The number that a test has put into a record."""
    if "kinesis" in record:
        body = json.loads(base64.b64decode(record["kinesis"]["data"]))
        return body.get("n") if isinstance(body, dict) else body
    inner = record["dynamodb"]
    return inner["Keys"]["id"]["S"]
