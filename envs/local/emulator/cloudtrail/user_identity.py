"""Who made a request, as CloudTrail says it.

https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
"""

from __future__ import annotations

from typing import Any

from moto.core import DEFAULT_ACCOUNT_ID

from ..iam import callers


def user_identity(access_key: str) -> dict[str, Any]:
    """The element `userIdentity`. Only a role has a session, and in it the role's ARN."""
    caller = callers.find(access_key)
    if caller is None:
        return {"type": "AWSAccount", "principalId": "", "accountId": "anonymous"}
    identity = {
        "principalId": caller.user_id,
        "arn": caller.arn,
        "accountId": DEFAULT_ACCOUNT_ID,
        "accessKeyId": access_key,
    }
    if caller.role_arn:
        issuer = {
            "type": "Role",
            "principalId": caller.user_id.partition(":")[0],
            "arn": caller.role_arn,
            "accountId": DEFAULT_ACCOUNT_ID,
            "userName": caller.role_arn.rpartition("/")[2],
        }
        return {"type": "AssumedRole", **identity, "sessionContext": {"sessionIssuer": issuer}}
    if caller.user is not None:
        return {"type": "IAMUser", **identity, "userName": caller.user.name}
    return {"type": "Root", **identity}
