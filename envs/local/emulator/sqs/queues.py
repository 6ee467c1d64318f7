"""Finds a queue, and says whether a service may send to it."""

from __future__ import annotations

from moto.sqs.models import Queue, sqs_backends

from ..iam.service_principal import ServicePrincipal


def find_queue(arn: str) -> Queue | None:
    _, _, _, region, account_id, name = arn.split(":", 5)
    return sqs_backends[account_id][region].queues.get(name)


def may_send(sender: ServicePrincipal, arn: str) -> bool:
    """Whether the queue exists and its policy allows the service to send to it."""
    queue = find_queue(arn)
    return queue is not None and sender.is_allowed(queue._policy_json, "sqs:SendMessage", arn)
