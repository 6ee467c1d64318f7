"""An AWS service as the caller: whether a resource's policy allows it an action.

moto lets every service invoke every function and send to every queue.
"""

from __future__ import annotations

from dataclasses import dataclass

from . import policies


@dataclass(frozen=True)
class ServicePrincipal:
    """A service, and the resource (a bucket, a rule) on whose behalf it acts."""

    service: str
    source_arn: str
    account_id: str

    def is_allowed(self, policy: dict, action: str, resource: str) -> bool:
        """Whether a statement of the resource's policy allows the action, and none denies it."""
        keys = {
            "aws:principalisawsservice": "true",
            "aws:sourcearn": self.source_arn,
            "aws:sourceaccount": self.account_id,
            "aws:securetransport": "true",
        }
        principals = [f"Service:{self.service}"]
        return policies.evaluate(policy, action, resource, principals, keys) == "Allow"
