"""Corrects moto 5.2.1 in the sizes of policies, which it does not limit. Importing applies it.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

from __future__ import annotations

from typing import Iterable

from moto.iam.exceptions import LimitExceededException
from moto.iam.models import IAMBackend

from ..patching import replaces

_MANAGED_POLICY, _INLINE_POLICIES_OF_ROLE = 6_144, 10_240


def _size(documents: Iterable[str]) -> int:
    """The number of characters; IAM does not count white space."""
    return sum(len("".join(document.split())) for document in documents)


@replaces(IAMBackend, "put_role_policy")
def _put_role_policy(original, self, role_name, policy_name, policy_json):
    others = {**self.get_role(role_name).policies, policy_name: policy_json}
    if _size(others.values()) > _INLINE_POLICIES_OF_ROLE:
        raise LimitExceededException(
            f"Maximum policy size of {_INLINE_POLICIES_OF_ROLE} bytes exceeded for role {role_name}"
        )
    original(self, role_name, policy_name, policy_json)


def _refuse_too_long(document: str) -> None:
    if _size([document]) > _MANAGED_POLICY:
        raise LimitExceededException(f"Cannot exceed quota for PolicySize: {_MANAGED_POLICY}")


@replaces(IAMBackend, "create_policy")
def _create_policy(original, self, description, path, policy_document, policy_name, tags):
    _refuse_too_long(policy_document)
    return original(self, description, path, policy_document, policy_name, tags)


@replaces(IAMBackend, "create_policy_version")
def _create_policy_version(original, self, policy_arn, policy_document, set_as_default):
    _refuse_too_long(policy_document)
    return original(self, policy_arn, policy_document, set_as_default)
