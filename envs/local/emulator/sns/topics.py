"""Finds a topic, and says whether a service may publish to it."""

from __future__ import annotations

import json

from moto.sns.models import Topic, sns_backends

from ..iam.service_principal import ServicePrincipal


def find_topic(arn: str) -> Topic | None:
    _, _, _, region, account_id, _ = arn.split(":", 5)
    return sns_backends[account_id][region].topics.get(arn)


def may_publish(sender: ServicePrincipal, arn: str) -> bool:
    """Whether the topic exists and its policy allows the service to publish to it."""
    topic = find_topic(arn)
    return topic is not None and sender.is_allowed(json.loads(topic.policy), "sns:Publish", arn)
