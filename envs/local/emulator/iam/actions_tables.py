"""The permissions that a call of DynamoDB, of its streams or of Kinesis needs.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
"""

from __future__ import annotations

import base64
import binascii

from moto.core import DEFAULT_ACCOUNT_ID

from .permission import Permission

_TRANSACTED = {
    "ConditionCheck": "ConditionCheckItem",
    "Delete": "DeleteItem",
    "Get": "GetItem",
    "Put": "PutItem",
    "Update": "UpdateItem",
}


def of_dynamodb(operation: str, parameters: dict, region: str) -> list[Permission]:
    """The permissions of a call; a call on several tables needs one for each."""
    if operation in ("BatchGetItem", "BatchWriteItem"):
        names = parameters.get("RequestItems") or {}
        return [_permission("dynamodb", operation, _table(name, region)) for name in names]
    if operation in ("TransactGetItems", "TransactWriteItems"):
        return [
            _permission("dynamodb", _TRANSACTED.get(kind, "*"), _table(item["TableName"], region))
            for each in parameters.get("TransactItems") or []
            for kind, item in each.items()
        ]
    resource = parameters.get("StreamArn") if "TableName" not in parameters else None
    # An iterator of a stream begins with the stream's ARN.
    resource = resource or parameters.get("ShardIterator", "").partition("|")[0]
    resource = resource or parameters.get("ResourceArn") or parameters.get("BackupArn")
    name = parameters.get("TableName")
    if operation == "ListStreams" or not (resource or name):
        return [_permission("dynamodb", operation, "*")]
    return [_permission("dynamodb", operation, resource or _table(name, region))]


def of_kinesis(operation: str, parameters: dict, region: str) -> list[Permission]:
    """The permission of a call."""
    resource = parameters.get("ConsumerARN") or parameters.get("StreamARN")
    resource = resource or parameters.get("ResourceARN")
    name = parameters.get("StreamName") or _of_iterator(parameters.get("ShardIterator", ""))
    if not resource:
        arn = f"arn:aws:kinesis:{region}:{DEFAULT_ACCOUNT_ID}:stream/{name}"
        resource = arn if name else "*"
    return [_permission("kinesis", operation, resource)]


def _of_iterator(iterator: str) -> str:
    """The name of the stream that an iterator was made for, by moto."""
    try:
        return base64.b64decode(iterator).decode().partition(":")[0]
    except (binascii.Error, ValueError):
        return ""


def _table(name: str, region: str) -> str:
    whole = f"arn:aws:dynamodb:{region}:{DEFAULT_ACCOUNT_ID}:table/{name}"
    return name if name.startswith("arn:") else whole


def _permission(service: str, operation: str, resource: str) -> Permission:
    return Permission(f"{service}:{operation}", resource)
