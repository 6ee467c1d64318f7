"""The caller that an access key belongs to: its secret, its ARN, and what its policies allow.

The laptop's owner signs with the key and the secret `local`, and is the root of the account.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Iterator

from moto.core import DEFAULT_ACCOUNT_ID
from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from . import roles
from .permission import Permission

OWNER_KEY = "local"


@dataclass(frozen=True)
class Caller:
    """Who signs with an access key."""

    access_key: str
    secret: str
    arn: str
    user_id: str
    session_token: str = ""
    expiration: datetime | None = None  # of a session, in UTC, without a zone
    role_arn: str = ""  # of a session
    user: Any = None  # IAM's user, None for a session and for the root

    def principals(self) -> list[str]:
        """Its names in the policy of a resource."""
        names = {self.arn, self.role_arn, DEFAULT_ACCOUNT_ID, _root()} - {""}
        return [f"AWS:{name}" for name in names]

    def keys(self) -> dict[str, str]:
        """Its keys for conditions."""
        return {
            "aws:principalarn": self.role_arn or self.arn,
            "aws:principalaccount": DEFAULT_ACCOUNT_ID,
            "aws:principalisawsservice": "false",
        }

    def effect(self, permission: Permission) -> str | None:
        """What its own policies say: `Allow`, `Deny` or nothing. The root may do everything."""
        if self.role_arn:
            return roles.effect(self.role_arn, permission)
        if self.user is None:
            return "Allow"
        effects = {roles.effect_of(document, permission) for document in _documents(self.user)}
        return "Deny" if "Deny" in effects else "Allow" if "Allow" in effects else None


def find(access_key: str) -> Caller | None:
    """The caller whose key this is; None for a key that nobody has."""
    session = sts_backends[DEFAULT_ACCOUNT_ID]["aws"].get_assumed_role_from_access_key(access_key)
    if session:
        return Caller(
            access_key,
            session.secret_access_key,
            session.arn,
            session.user_id,
            session.session_token,
            session.expiration,
            session.role_arn,
        )
    for user in list(iam_backends[DEFAULT_ACCOUNT_ID]["aws"].users.values()):
        for key in user.access_keys:
            if key.access_key_id == access_key and key.status == "Active":
                return Caller(access_key, key.secret_access_key, user.arn, user.id, user=user)
    if access_key == OWNER_KEY:
        return Caller(OWNER_KEY, OWNER_KEY, _root(), DEFAULT_ACCOUNT_ID)
    return None


def _root() -> str:
    return f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:root"


def _documents(user: Any) -> Iterator[dict]:
    """The policies of a user and of the user's groups."""
    groups = iam_backends[DEFAULT_ACCOUNT_ID]["aws"].get_groups_for_user(user.name)
    for holder in (user, *groups):
        yield from (_parsed(policy) for policy in holder.policies.values())
        yield from (_parsed(policy) for policy in roles.attached(holder))


def _parsed(policy: Any) -> dict:
    return json.loads(policy) if isinstance(policy, str) else policy
