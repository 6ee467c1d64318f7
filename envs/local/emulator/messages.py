"""Sends messages to queues and topics, as AWS's own services do."""

from __future__ import annotations

import json

from moto.sns.models import sns_backends
from moto.sqs.models import sqs_backends


def send(arn: str, body: dict | str, attributes: dict | None = None) -> None:
    """Sends a message to a queue or a topic: a dictionary as JSON, a text as it is."""
    text = body if isinstance(body, str) else json.dumps(body)
    _, _, service, region, account_id, name = arn.split(":", 5)
    if service == "sqs":
        sqs_backends[account_id][region].send_message(name, text, attributes)
    elif service == "sns":
        sns_backends[account_id][region].publish(arn=arn, message=text)
    else:
        raise ValueError(f"cannot send to {arn}: only queues and topics are emulated")
