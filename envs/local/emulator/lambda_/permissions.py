"""What one of AWS's own services may do here: only what the policy of a function or queue allows.

moto lets every service invoke every function and send to every queue.
"""

from __future__ import annotations

from dataclasses import dataclass

from moto.sqs.models import Queue, sqs_backends

from ..iam import policies
from .targets import resolve


@dataclass(frozen=True)
class Sender:
    """A service, and the resource (a bucket, a rule) on whose behalf it acts."""

    service: str
    source_arn: str
    account_id: str

    def may_invoke(self, arn: str) -> bool:
        """Whether the function's policy allows it for this very qualifier."""
        target = resolve(arn, None, "", "")
        policy = {"Statement": target.latest.policy.statements}
        return self._allowed(policy, "lambda:InvokeFunction", target.arn)

    def may_send(self, arn: str) -> bool:
        """Whether the queue is there and its policy allows it."""
        queue = find_queue(arn)
        return queue is not None and self._allowed(queue._policy_json, "sqs:SendMessage", arn)

    def _allowed(self, policy: dict, action: str, resource: str) -> bool:
        keys = {
            "aws:sourcearn": self.source_arn,
            "aws:sourceaccount": self.account_id,
            "aws:securetransport": "true",
        }
        principals = [f"Service:{self.service}"]
        return policies.decide(policy, action, resource, principals, keys) == "Allow"


def find_queue(arn: str) -> Queue | None:
    _, _, _, region, account_id, name = arn.split(":", 5)
    return sqs_backends[account_id][region].queues.get(name)
