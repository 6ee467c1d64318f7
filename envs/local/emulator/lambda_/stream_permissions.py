"""What the role of a function needs so that Lambda can read a stream with it.

https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
https://docs.aws.amazon.com/lambda/latest/dg/services-ddb.html
"""

from __future__ import annotations

from ..iam.permission import Permission

_KINESIS = "DescribeStream DescribeStreamSummary GetRecords GetShardIterator ListShards".split()
_DYNAMODB = "DescribeStream GetRecords GetShardIterator".split()


def reads(arn: str) -> list[Permission]:
    """The permissions to read a stream."""
    if ":kinesis:" in arn:
        return [Permission(f"kinesis:{action}", arn) for action in _KINESIS]
    listed = Permission("dynamodb:ListStreams", "*")
    return [*(Permission(f"dynamodb:{action}", arn) for action in _DYNAMODB), listed]
